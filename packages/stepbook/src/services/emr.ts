// Written by scripts/services/generate.py: change table.json there.
import type { Any } from "../placeholders/any";
import type { Data } from "../placeholders/expression";
import type { Choice, Flag, Given, List, Named, Numeric, Text } from "./given";
import { type ServiceStep, serviceStep } from "./service";

interface JobFlowInstancesConfig {
  readonly masterInstanceType?: Text;
  readonly slaveInstanceType?: Text;
  readonly instanceCount?: Numeric;
  readonly instanceGroups?: List<Given<InstanceGroupConfig>>;
  readonly instanceFleets?: List<Given<InstanceFleetConfig>>;
  readonly ec2KeyName?: Text;
  readonly placement?: Given<PlacementType>;
  readonly keepJobFlowAliveWhenNoSteps?: Flag;
  readonly terminationProtected?: Flag;
  readonly unhealthyNodeReplacement?: Flag;
  readonly hadoopVersion?: Text;
  readonly ec2SubnetId?: Text;
  readonly ec2SubnetIds?: List<Text>;
  readonly emrManagedMasterSecurityGroup?: Text;
  readonly emrManagedSlaveSecurityGroup?: Text;
  readonly serviceAccessSecurityGroup?: Text;
  readonly additionalMasterSecurityGroups?: List<Text>;
  readonly additionalSlaveSecurityGroups?: List<Text>;
}

interface InstanceGroupConfig {
  readonly name?: Text;
  readonly market?: Choice<"ON_DEMAND" | "SPOT">;
  readonly instanceRole: Choice<"MASTER" | "CORE" | "TASK">;
  readonly bidPrice?: Text;
  readonly instanceType: Text;
  readonly instanceCount: Numeric;
  readonly configurations?: List<Data>;
  readonly ebsConfiguration?: Data;
  readonly autoScalingPolicy?: Data;
  readonly customAmiId?: Text;
}

interface InstanceFleetConfig {
  readonly name?: Text;
  readonly instanceFleetType: Choice<"MASTER" | "CORE" | "TASK">;
  readonly targetOnDemandCapacity?: Numeric;
  readonly targetSpotCapacity?: Numeric;
  readonly instanceTypeConfigs?: List<Data>;
  readonly launchSpecifications?: Data;
  readonly resizeSpecifications?: Data;
  readonly context?: Text;
}

interface PlacementType {
  readonly availabilityZone?: Text;
  readonly availabilityZones?: List<Text>;
}

interface StepConfig {
  readonly name: Text;
  readonly actionOnFailure?: Choice<"TERMINATE_JOB_FLOW" | "TERMINATE_CLUSTER" | "CANCEL_AND_WAIT" | "CONTINUE">;
  readonly hadoopJarStep: Given<HadoopJarStepConfig>;
  readonly stepMonitoringConfiguration?: Given<StepMonitoringConfiguration>;
}

interface HadoopJarStepConfig {
  readonly properties?: List<Data>;
  readonly jar: Text;
  readonly mainClass?: Text;
  readonly args?: List<Text>;
}

interface StepMonitoringConfiguration {
  readonly s3MonitoringConfiguration?: Data;
}

interface BootstrapActionConfig {
  readonly name: Text;
  readonly scriptBootstrapAction: Given<ScriptBootstrapActionConfig>;
}

interface ScriptBootstrapActionConfig {
  readonly path: Text;
  readonly args?: List<Text>;
}

interface SupportedProductConfig {
  readonly name?: Text;
  readonly args?: List<Text>;
}

interface Application {
  readonly name?: Text;
  readonly version?: Text;
  readonly args?: List<Text>;
  readonly additionalInfo?: Named<Text>;
}

interface Configuration {
  readonly classification?: Text;
  readonly configurations?: List<Data>;
  readonly properties?: Named<Text>;
}

interface Tag {
  readonly key?: Text;
  readonly value?: Text;
}

interface KerberosAttributes {
  readonly realm: Text;
  readonly kdcAdminPassword: Text;
  readonly crossRealmTrustPrincipalPassword?: Text;
  readonly adDomainJoinUser?: Text;
  readonly adDomainJoinPassword?: Text;
}

interface ManagedScalingPolicy {
  readonly computeLimits?: Given<ComputeLimits>;
  readonly utilizationPerformanceIndex?: Numeric;
  readonly scalingStrategy?: Choice<"DEFAULT" | "ADVANCED">;
}

interface ComputeLimits {
  readonly unitType: Choice<"InstanceFleetUnits" | "Instances" | "VCPU">;
  readonly minimumCapacityUnits: Numeric;
  readonly maximumCapacityUnits: Numeric;
  readonly maximumOnDemandCapacityUnits?: Numeric;
  readonly maximumCoreCapacityUnits?: Numeric;
}

interface PlacementGroupConfig {
  readonly instanceRole: Choice<"MASTER" | "CORE" | "TASK">;
  readonly placementStrategy?: Choice<"SPREAD" | "PARTITION" | "CLUSTER" | "NONE">;
}

interface AutoTerminationPolicy {
  readonly idleTimeout?: Numeric;
}

