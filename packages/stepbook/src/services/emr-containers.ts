// Written by scripts/services/generate.py: change table.json there.
import type { Any } from "../placeholders/any";
import type { Data } from "../placeholders/expression";
import type { Choice, Flag, Given, List, Named, Numeric, Text } from "./given";
import { type ServiceStep, serviceStep } from "./service";

interface ContainerProvider {
  readonly type: Choice<"EKS">;
  readonly id: Text;
  readonly info?: Given<ContainerInfo>;
}

interface ContainerInfo {
  readonly eksInfo?: Data;
}

interface SchedulerConfiguration {
  readonly maxInQueueJobRuns?: Numeric;
  readonly maxConcurrentJobRuns?: Numeric;
}

/** What `emrContainers.createVirtualCluster` takes. */
export interface EmrContainersCreateVirtualClusterParameters {
  readonly name: Text;
  readonly containerProvider: Given<ContainerProvider>;
  readonly clientToken: Text;
  readonly tags?: Named<Text>;
  readonly securityConfigurationId?: Text;
  readonly sessionEnabled?: Flag;
  readonly schedulerConfiguration?: Given<SchedulerConfiguration>;
}

/** What `emrContainers.deleteVirtualCluster` takes. */
export interface EmrContainersDeleteVirtualClusterParameters {
  readonly id: Text;
}

interface JobDriver {
  readonly sparkSubmitJobDriver?: Given<SparkSubmitJobDriver>;
  readonly sparkSqlJobDriver?: Given<SparkSqlJobDriver>;
}

interface SparkSubmitJobDriver {
  readonly entryPoint: Text;
  readonly entryPointArguments?: List<Text>;
  readonly sparkSubmitParameters?: Text;
}

interface SparkSqlJobDriver {
  readonly entryPoint?: Text;
  readonly sparkSqlParameters?: Text;
}

interface ConfigurationOverrides {
  readonly applicationConfiguration?: List<Given<Configuration>>;
  readonly monitoringConfiguration?: Given<MonitoringConfiguration>;
}

interface Configuration {
  readonly classification: Text;
  readonly properties?: Named<Text>;
  readonly configurations?: List<Data>;
}

interface MonitoringConfiguration {
  readonly managedLogs?: Data;
  readonly persistentAppUI?: Choice<"ENABLED" | "DISABLED">;
  readonly cloudWatchMonitoringConfiguration?: Data;
  readonly s3MonitoringConfiguration?: Data;
  readonly containerLogRotationConfiguration?: Data;
}

interface RetryPolicyConfiguration {
  readonly maxAttempts: Numeric;
}

/** What `emrContainers.startJobRun` takes. */
export interface EmrContainersStartJobRunParameters {
  readonly virtualClusterId: Text;
  readonly clientToken: Text;
  readonly name?: Text;
  readonly executionRoleArn?: Text;
  readonly releaseLabel?: Text;
  readonly jobDriver?: Given<JobDriver>;
  readonly configurationOverrides?: Given<ConfigurationOverrides>;
  readonly tags?: Named<Text>;
  readonly jobTemplateId?: Text;
  readonly jobTemplateParameters?: Named<Text>;
  readonly retryPolicyConfiguration?: Given<RetryPolicyConfiguration>;
}

/** What `emrContainers.createVirtualCluster` gives. */
export interface EmrContainersCreateVirtualClusterResult {
  Id: string;
  Name: string;
  Arn: string;
}

/** What `emrContainers.deleteVirtualCluster` gives. */
export interface EmrContainersDeleteVirtualClusterResult {
  Id: string;
}

/** What `emrContainers.startJobRun` gives. */
export interface EmrContainersStartJobRunResult {
  Id: string;
  Name: string;
  Arn: string;
  VirtualClusterId: string;
}

/**
 * Amazon EMR on EKS.
 *
 * @example emrContainers.createVirtualCluster("Make", { name: "jobs", containerProvider: { type: "EKS", id: "main", info: { eksInfo: { namespace: "emr" } } }, clientToken: input.token })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-eks.html
 */
export const emrContainers: {
  /**
   * Makes a virtual cluster.
   *
   * @example emrContainers.createVirtualCluster("Make", { name: "jobs", containerProvider: { type: "EKS", id: "main", info: { eksInfo: { namespace: "emr" } } }, clientToken: input.token })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-eks.html
   */
  readonly createVirtualCluster: ServiceStep<
    EmrContainersCreateVirtualClusterParameters,
    { response: EmrContainersCreateVirtualClusterResult },
    "response"
  >;
  /**
   * Deletes a virtual cluster, and waits until it is gone unless `waitFor` says otherwise.
   *
   * @example emrContainers.deleteVirtualCluster("Delete", { id: input.id })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-eks.html
   */
  readonly deleteVirtualCluster: ServiceStep<
    EmrContainersDeleteVirtualClusterParameters,
    { completion: Any; response: EmrContainersDeleteVirtualClusterResult },
    "completion"
  >;
  /**
   * Runs a job, and waits for its end unless `waitFor` says otherwise.
   *
   * @example emrContainers.startJobRun("Run", { virtualClusterId: input.id, clientToken: input.token, jobDriver: { sparkSubmitJobDriver: { entryPoint: "s3://bucket/job.py" } } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-eks.html
   */
  readonly startJobRun: ServiceStep<
    EmrContainersStartJobRunParameters,
    { completion: Any; response: EmrContainersStartJobRunResult },
    "completion"
  >;
} = {
  createVirtualCluster: serviceStep("emr-containers:createVirtualCluster"),
  deleteVirtualCluster: serviceStep("emr-containers:deleteVirtualCluster"),
  startJobRun: serviceStep("emr-containers:startJobRun"),
};
