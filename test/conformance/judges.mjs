import { judgeCreate, judgeTestState, judgeValidate } from "./api.mjs";
import { judgeExecution, judgeExpress } from "./execution.mjs";

/** How each kind of case is run and compared. A judge gives what differs, by aspect; null where nothing does. */
export const judges = {
  execution: judgeExecution,
  "execution-output-only": judgeExecution,
  "express-sync": judgeExpress,
  "express-async": judgeExpress,
  "test-state": judgeTestState,
  validate: judgeValidate,
  "create-error": judgeCreate,
};
