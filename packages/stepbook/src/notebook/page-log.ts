import { StepbookError } from "../errors";
import type { LogRow } from "../jobs/logs";
import type { Any } from "../placeholders/any";
import { answerPage } from "./road";
import { inTslab } from "./tslab";

/** What is asked of an execution that is shown. */
interface Shown {
  readonly arn: string;
  logs(state: string, options: { readonly limit: number }): Promise<readonly LogRow[]>;
}

/** The executions that this kernel has shown, by their ARNs, as long as somebody else holds them. */
const shown = new Map<string, WeakRef<Shown>>();
const mostLines = 500;
const longestLine = 500;

/** Lets the page ask for the logs of an execution's jobs. */
export function answersFor(execution: Shown): void {
  if (!inTslab()) return;
  shown.set(execution.arn, new WeakRef(execution));
  answerPage("log", log);
}

async function log({ execution: arn, state, limit = mostLines }: Any): Promise<readonly string[]> {
  if (typeof arn !== "string" || typeof state !== "string" || !Number.isInteger(limit))
    throw new StepbookError(
      "A log is asked for by the ARN of an execution, the name of a state and a number of lines.",
    );
  const execution = shown.get(arn)?.deref();
  if (!execution) throw new StepbookError("This kernel does not know the execution: run the cell that shows it again.");
  const rows = await execution.logs(state, { limit: Math.max(1, Math.min(limit, mostLines)) });
  return rows.map(({ line }) => line.slice(0, longestLine));
}
