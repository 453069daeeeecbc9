// Written by scripts/services/generate.py: change table.json there.
import type { Any } from "../placeholders/any";
import type { Choice, Flag, Given, Named, Numeric, Text } from "./given";
import { type ServiceStep, serviceStep } from "./service";

interface NotificationProperty {
  readonly notifyDelayAfter?: Numeric;
}

/** What `glue.startJobRun` takes. */
export interface GlueStartJobRunParameters {
  readonly jobName: Text;
  readonly jobRunQueuingEnabled?: Flag;
  readonly jobRunId?: Text;
  readonly arguments?: Named<Text>;
  readonly timeout?: Numeric;
  readonly maxCapacity?: Numeric;
  readonly securityConfiguration?: Text;
  readonly notificationProperty?: Given<NotificationProperty>;
  readonly workerType?: Text;
  readonly numberOfWorkers?: Numeric;
  readonly executionClass?: Choice<"FLEX" | "STANDARD">;
  readonly executionRoleSessionPolicy?: Text;
}

/** What `glue.startJobRun` gives at the end of what it starts. */
export interface GlueStartJobRunCompletion {
  Id: string;
  Attempt: number;
  PreviousRunId: string;
  TriggerName: string;
  JobName: string;
  JobMode: string;
  JobRunQueuingEnabled: boolean;
  StartedOn: Any;
  LastModifiedOn: Any;
  CompletedOn: Any;
  JobRunState: string;
  Arguments: Any;
  ErrorMessage: string;
  PredecessorRuns: Any;
  AllocatedCapacity: number;
  ExecutionTime: number;
  Timeout: number;
  MaxCapacity: number;
  WorkerType: string;
  NumberOfWorkers: number;
  SecurityConfiguration: string;
  LogGroupName: string;
  NotificationProperty: Any;
  GlueVersion: string;
  DPUSeconds: number;
  ExecutionClass: string;
  MaintenanceWindow: string;
  ProfileName: string;
  StateDetail: string;
  ExecutionRoleSessionPolicy: string;
}

/** What `glue.startJobRun` gives. */
export interface GlueStartJobRunResult {
  JobRunId: string;
}

/**
 * AWS Glue.
 *
 * @example glue.startJobRun("Extract", { jobName: "etl", arguments: { "--day": input.day } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html
 */
export const glue: {
  /**
   * Runs a job, and waits for its end unless `waitFor` says otherwise.
   *
   * @example glue.startJobRun("Extract", { jobName: "etl", arguments: { "--day": input.day } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html
   */
  readonly startJobRun: ServiceStep<
    GlueStartJobRunParameters,
    { completion: GlueStartJobRunCompletion; response: GlueStartJobRunResult },
    "completion"
  >;
} = {
  startJobRun: serviceStep("glue:startJobRun"),
};
