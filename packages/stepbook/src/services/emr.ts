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
  readonly configurations?: List<Given<Configuration>>;
  readonly ebsConfiguration?: Given<EbsConfiguration>;
  readonly autoScalingPolicy?: Given<AutoScalingPolicy>;
  readonly customAmiId?: Text;
}

interface Configuration {
  readonly classification?: Text;
  readonly configurations?: List<Data>;
  readonly properties?: Named<Text>;
}

interface EbsConfiguration {
  readonly ebsBlockDeviceConfigs?: List<Given<EbsBlockDeviceConfig>>;
  readonly ebsOptimized?: Flag;
}

interface EbsBlockDeviceConfig {
  readonly volumeSpecification: Given<VolumeSpecification>;
  readonly volumesPerInstance?: Numeric;
}

interface VolumeSpecification {
  readonly volumeType: Text;
  readonly iops?: Numeric;
  readonly sizeInGB: Numeric;
  readonly throughput?: Numeric;
}

interface AutoScalingPolicy {
  readonly constraints: Given<ScalingConstraints>;
  readonly rules: List<Given<ScalingRule>>;
}

interface ScalingConstraints {
  readonly minCapacity: Numeric;
  readonly maxCapacity: Numeric;
}

interface ScalingRule {
  readonly name: Text;
  readonly description?: Text;
  readonly action: Given<ScalingAction>;
  readonly trigger: Given<ScalingTrigger>;
}

interface ScalingAction {
  readonly market?: Choice<"ON_DEMAND" | "SPOT">;
  readonly simpleScalingPolicyConfiguration: Given<SimpleScalingPolicyConfiguration>;
}

interface SimpleScalingPolicyConfiguration {
  readonly adjustmentType?: Choice<"CHANGE_IN_CAPACITY" | "PERCENT_CHANGE_IN_CAPACITY" | "EXACT_CAPACITY">;
  readonly scalingAdjustment: Numeric;
  readonly coolDown?: Numeric;
}

interface ScalingTrigger {
  readonly cloudWatchAlarmDefinition: Given<CloudWatchAlarmDefinition>;
}

interface CloudWatchAlarmDefinition {
  readonly comparisonOperator: Choice<"GREATER_THAN_OR_EQUAL" | "GREATER_THAN" | "LESS_THAN" | "LESS_THAN_OR_EQUAL">;
  readonly evaluationPeriods?: Numeric;
  readonly metricName: Text;
  readonly namespace?: Text;
  readonly period: Numeric;
  readonly statistic?: Choice<"SAMPLE_COUNT" | "AVERAGE" | "SUM" | "MINIMUM" | "MAXIMUM">;
  readonly threshold: Numeric;
  readonly unit?: Text;
  readonly dimensions?: List<Given<MetricDimension>>;
}

interface MetricDimension {
  readonly key?: Text;
  readonly value?: Text;
}

interface InstanceFleetConfig {
  readonly name?: Text;
  readonly instanceFleetType: Choice<"MASTER" | "CORE" | "TASK">;
  readonly targetOnDemandCapacity?: Numeric;
  readonly targetSpotCapacity?: Numeric;
  readonly instanceTypeConfigs?: List<Given<InstanceTypeConfig>>;
  readonly launchSpecifications?: Given<InstanceFleetProvisioningSpecifications>;
  readonly resizeSpecifications?: Given<InstanceFleetResizingSpecifications>;
  readonly context?: Text;
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

interface InstanceFleetProvisioningSpecifications {
  readonly spotSpecification?: Given<SpotProvisioningSpecification>;
  readonly onDemandSpecification?: Given<OnDemandProvisioningSpecification>;
}

interface SpotProvisioningSpecification {
  readonly timeoutDurationMinutes: Numeric;
  readonly timeoutAction: Choice<"SWITCH_TO_ON_DEMAND" | "TERMINATE_CLUSTER">;
  readonly blockDurationMinutes?: Numeric;
  readonly allocationStrategy?: Choice<
    | "capacity-optimized"
    | "price-capacity-optimized"
    | "lowest-price"
    | "diversified"
    | "capacity-optimized-prioritized"
  >;
}

interface OnDemandProvisioningSpecification {
  readonly allocationStrategy: Choice<"lowest-price" | "prioritized">;
  readonly capacityReservationOptions?: Given<OnDemandCapacityReservationOptions>;
}

interface OnDemandCapacityReservationOptions {
  readonly usageStrategy?: Choice<"use-capacity-reservations-first">;
  readonly capacityReservationPreference?: Choice<"open" | "none">;
  readonly capacityReservationResourceGroupArn?: Text;
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
  readonly capacityReservationOptions?: Given<OnDemandCapacityReservationOptions>;
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
  readonly properties?: List<Given<KeyValue>>;
  readonly jar: Text;
  readonly mainClass?: Text;
  readonly args?: List<Text>;
}

interface KeyValue {
  readonly key?: Text;
  readonly value?: Text;
}

interface StepMonitoringConfiguration {
  readonly s3MonitoringConfiguration?: Given<S3MonitoringConfiguration>;
}

interface S3MonitoringConfiguration {
  readonly logUri?: Text;
  readonly encryptionKeyArn?: Text;
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
