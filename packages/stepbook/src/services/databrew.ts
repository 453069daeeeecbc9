// Written by scripts/services/generate.py: change table.json there.
import type { Any } from "../placeholders/any";
import type { Text } from "./given";
import { type ServiceStep, serviceStep } from "./service";

/** What `databrew.startJobRun` takes. */
export interface DatabrewStartJobRunParameters {
  readonly name: Text;
}

/** What `databrew.startJobRun` gives at the end of what it starts. */
export interface DatabrewStartJobRunCompletion {
  Attempt: number;
  CompletedOn: Any;
  DatasetName: string;
  ErrorMessage: string;
  ExecutionTime: number;
  JobName: string;
  ProfileConfiguration: Any;
  ValidationConfigurations: Any;
  RunId: string;
  State: string;
  LogSubscription: string;
  LogGroupName: string;
  Outputs: Any;
  DataCatalogOutputs: Any;
  DatabaseOutputs: Any;
  RecipeReference: Any;
  StartedBy: string;
  StartedOn: Any;
  JobSample: Any;
}

/** What `databrew.startJobRun` gives. */
export interface DatabrewStartJobRunResult {
  RunId: string;
}

/**
 * AWS Glue DataBrew.
 *
 * @example databrew.startJobRun("Clean", { name: "clean" })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-databrew.html
 */
export const databrew: {
  /**
   * Runs a job, and waits for its end unless `waitFor` says otherwise.
   *
   * @example databrew.startJobRun("Clean", { name: "clean" })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-databrew.html
   */
  readonly startJobRun: ServiceStep<
    DatabrewStartJobRunParameters,
    { completion: DatabrewStartJobRunCompletion; response: DatabrewStartJobRunResult },
    "completion"
  >;
} = {
  startJobRun: serviceStep("databrew:startJobRun"),
};
