import type { StepFunctionsApi } from "@stepbook/asl";
import type { WorkflowView } from "@stepbook/graph";
import type { LogRow } from "../../jobs/logs";

/** What the page may ask an execution that this kernel has shown. It holds nothing of its history. */
export interface PageExecution {
  readonly arn: string;
  readonly api: Pick<StepFunctionsApi, "getExecutionHistory">;
  logs(state: string, options: { readonly limit: number }): Promise<readonly LogRow[]>;
  /** How it stands now. */
  view(): Promise<WorkflowView>;
  stop(): Promise<void>;
  /** Goes on with it, and with the outputs that have shown it. */
  redrive(): Promise<void>;
}
