// Written by scripts/services/generate.py: change table.json there.
import type { Any } from "../placeholders/any";
import type { Data } from "../placeholders/expression";
import type { Choice, Flag, Given, List, Named, Numeric, Text } from "./given";
import { type ServiceStep, serviceStep } from "./service";

interface ArrayProperties {
  readonly size?: Numeric;
}

interface JobDependency {
  readonly jobId?: Text;
  readonly type?: Choice<"N_TO_N" | "SEQUENTIAL">;
}

interface ContainerOverrides {
  readonly command?: List<Text>;
  readonly instanceType?: Text;
  readonly environment?: List<Given<KeyValuePair>>;
  readonly resourceRequirements?: List<Given<ResourceRequirement>>;
}

interface KeyValuePair {
  readonly name?: Text;
  readonly value?: Text;
}

interface ResourceRequirement {
  readonly value: Text;
  readonly type: Choice<"GPU" | "VCPU" | "MEMORY">;
}

interface NodeOverrides {
  readonly numNodes?: Numeric;
  readonly nodePropertyOverrides?: List<Given<NodePropertyOverride>>;
}

interface NodePropertyOverride {
  readonly targetNodes: Text;
  readonly containerOverrides?: Data;
  readonly ecsPropertiesOverride?: Data;
  readonly instanceTypes?: List<Text>;
  readonly eksPropertiesOverride?: Data;
  readonly consumableResourcePropertiesOverride?: Data;
}

interface RetryStrategy {
  readonly attempts?: Numeric;
  readonly evaluateOnExit?: List<Given<EvaluateOnExit>>;
}

interface EvaluateOnExit {
  readonly onStatusReason?: Text;
  readonly onReason?: Text;
  readonly onExitCode?: Text;
  readonly action: Choice<"RETRY" | "EXIT">;
}

interface JobTimeout {
  readonly attemptDurationSeconds?: Numeric;
}

interface EksPropertiesOverride {
  readonly podProperties?: Given<EksPodPropertiesOverride>;
}

interface EksPodPropertiesOverride {
  readonly containers?: List<Data>;
  readonly initContainers?: List<Data>;
  readonly metadata?: Data;
}

interface EcsPropertiesOverride {
  readonly taskProperties?: List<Given<TaskPropertiesOverride>>;
}

interface TaskPropertiesOverride {
  readonly containers?: List<Data>;
}

interface ConsumableResourceProperties {
  readonly consumableResourceList?: List<Given<ConsumableResourceRequirement>>;
}

interface ConsumableResourceRequirement {
  readonly consumableResource?: Text;
  readonly quantity?: Numeric;
}

/** What `batch.submitJob` takes. */
export interface BatchSubmitJobParameters {
  readonly jobName: Text;
  readonly jobQueue: Text;
  readonly jobDefinition: Text;
  readonly shareIdentifier?: Text;
  readonly schedulingPriorityOverride?: Numeric;
  readonly arrayProperties?: Given<ArrayProperties>;
  readonly dependsOn?: List<Given<JobDependency>>;
  readonly parameters?: Named<Text>;
  readonly containerOverrides?: Given<ContainerOverrides>;
  readonly nodeOverrides?: Given<NodeOverrides>;
  readonly retryStrategy?: Given<RetryStrategy>;
  readonly propagateTags?: Flag;
  readonly timeout?: Given<JobTimeout>;
  readonly tags?: Named<Text>;
  readonly eksPropertiesOverride?: Given<EksPropertiesOverride>;
  readonly ecsPropertiesOverride?: Given<EcsPropertiesOverride>;
  readonly consumableResourcePropertiesOverride?: Given<ConsumableResourceProperties>;
}

/** What `batch.submitJob` gives at the end of what it starts. */
export interface BatchSubmitJobCompletion {
  JobArn: string;
  JobName: string;
  JobId: string;
  JobQueue: string;
  Status: string;
  ShareIdentifier: string;
  SchedulingPriority: number;
  Attempts: Any;
  StatusReason: string;
  CreatedAt: number;
  RetryStrategy: Any;
  StartedAt: number;
  StoppedAt: number;
  DependsOn: Any;
  JobDefinition: string;
  Parameters: Any;
  Container: Any;
  NodeDetails: Any;
  NodeProperties: Any;
  ArrayProperties: Any;
  Timeout: Any;
  Tags: Any;
  PropagateTags: boolean;
  PlatformCapabilities: Any;
  EksProperties: Any;
  EksAttempts: Any;
  EcsProperties: Any;
  IsCancelled: boolean;
  IsTerminated: boolean;
  ConsumableResourceProperties: Any;
}

/** What `batch.submitJob` gives. */
export interface BatchSubmitJobResult {
  JobArn: string;
  JobName: string;
  JobId: string;
}

/**
 * AWS Batch.
 *
 * @example batch.submitJob("Resize", { jobName: "resize", jobQueue: "photos", jobDefinition: "resize:3" })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-batch.html
 */
export const batch: {
  /**
   * Submits a job, and waits for its end unless `waitFor` says otherwise.
   *
   * @example batch.submitJob("Resize", { jobName: "resize", jobQueue: "photos", jobDefinition: "resize:3" })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-batch.html
   */
  readonly submitJob: ServiceStep<
    BatchSubmitJobParameters,
    { completion: BatchSubmitJobCompletion; response: BatchSubmitJobResult },
    "completion"
  >;
} = {
  submitJob: serviceStep("batch:submitJob"),
};
