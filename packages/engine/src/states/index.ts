import type { StateType } from "@stepbook/asl";
import { compileChoice } from "./choice";
import { compileFail } from "./fail";
import { compileMap } from "./map";
import { compileParallel } from "./parallel";
import { compilePass } from "./pass";
import type { CompileState } from "./place";
import { compileSucceed } from "./succeed";
import { compileTask } from "./task";
import { compileWait } from "./wait";

/** What each type of state does. */
export const compilers: Readonly<Record<StateType, CompileState>> = {
  Task: compileTask,
  Pass: compilePass,
  Choice: compileChoice,
  Wait: compileWait,
  Succeed: compileSucceed,
  Fail: compileFail,
  Parallel: compileParallel,
  Map: compileMap,
};
