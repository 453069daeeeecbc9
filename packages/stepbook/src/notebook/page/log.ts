import { StepbookError } from "../../errors";
import type { Any } from "../../placeholders/any";
import type { PageExecution } from "./page-execution";

const mostLines = 500;
const longestLine = 500;

/** The log of a state's newest job. */
export async function log(execution: PageExecution, { state }: Any): Promise<readonly string[]> {
  if (typeof state !== "string") throw new StepbookError("A log is asked for by the name of a state.");
  const rows = await execution.logs(state, { limit: mostLines });
  return rows.map(({ line }) => line.slice(0, longestLine));
}
