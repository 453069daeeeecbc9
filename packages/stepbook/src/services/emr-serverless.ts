// Written by scripts/services/generate.py: change table.json there.
import type { Any } from "../placeholders/any";
import type { Data } from "../placeholders/expression";
import type { Choice, Flag, Given, List, Named, Numeric, Text } from "./given";
import { type ServiceStep, serviceStep } from "./service";

interface InitialCapacityConfig {
  readonly workerCount: Numeric;
  readonly workerConfiguration?: Given<WorkerResourceConfig>;
}

interface WorkerResourceConfig {
  readonly cpu: Text;
  readonly memory: Text;
  readonly disk?: Text;
  readonly diskType?: Text;
}

interface MaximumAllowedResources {
  readonly cpu: Text;
  readonly memory: Text;
  readonly disk?: Text;
}

interface AutoStartConfig {
  readonly enabled?: Flag;
}

interface AutoStopConfig {
  readonly enabled?: Flag;
  readonly idleTimeoutMinutes?: Numeric;
}

interface NetworkConfiguration {
  readonly subnetIds?: List<Text>;
  readonly securityGroupIds?: List<Text>;
}

interface ImageConfigurationInput {
  readonly imageUri?: Text;
  readonly applicationLevelDigestResolution?: Flag;
}

interface WorkerTypeSpecificationInput {
  readonly imageConfiguration?: Given<ImageConfigurationInput>;
}

interface Configuration {
  readonly classification: Text;
  readonly properties?: Named<Text>;
  readonly configurations?: List<Data>;
}

interface MonitoringConfiguration {
  readonly s3MonitoringConfiguration?: Given<S3MonitoringConfiguration>;
  readonly managedPersistenceMonitoringConfiguration?: Given<ManagedPersistenceMonitoringConfiguration>;
  readonly cloudWatchLoggingConfiguration?: Given<CloudWatchLoggingConfiguration>;
  readonly prometheusMonitoringConfiguration?: Given<PrometheusMonitoringConfiguration>;
}

interface S3MonitoringConfiguration {
  readonly logUri?: Text;
  readonly encryptionKeyArn?: Text;
}

interface ManagedPersistenceMonitoringConfiguration {
  readonly enabled?: Flag;
  readonly encryptionKeyArn?: Text;
}

interface CloudWatchLoggingConfiguration {
  readonly enabled: Flag;
  readonly logGroupName?: Text;
  readonly logStreamNamePrefix?: Text;
  readonly encryptionKeyArn?: Text;
  readonly logTypes?: Named<List<Text>>;
}

interface PrometheusMonitoringConfiguration {
  readonly remoteWriteUrl?: Text;
}

interface DiskEncryptionConfiguration {
  readonly encryptionContext?: Named<Text>;
  readonly encryptionKeyArn?: Text;
}

interface InteractiveConfiguration {
  readonly studioEnabled?: Flag;
  readonly livyEndpointEnabled?: Flag;
  readonly sessionEnabled?: Flag;
}

interface SchedulerConfiguration {
  readonly queueTimeoutMinutes?: Numeric;
  readonly maxConcurrentRuns?: Numeric;
}

interface IdentityCenterConfigurationInput {
  readonly identityCenterInstanceArn?: Text;
  readonly userBackgroundSessionsEnabled?: Flag;
}

interface JobLevelCostAllocationConfiguration {
  readonly enabled?: Flag;
}

/** What `emrServerless.createApplication` takes. */
export interface EmrServerlessCreateApplicationParameters {
  readonly releaseLabel: Text;
  readonly type: Text;
  readonly clientToken: Text;
  readonly name?: Text;
  readonly initialCapacity?: Named<Given<InitialCapacityConfig>>;
  readonly maximumCapacity?: Given<MaximumAllowedResources>;
  readonly tags?: Named<Text>;
  readonly autoStartConfiguration?: Given<AutoStartConfig>;
  readonly autoStopConfiguration?: Given<AutoStopConfig>;
  readonly networkConfiguration?: Given<NetworkConfiguration>;
  readonly architecture?: Choice<"ARM64" | "X86_64">;
  readonly imageConfiguration?: Given<ImageConfigurationInput>;
  readonly workerTypeSpecifications?: Named<Given<WorkerTypeSpecificationInput>>;
  readonly runtimeConfiguration?: List<Given<Configuration>>;
  readonly monitoringConfiguration?: Given<MonitoringConfiguration>;
  readonly diskEncryptionConfiguration?: Given<DiskEncryptionConfiguration>;
  readonly interactiveConfiguration?: Given<InteractiveConfiguration>;
  readonly schedulerConfiguration?: Given<SchedulerConfiguration>;
  readonly identityCenterConfiguration?: Given<IdentityCenterConfigurationInput>;
  readonly jobLevelCostAllocationConfiguration?: Given<JobLevelCostAllocationConfiguration>;
}

/** What `emrServerless.startApplication` takes. */
export interface EmrServerlessStartApplicationParameters {
  readonly applicationId: Text;
}

/** What `emrServerless.stopApplication` takes. */
export interface EmrServerlessStopApplicationParameters {
  readonly applicationId: Text;
}

/** What `emrServerless.deleteApplication` takes. */
export interface EmrServerlessDeleteApplicationParameters {
  readonly applicationId: Text;
}

interface JobRunExecutionIamPolicy {
  readonly policy?: Text;
  readonly policyArns?: List<Text>;
}