interface MonitoringConfiguration {
  readonly cloudWatchLogConfiguration?: Given<CloudWatchLogConfiguration>;
  readonly s3LoggingConfiguration?: Given<S3LoggingConfiguration>;
}

interface CloudWatchLogConfiguration {
  readonly enabled: Flag;
  readonly logGroupName?: Text;
  readonly logStreamNamePrefix?: Text;
  readonly encryptionKeyArn?: Text;
  readonly logTypes?: Named<List<Text>>;
}

interface S3LoggingConfiguration {
  readonly logTypeUploadPolicy?: Named<Choice<"emr-managed" | "on-customer-s3only" | "disabled">>;
}

/** What `emr.createCluster` takes. */
export interface EmrCreateClusterParameters {
  readonly name: Text;
  readonly instances: Given<JobFlowInstancesConfig>;
  readonly logUri?: Text;
  readonly logEncryptionKmsKeyId?: Text;
  readonly additionalInfo?: Text;
  readonly amiVersion?: Text;
  readonly releaseLabel?: Text;
  readonly steps?: List<Given<StepConfig>>;
  readonly stepExecutionRoleArn?: Text;
  readonly bootstrapActions?: List<Given<BootstrapActionConfig>>;
  readonly supportedProducts?: List<Text>;
  readonly newSupportedProducts?: List<Given<SupportedProductConfig>>;
  readonly applications?: List<Given<Application>>;
  readonly configurations?: List<Given<Configuration>>;
  readonly visibleToAllUsers?: Flag;
  readonly jobFlowRole?: Text;
  readonly serviceRole?: Text;
  readonly tags?: List<Given<Tag>>;
  readonly securityConfiguration?: Text;
  readonly autoScalingRole?: Text;
  readonly scaleDownBehavior?: Choice<"TERMINATE_AT_INSTANCE_HOUR" | "TERMINATE_AT_TASK_COMPLETION">;
  readonly customAmiId?: Text;
  readonly ebsRootVolumeSize?: Numeric;
  readonly repoUpgradeOnBoot?: Choice<"SECURITY" | "NONE">;
  readonly kerberosAttributes?: Given<KerberosAttributes>;
  readonly stepConcurrencyLevel?: Numeric;
  readonly managedScalingPolicy?: Given<ManagedScalingPolicy>;
  readonly placementGroupConfigs?: List<Given<PlacementGroupConfig>>;
  readonly autoTerminationPolicy?: Given<AutoTerminationPolicy>;
  readonly osReleaseLabel?: Text;
  readonly ebsRootVolumeIops?: Numeric;
  readonly ebsRootVolumeThroughput?: Numeric;
  readonly extendedSupport?: Flag;
  readonly monitoringConfiguration?: Given<MonitoringConfiguration>;
  readonly sessionEnabled?: Flag;
}

/** What `emr.terminateCluster` takes. */
export interface EmrTerminateClusterParameters {
  readonly clusterId: Text;
}

/** What `emr.addStep` takes. */
export interface EmrAddStepParameters {
  readonly clusterId: Text;
  readonly step: Given<StepConfig>;
  readonly executionRoleArn?: Text;
}

/** What `emr.cancelStep` takes. */
export interface EmrCancelStepParameters {
  readonly clusterId: Text;
  readonly stepId: Text;
}

/** What `emr.setClusterTerminationProtection` takes. */
export interface EmrSetClusterTerminationProtectionParameters {
  readonly clusterId: Text;
  readonly terminationProtected: Flag;
}

/** What `emr.modifyInstanceFleetByName` takes. */
export interface EmrModifyInstanceFleetByNameParameters {
  readonly clusterId: Text;
  readonly instanceFleetName: Text;
  readonly instanceFleet: Given<InstanceFleetModifyConfigPart>;
}

interface InstanceFleetModifyConfigPart {
  readonly targetOnDemandCapacity?: Numeric;
  readonly targetSpotCapacity?: Numeric;
  readonly resizeSpecifications?: Given<InstanceFleetResizingSpecifications>;
  readonly instanceTypeConfigs?: List<Given<InstanceTypeConfig>>;
  readonly context?: Text;
}

interface InstanceFleetResizingSpecifications {
  readonly spotResizeSpecification?: Given<SpotResizingSpecification>;
  readonly onDemandResizeSpecification?: Given<OnDemandResizingSpecification>;
}

interface SpotResizingSpecification {
  readonly timeoutDurationMinutes?: Numeric;
  readonly allocationStrategy?: Choice<
    | "capacity-optimized"
    | "price-capacity-optimized"
    | "lowest-price"
    | "diversified"
    | "capacity-optimized-prioritized"
  >;
}

interface OnDemandResizingSpecification {
  readonly timeoutDurationMinutes?: Numeric;
  readonly allocationStrategy?: Choice<"lowest-price" | "prioritized">;
  readonly capacityReservationOptions?: Data;
}

interface InstanceTypeConfig {
  readonly instanceType: Text;
  readonly weightedCapacity?: Numeric;
  readonly bidPrice?: Text;
  readonly bidPriceAsPercentageOfOnDemandPrice?: Numeric;
  readonly ebsConfiguration?: Given<EbsConfiguration>;
  readonly configurations?: List<Given<Configuration>>;
  readonly customAmiId?: Text;
  readonly priority?: Numeric;
}

