import type { Question, Questions } from "@stepbook/graph";
import { StepbookError } from "../../errors";
import type { Any } from "../../placeholders/any";
import { answerPage } from "../road";
import { inTslab } from "../tslab";
import { event } from "./event";
import { history } from "./history";
import { log } from "./log";
import type { PageExecution } from "./page-execution";

export type { PageExecution } from "./page-execution";

type Answers = {
  readonly [Name in Question]: (execution: PageExecution, asked: Any) => Promise<Questions[Name]["answer"]>;
};

const answers: Answers = {
  log,
  history,
  event,
  view: (execution) => execution.view(),
  stop: async (execution) => {
    await execution.stop();
    return null;
  },
  redrive: async (execution) => {
    await execution.redrive();
    return null;
  },
};

/** The executions that this kernel has shown, by their ARNs, those shown last at the end: one for all copies of us. */
const key = Symbol.for("stepbook.shown");
(globalThis as Any)[key] ??= new Map();
const shown: Map<string, PageExecution> = (globalThis as Any)[key];
/** So many can be asked for: more than a notebook has outputs. */
const most = 500;

/** Lets the page ask for an execution that it shows. */
export function answersFor(execution: PageExecution): void {
  if (!inTslab()) return;
  shown.delete(execution.arn);
  shown.set(execution.arn, execution);
  for (const arn of shown.keys()) {
    if (shown.size <= most) break;
    shown.delete(arn);
  }
  for (const name of Object.keys(answers) as Question[])
    answerPage(name, async (question) => answers[name](known(question), question));
}

function known({ execution: arn }: Any): PageExecution {
  const execution = typeof arn === "string" ? shown.get(arn) : undefined;
  if (execution) return execution;
  throw new StepbookError("This kernel does not know the execution: run the cell that shows it again.");
}