interface JobDriver {
  readonly sparkSubmit?: Given<SparkSubmit>;
  readonly hive?: Given<Hive>;
}

interface SparkSubmit {
  readonly entryPoint: Text;
  readonly entryPointArguments?: List<Text>;
  readonly sparkSubmitParameters?: Text;
}

interface Hive {
  readonly query: Text;
  readonly initQueryFile?: Text;
  readonly parameters?: Text;
}

interface ConfigurationOverrides {
  readonly applicationConfiguration?: List<Given<Configuration>>;
  readonly monitoringConfiguration?: Given<MonitoringConfiguration>;
  readonly diskEncryptionConfiguration?: Given<DiskEncryptionConfiguration>;
}

interface RetryPolicy {
  readonly maxAttempts?: Numeric;
  readonly maxFailedAttemptsPerHour?: Numeric;
}

interface FlexExecution {
  readonly enabled?: Flag;
}

/** What `emrServerless.startJobRun` takes. */
export interface EmrServerlessStartJobRunParameters {
  readonly applicationId: Text;
  readonly clientToken: Text;
  readonly executionRoleArn: Text;
  readonly executionIamPolicy?: Given<JobRunExecutionIamPolicy>;
  readonly jobDriver?: Given<JobDriver>;
  readonly configurationOverrides?: Given<ConfigurationOverrides>;
  readonly tags?: Named<Text>;
  readonly executionTimeoutMinutes?: Numeric;
  readonly name?: Text;
  readonly mode?: Choice<"BATCH" | "STREAMING">;
  readonly retryPolicy?: Given<RetryPolicy>;
  readonly flexExecution?: Given<FlexExecution>;
}

/** What `emrServerless.cancelJobRun` takes. */
export interface EmrServerlessCancelJobRunParameters {
  readonly applicationId: Text;
  readonly jobRunId: Text;
  readonly shutdownGracePeriodInSeconds?: Numeric;
}

/** What `emrServerless.createApplication` gives. */
export interface EmrServerlessCreateApplicationResult {
  ApplicationId: string;
  Name: string;
  Arn: string;
}

/** What `emrServerless.startJobRun` gives. */
export interface EmrServerlessStartJobRunResult {
  ApplicationId: string;
  JobRunId: string;
  Arn: string;
}

/** What `emrServerless.cancelJobRun` gives. */
export interface EmrServerlessCancelJobRunResult {
  ApplicationId: string;
  JobRunId: string;
}

/**
 * Amazon EMR Serverless.
 *
 * @example emrServerless.createApplication("Make", { name: "jobs", releaseLabel: "emr-7.5.0", type: "SPARK", clientToken: input.token })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html
 */
export const emrServerless: {
  /**
   * Makes an application, and waits until it is there unless `waitFor` says otherwise.
   *
   * @example emrServerless.createApplication("Make", { name: "jobs", releaseLabel: "emr-7.5.0", type: "SPARK", clientToken: input.token })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html
   */
  readonly createApplication: ServiceStep<
    EmrServerlessCreateApplicationParameters,
    { completion: Any; response: EmrServerlessCreateApplicationResult },
    "completion"
  >;
  /**
   * Starts an application, and waits until it takes work unless `waitFor` says otherwise.
   *
   * @example emrServerless.startApplication("Start", { applicationId: input.id })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html
   */
  readonly startApplication: ServiceStep<
    EmrServerlessStartApplicationParameters,
    { completion: Any; response: Any },
    "completion"
  >;
  /**
   * Stops an application, and waits until it has stopped unless `waitFor` says otherwise.
   *
   * @example emrServerless.stopApplication("Stop", { applicationId: input.id })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html
   */
  readonly stopApplication: ServiceStep<
    EmrServerlessStopApplicationParameters,
    { completion: Any; response: Any },
    "completion"
  >;
  /**
   * Deletes an application, and waits until it is gone unless `waitFor` says otherwise.
   *
   * @example emrServerless.deleteApplication("Delete", { applicationId: input.id })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html
   */
  readonly deleteApplication: ServiceStep<
    EmrServerlessDeleteApplicationParameters,
    { completion: Any; response: Any },
    "completion"
  >;
  /**
   * Runs a job, and waits for its end unless `waitFor` says otherwise.
   *
   * @example emrServerless.startJobRun("Run", { applicationId: input.id, clientToken: input.token, executionRoleArn: roleArn, jobDriver: { sparkSubmit: { entryPoint: "s3://bucket/job.py" } } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html
   */
  readonly startJobRun: ServiceStep<
    EmrServerlessStartJobRunParameters,
    { completion: Any; response: EmrServerlessStartJobRunResult },
    "completion"
  >;
  /**
   * Cancels a job, and waits until it has ended unless `waitFor` says otherwise.
   *
   * @example emrServerless.cancelJobRun("Cancel", { applicationId: input.id, jobRunId: input.run })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html
   */
  readonly cancelJobRun: ServiceStep<
    EmrServerlessCancelJobRunParameters,
    { completion: Any; response: EmrServerlessCancelJobRunResult },
    "completion"
  >;
} = {
  createApplication: serviceStep("emr-serverless:createApplication"),
  startApplication: serviceStep("emr-serverless:startApplication"),
  stopApplication: serviceStep("emr-serverless:stopApplication"),
  deleteApplication: serviceStep("emr-serverless:deleteApplication"),
  startJobRun: serviceStep("emr-serverless:startJobRun"),
  cancelJobRun: serviceStep("emr-serverless:cancelJobRun"),
};