interface EbsConfiguration {
  readonly ebsBlockDeviceConfigs?: List<Data>;
  readonly ebsOptimized?: Flag;
}

/** What `emr.modifyInstanceGroupByName` takes. */
export interface EmrModifyInstanceGroupByNameParameters {
  readonly clusterId: Text;
  readonly instanceGroupName: Text;
  readonly instanceGroup: Given<InstanceGroupModifyConfigPart>;
}

interface InstanceGroupModifyConfigPart {
  readonly instanceCount?: Numeric;
  readonly ec2InstanceIdsToTerminate?: List<Text>;
  readonly shrinkPolicy?: Given<ShrinkPolicy>;
  readonly reconfigurationType?: Choice<"OVERWRITE" | "MERGE">;
  readonly configurations?: List<Given<Configuration>>;
}

interface ShrinkPolicy {
  readonly decommissionTimeout?: Numeric;
  readonly instanceResizePolicy?: Given<InstanceResizePolicy>;
}

interface InstanceResizePolicy {
  readonly instancesToTerminate?: List<Text>;
  readonly instancesToProtect?: List<Text>;
  readonly instanceTerminationTimeout?: Numeric;
}

/** What `emr.createCluster` gives. */
export interface EmrCreateClusterResult {
  ClusterId: string;
  ClusterArn: string;
  Cluster: Any;
}

/** What `emr.addStep` gives. */
export interface EmrAddStepResult {
  StepId: string;
  Step: Any;
}

/**
 * Amazon EMR.
 *
 * @example emr.createCluster("Start", { name: "nightly", releaseLabel: "emr-7.5.0", instances: { keepJobFlowAliveWhenNoSteps: true } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html
 */
export const emr: {
  /**
   * Starts a cluster, and waits until it takes work unless `waitFor` says otherwise.
   *
   * @example emr.createCluster("Start", { name: "nightly", releaseLabel: "emr-7.5.0", instances: { keepJobFlowAliveWhenNoSteps: true } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html
   */
  readonly createCluster: ServiceStep<
    EmrCreateClusterParameters,
    { completion: Any; response: EmrCreateClusterResult },
    "completion"
  >;
  /**
   * Stops a cluster, and waits until it has stopped unless `waitFor` says otherwise.
   *
   * @example emr.terminateCluster("Stop", { clusterId: input.id })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html
   */
  readonly terminateCluster: ServiceStep<
    EmrTerminateClusterParameters,
    { completion: Any; response: Any },
    "completion"
  >;
  /**
   * Gives a cluster a step to do, and waits for its end unless `waitFor` says otherwise.
   *
   * @example emr.addStep("Work", { clusterId: input.id, step: { name: "work", hadoopJarStep: { jar: "command-runner.jar", args: ["spark-submit"] } } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html
   */
  readonly addStep: ServiceStep<EmrAddStepParameters, { completion: Any; response: EmrAddStepResult }, "completion">;
  /**
   * Cancels a step that waits for its turn.
   *
   * @example emr.cancelStep("Cancel", { clusterId: input.id, stepId: input.step })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html
   */
  readonly cancelStep: ServiceStep<EmrCancelStepParameters, { response: Any }, "response">;
  /**
   * Guards a cluster against being stopped, or no longer.
   *
   * @example emr.setClusterTerminationProtection("Guard", { clusterId: input.id, terminationProtected: true })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html
   */
  readonly setClusterTerminationProtection: ServiceStep<
    EmrSetClusterTerminationProtectionParameters,
    { response: Any },
    "response"
  >;
  /**
   * Changes how many instances a fleet of a cluster has.
   *
   * @example emr.modifyInstanceFleetByName("Grow", { clusterId: input.id, instanceFleetName: "workers", instanceFleet: { targetOnDemandCapacity: 8 } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html
   */
  readonly modifyInstanceFleetByName: ServiceStep<
    EmrModifyInstanceFleetByNameParameters,
    { response: Any },
    "response"
  >;
  /**
   * Changes how many instances a group of a cluster has.
   *
   * @example emr.modifyInstanceGroupByName("Grow", { clusterId: input.id, instanceGroupName: "workers", instanceGroup: { instanceCount: 8 } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr.html
   */
  readonly modifyInstanceGroupByName: ServiceStep<
    EmrModifyInstanceGroupByNameParameters,
    { response: Any },
    "response"
  >;
} = {
  createCluster: serviceStep("elasticmapreduce:createCluster"),
  terminateCluster: serviceStep("elasticmapreduce:terminateCluster"),
  addStep: serviceStep("elasticmapreduce:addStep"),
  cancelStep: serviceStep("elasticmapreduce:cancelStep"),
  setClusterTerminationProtection: serviceStep("elasticmapreduce:setClusterTerminationProtection"),
  modifyInstanceFleetByName: serviceStep("elasticmapreduce:modifyInstanceFleetByName"),
  modifyInstanceGroupByName: serviceStep("elasticmapreduce:modifyInstanceGroupByName"),
};
