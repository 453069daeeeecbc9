// Written by scripts/services/generate.py: change table.json there.
import type { Any } from "../placeholders/any";
import type { Data } from "../placeholders/expression";
import type { Choice, Flag, Given, List, Numeric, Text } from "./given";
import { type ServiceStep, serviceStep } from "./service";

interface CapacityProviderStrategyItem {
  readonly capacityProvider: Text;
  readonly weight?: Numeric;
  readonly base?: Numeric;
}

interface NetworkConfiguration {
  readonly awsvpcConfiguration?: Given<AwsVpcConfiguration>;
}

interface AwsVpcConfiguration {
  readonly subnets: List<Text>;
  readonly securityGroups?: List<Text>;
  readonly assignPublicIp?: Choice<"ENABLED" | "DISABLED">;
}

interface TaskOverride {
  readonly containerOverrides?: List<Given<ContainerOverride>>;
  readonly cpu?: Text;
  readonly inferenceAcceleratorOverrides?: List<Given<InferenceAcceleratorOverride>>;
  readonly executionRoleArn?: Text;
  readonly memory?: Text;
  readonly taskRoleArn?: Text;
  readonly ephemeralStorage?: Given<EphemeralStorage>;
}

interface ContainerOverride {
  readonly name?: Text;
  readonly command?: List<Text>;
  readonly environment?: List<Data>;
  readonly environmentFiles?: List<Data>;
  readonly cpu?: Numeric;
  readonly memory?: Numeric;
  readonly memoryReservation?: Numeric;
  readonly resourceRequirements?: List<Data>;
}

interface InferenceAcceleratorOverride {
  readonly deviceName?: Text;
  readonly deviceType?: Text;
}

interface EphemeralStorage {
  readonly sizeInGiB: Numeric;
}

interface PlacementConstraint {
  readonly type?: Choice<"distinctInstance" | "memberOf">;
  readonly expression?: Text;
}

interface PlacementStrategy {
  readonly type?: Choice<"random" | "spread" | "binpack">;
  readonly field?: Text;
}

interface Tag {
  readonly key?: Text;
  readonly value?: Text;
}

interface TaskVolumeConfiguration {
  readonly name: Text;
  readonly managedEBSVolume?: Given<TaskManagedEBSVolumeConfiguration>;
}

interface TaskManagedEBSVolumeConfiguration {
  readonly encrypted?: Flag;
  readonly kmsKeyId?: Text;
  readonly volumeType?: Text;
  readonly sizeInGiB?: Numeric;
  readonly snapshotId?: Text;
  readonly volumeInitializationRate?: Numeric;
  readonly iops?: Numeric;
  readonly throughput?: Numeric;
  readonly tagSpecifications?: List<Data>;
  readonly roleArn: Text;
  readonly terminationPolicy?: Data;
  readonly filesystemType?: Choice<"ext3" | "ext4" | "xfs" | "ntfs">;
}

/** What `ecs.runTask` takes. */
export interface EcsRunTaskParameters {
  readonly taskDefinition: Text;
  readonly capacityProviderStrategy?: List<Given<CapacityProviderStrategyItem>>;
  readonly cluster?: Text;
  readonly count?: Numeric;
  readonly enableECSManagedTags?: Flag;
  readonly enableExecuteCommand?: Flag;
  readonly group?: Text;
  readonly launchType?: Choice<"EC2" | "FARGATE" | "EXTERNAL" | "MANAGED_INSTANCES">;
  readonly networkConfiguration?: Given<NetworkConfiguration>;
  readonly overrides?: Given<TaskOverride>;
  readonly placementConstraints?: List<Given<PlacementConstraint>>;
  readonly placementStrategy?: List<Given<PlacementStrategy>>;
  readonly platformVersion?: Text;
  readonly propagateTags?: Choice<"TASK_DEFINITION" | "SERVICE" | "NONE">;
  readonly referenceId?: Text;
  readonly startedBy?: Text;
  readonly tags?: List<Given<Tag>>;
  readonly clientToken?: Text;
  readonly volumeConfigurations?: List<Given<TaskVolumeConfiguration>>;
}

/** What `ecs.runTask` gives at the end of what it starts. */
export interface EcsRunTaskCompletion {
  Attachments: Any;
  Attributes: Any;
  AvailabilityZone: string;
  CapacityProviderName: string;
  ClusterArn: string;
  Connectivity: string;
  ConnectivityAt: Any;
  ContainerInstanceArn: string;
  Containers: Any;
  Cpu: string;
  CreatedAt: Any;
  DesiredStatus: string;
  EnableExecuteCommand: boolean;
  ExecutionStoppedAt: Any;
  Group: string;
  HealthStatus: string;
  InferenceAccelerators: Any;
  LastStatus: string;
  LaunchType: string;
  Memory: string;
  Overrides: Any;
  PlatformVersion: string;
  PlatformFamily: string;
  PullStartedAt: Any;
  PullStoppedAt: Any;
  StartedAt: Any;
  StartedBy: string;
  StopCode: string;
  StoppedAt: Any;
  StoppedReason: string;
  StoppingAt: Any;
  Tags: Any;
  TaskArn: string;
  TaskDefinitionArn: string;
  Version: number;
  EphemeralStorage: Any;
  FargateEphemeralStorage: Any;
  TrustedExecutionSummary: Any;
}

/** What `ecs.runTask` gives. */
export interface EcsRunTaskResult {
  Tasks: Any;
  Failures: Any;
}

/**
 * Amazon ECS and AWS Fargate.
 *
 * @example ecs.runTask("Render", { cluster: "main", taskDefinition: "render:3", launchType: "FARGATE" })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 */
export const ecs: {
  /**
   * Runs a task, and waits for its end unless `waitFor` says otherwise.
   *
   * @example ecs.runTask("Render", { cluster: "main", taskDefinition: "render:3", launchType: "FARGATE" })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
   */
  readonly runTask: ServiceStep<
    EcsRunTaskParameters,
    { completion: EcsRunTaskCompletion; response: EcsRunTaskResult; callback: Any },
    "completion"
  >;
} = {
  runTask: serviceStep("ecs:runTask"),
};
