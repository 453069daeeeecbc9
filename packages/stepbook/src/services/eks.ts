// Written by scripts/services/generate.py: change table.json there.
import type { Any } from "../placeholders/any";
import type { Data } from "../placeholders/expression";
import type { Choice, Flag, Given, List, Named, Numeric, Text } from "./given";
import { type ServiceStep, serviceStep } from "./service";

interface VpcConfigRequest {
  readonly subnetIds?: List<Text>;
  readonly securityGroupIds?: List<Text>;
  readonly endpointPublicAccess?: Flag;
  readonly endpointPrivateAccess?: Flag;
  readonly publicAccessCidrs?: List<Text>;
  readonly controlPlaneEgressMode?: Choice<"AWS_MANAGED" | "CUSTOMER_ROUTED" | "CUSTOMER_ISOLATED">;
}

interface KubernetesNetworkConfigRequest {
  readonly serviceIpv4Cidr?: Text;
  readonly ipFamily?: Choice<"ipv4" | "ipv6">;
  readonly elasticLoadBalancing?: Given<ElasticLoadBalancing>;
}

interface ElasticLoadBalancing {
  readonly enabled?: Flag;
  readonly gatewayApi?: Data;
}

interface Logging {
  readonly clusterLogging?: List<Given<LogSetup>>;
}

interface LogSetup {
  readonly types?: List<Choice<"api" | "audit" | "authenticator" | "controllerManager" | "scheduler">>;
  readonly enabled?: Flag;
}

interface EncryptionConfig {
  readonly provider?: Given<Provider>;
}

interface Provider {
  readonly keyArn?: Text;
}

interface OutpostConfigRequest {
  readonly outpostArns: List<Text>;
  readonly controlPlaneInstanceType: Text;
  readonly controlPlanePlacement?: Given<ControlPlanePlacementRequest>;
  readonly etcdInstanceType?: Text;
  readonly etcdPlacement?: Given<EtcdPlacementRequest>;
}

interface ControlPlanePlacementRequest {
  readonly groupName?: Text;
  readonly spreadLevel?: Choice<"host" | "rack">;
}

interface EtcdPlacementRequest {
  readonly spreadLevel?: Choice<"host" | "rack">;
}

interface CreateAccessConfigRequest {
  readonly bootstrapClusterCreatorAdminPermissions?: Flag;
  readonly authenticationMode?: Choice<"API" | "API_AND_CONFIG_MAP" | "CONFIG_MAP">;
}

interface UpgradePolicyRequest {
  readonly supportType?: Choice<"STANDARD" | "EXTENDED">;
}

interface ZonalShiftConfigRequest {
  readonly enabled?: Flag;
}

interface RemoteNetworkConfigRequest {
  readonly remoteNodeNetworks?: List<Given<RemoteNodeNetwork>>;
  readonly remotePodNetworks?: List<Given<RemotePodNetwork>>;
}

interface RemoteNodeNetwork {
  readonly cidrs?: List<Text>;
}

interface RemotePodNetwork {
  readonly cidrs?: List<Text>;
}

interface ComputeConfigRequest {
  readonly enabled?: Flag;
  readonly nodePools?: List<Text>;
  readonly nodeRoleArn?: Text;
}

interface StorageConfigRequest {
  readonly blockStorage?: Given<BlockStorage>;
}

interface BlockStorage {
  readonly enabled?: Flag;
}

interface ControlPlaneScalingConfig {
  readonly tier?: Choice<"standard" | "tier-xl" | "tier-2xl" | "tier-4xl" | "tier-8xl">;
}

interface KubeApiServerConfigRequest {
  readonly eventTtl?: Text;
  readonly serviceNodePortRange?: Given<ServiceNodePortRange>;
}

interface ServiceNodePortRange {
  readonly minPort?: Numeric;
  readonly maxPort?: Numeric;
}

interface KubeSchedulerConfigRequest {
  readonly nodeResourcesFit?: Given<NodeResourcesFitConfig>;
}

interface NodeResourcesFitConfig {
  readonly scoringStrategy?: Data;
}

interface KubeControllerManagerConfigRequest {
  readonly podGcControllerConfig?: Given<PodGcControllerConfigRequest>;
  readonly horizontalPodAutoscalerControllerConfig?: Given<HorizontalPodAutoscalerControllerConfigRequest>;
}

interface PodGcControllerConfigRequest {
  readonly terminatedPodGcThreshold?: Numeric;
}

interface HorizontalPodAutoscalerControllerConfigRequest {
  readonly horizontalPodAutoscalerSyncPeriod?: Text;
}

/** What `eks.createCluster` takes. */
export interface EksCreateClusterParameters {
  readonly name: Text;
  readonly roleArn: Text;
  readonly resourcesVpcConfig: Given<VpcConfigRequest>;
  readonly version?: Text;
  readonly kubernetesNetworkConfig?: Given<KubernetesNetworkConfigRequest>;
  readonly logging?: Given<Logging>;
  readonly clientRequestToken?: Text;
  readonly tags?: Named<Text>;
  readonly encryptionConfig?: List<Given<EncryptionConfig>>;
  readonly outpostConfig?: Given<OutpostConfigRequest>;
  readonly accessConfig?: Given<CreateAccessConfigRequest>;
  readonly bootstrapSelfManagedAddons?: Flag;
  readonly upgradePolicy?: Given<UpgradePolicyRequest>;
  readonly zonalShiftConfig?: Given<ZonalShiftConfigRequest>;
  readonly remoteNetworkConfig?: Given<RemoteNetworkConfigRequest>;
  readonly computeConfig?: Given<ComputeConfigRequest>;
  readonly storageConfig?: Given<StorageConfigRequest>;
  readonly deletionProtection?: Flag;
  readonly controlPlaneScalingConfig?: Given<ControlPlaneScalingConfig>;
  readonly kubeApiServerConfig?: Given<KubeApiServerConfigRequest>;
  readonly kubeSchedulerConfig?: Given<KubeSchedulerConfigRequest>;
  readonly kubeControllerManagerConfig?: Given<KubeControllerManagerConfigRequest>;
}

/** What `eks.deleteCluster` takes. */
export interface EksDeleteClusterParameters {
  readonly name: Text;
}

interface FargateProfileSelector {
  readonly namespace?: Text;
  readonly labels?: Named<Text>;
}

/** What `eks.createFargateProfile` takes. */
export interface EksCreateFargateProfileParameters {
  readonly fargateProfileName: Text;
  readonly clusterName: Text;
  readonly podExecutionRoleArn: Text;
  readonly subnets?: List<Text>;
  readonly selectors?: List<Given<FargateProfileSelector>>;
  readonly clientRequestToken?: Text;
  readonly tags?: Named<Text>;
}

/** What `eks.deleteFargateProfile` takes. */
export interface EksDeleteFargateProfileParameters {
  readonly clusterName: Text;
  readonly fargateProfileName: Text;
}

interface NodegroupScalingConfig {
  readonly minSize?: Numeric;
  readonly maxSize?: Numeric;
  readonly desiredSize?: Numeric;
}

interface RemoteAccessConfig {
  readonly ec2SshKey?: Text;
  readonly sourceSecurityGroups?: List<Text>;
}

interface Taint {
  readonly key?: Text;
  readonly value?: Text;
  readonly effect?: Choice<"NO_SCHEDULE" | "NO_EXECUTE" | "PREFER_NO_SCHEDULE">;
}

interface LaunchTemplateSpecification {
  readonly name?: Text;
  readonly version?: Text;
  readonly id?: Text;
}

interface NodegroupUpdateConfig {
  readonly maxUnavailable?: Numeric;
  readonly maxUnavailablePercentage?: Numeric;
  readonly updateStrategy?: Choice<"DEFAULT" | "MINIMAL">;
}

interface NodeRepairConfig {
  readonly enabled?: Flag;
  readonly maxUnhealthyNodeThresholdCount?: Numeric;
  readonly maxUnhealthyNodeThresholdPercentage?: Numeric;
  readonly maxParallelNodesRepairedCount?: Numeric;
  readonly maxParallelNodesRepairedPercentage?: Numeric;
  readonly nodeRepairConfigOverrides?: List<Given<NodeRepairConfigOverrides>>;
}

interface NodeRepairConfigOverrides {
  readonly nodeMonitoringCondition?: Text;
  readonly nodeUnhealthyReason?: Text;
  readonly minRepairWaitTimeMins?: Numeric;
  readonly repairAction?: Choice<"Replace" | "Reboot" | "NoAction">;
}

interface WarmPoolConfig {
  readonly enabled?: Flag;
  readonly minSize?: Numeric;
  readonly maxGroupPreparedCapacity?: Numeric;
  readonly poolState?: Choice<"STOPPED" | "RUNNING" | "HIBERNATED">;
  readonly reuseOnScaleIn?: Flag;
}

/** What `eks.createNodegroup` takes. */
export interface EksCreateNodegroupParameters {
  readonly clusterName: Text;
  readonly nodegroupName: Text;
  readonly subnets: List<Text>;
  readonly nodeRole: Text;
  readonly scalingConfig?: Given<NodegroupScalingConfig>;
  readonly diskSize?: Numeric;
  readonly instanceTypes?: List<Text>;
  readonly amiType?: Text;
  readonly remoteAccess?: Given<RemoteAccessConfig>;
  readonly labels?: Named<Text>;
  readonly taints?: List<Given<Taint>>;
  readonly tags?: Named<Text>;
  readonly clientRequestToken?: Text;
  readonly launchTemplate?: Given<LaunchTemplateSpecification>;
  readonly updateConfig?: Given<NodegroupUpdateConfig>;
  readonly nodeRepairConfig?: Given<NodeRepairConfig>;
  readonly capacityType?: Choice<"ON_DEMAND" | "SPOT" | "CAPACITY_BLOCK">;
  readonly version?: Text;
  readonly releaseVersion?: Text;
  readonly warmPoolConfig?: Given<WarmPoolConfig>;
}

/** What `eks.deleteNodegroup` takes. */
export interface EksDeleteNodegroupParameters {
  readonly clusterName: Text;
  readonly nodegroupName: Text;
}

/** What `eks.call` takes. */
export interface EksCallParameters {
  readonly clusterName: Text;
  readonly certificateAuthority: Text;
  readonly endpoint: Text;
  readonly method: Choice<"GET" | "POST" | "PUT" | "DELETE" | "PATCH" | "HEAD">;
  readonly path: Text;
  readonly queryParameters?: Data;
  readonly requestBody?: Data;
}

/** What `eks.runJob` takes. */
export interface EksRunJobParameters {
  readonly clusterName: Text;
  readonly certificateAuthority: Text;
  readonly endpoint: Text;
  readonly job: Data;
  readonly namespace?: Text;
  readonly logOptions?: Given<EksRunJobLogOptions>;
}

interface EksRunJobLogOptions {
  readonly retrieveLogs?: Flag;
  readonly rawLogs?: Flag;
  readonly logParameters?: Data;
}

/** What `eks.createCluster` gives. */
export interface EksCreateClusterResult {
  Cluster: Any;
}

/** What `eks.deleteCluster` gives. */
export interface EksDeleteClusterResult {
  Cluster: Any;
}

/** What `eks.createFargateProfile` gives. */
export interface EksCreateFargateProfileResult {
  FargateProfile: Any;
}

/** What `eks.deleteFargateProfile` gives. */
export interface EksDeleteFargateProfileResult {
  FargateProfile: Any;
}

/** What `eks.createNodegroup` gives. */
export interface EksCreateNodegroupResult {
  Nodegroup: Any;
}

/** What `eks.deleteNodegroup` gives. */
export interface EksDeleteNodegroupResult {
  Nodegroup: Any;
}

/** What `eks.call` gives. */
export interface EksCallResult {
  ResponseBody: Any;
  StatusCode: number;
}

/** What `eks.runJob` gives. */
export interface EksRunJobResult {
  ResponseBody: Any;
  StatusCode: number;
}

/**
 * Amazon EKS.
 *
 * @example eks.createCluster("Make", { name: "main", roleArn, resourcesVpcConfig: { subnetIds: ["subnet-1", "subnet-2"] } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html
 */
export const eks: {
  /**
   * Makes a cluster, and waits until it is there unless `waitFor` says otherwise.
   *
   * @example eks.createCluster("Make", { name: "main", roleArn, resourcesVpcConfig: { subnetIds: ["subnet-1", "subnet-2"] } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html
   */
  readonly createCluster: ServiceStep<
    EksCreateClusterParameters,
    { completion: Any; response: EksCreateClusterResult },
    "completion"
  >;
  /**
   * Deletes a cluster, and waits until it is gone unless `waitFor` says otherwise.
   *
   * @example eks.deleteCluster("Delete", { name: "main" })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html
   */
  readonly deleteCluster: ServiceStep<
    EksDeleteClusterParameters,
    { completion: Any; response: EksDeleteClusterResult },
    "completion"
  >;
  /**
   * Makes a Fargate profile, and waits until it is there unless `waitFor` says otherwise.
   *
   * @example eks.createFargateProfile("Profile", { clusterName: "main", fargateProfileName: "jobs", podExecutionRoleArn: roleArn })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html
   */
  readonly createFargateProfile: ServiceStep<
    EksCreateFargateProfileParameters,
    { completion: Any; response: EksCreateFargateProfileResult },
    "completion"
  >;
  /**
   * Deletes a Fargate profile, and waits until it is gone unless `waitFor` says otherwise.
   *
   * @example eks.deleteFargateProfile("No profile", { clusterName: "main", fargateProfileName: "jobs" })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html
   */
  readonly deleteFargateProfile: ServiceStep<
    EksDeleteFargateProfileParameters,
    { completion: Any; response: EksDeleteFargateProfileResult },
    "completion"
  >;
  /**
   * Makes a node group, and waits until it is there unless `waitFor` says otherwise.
   *
   * @example eks.createNodegroup("Nodes", { clusterName: "main", nodegroupName: "large", subnets: ["subnet-1"], nodeRole: roleArn })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html
   */
  readonly createNodegroup: ServiceStep<
    EksCreateNodegroupParameters,
    { completion: Any; response: EksCreateNodegroupResult },
    "completion"
  >;
  /**
   * Deletes a node group, and waits until it is gone unless `waitFor` says otherwise.
   *
   * @example eks.deleteNodegroup("No nodes", { clusterName: "main", nodegroupName: "large" })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html
   */
  readonly deleteNodegroup: ServiceStep<
    EksDeleteNodegroupParameters,
    { completion: Any; response: EksDeleteNodegroupResult },
    "completion"
  >;
  /**
   * Calls the Kubernetes API of a cluster. Who may, the cluster's own rules decide.
   *
   * @example eks.call("Pods", { clusterName: "main", certificateAuthority, endpoint, method: "GET", path: "/api/v1/namespaces/default/pods" })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html
   */
  readonly call: ServiceStep<EksCallParameters, { response: EksCallResult; callback: Any }, "response">;
  /**
   * Runs a Kubernetes job, and waits for its end unless `waitFor` says otherwise.
   *
   * @example eks.runJob("Job", { clusterName: "main", certificateAuthority, endpoint, job: { apiVersion: "batch/v1", kind: "Job" } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-eks.html
   */
  readonly runJob: ServiceStep<
    EksRunJobParameters,
    { completion: Any; response: EksRunJobResult; callback: Any },
    "completion"
  >;
} = {
  createCluster: serviceStep("eks:createCluster"),
  deleteCluster: serviceStep("eks:deleteCluster"),
  createFargateProfile: serviceStep("eks:createFargateProfile"),
  deleteFargateProfile: serviceStep("eks:deleteFargateProfile"),
  createNodegroup: serviceStep("eks:createNodegroup"),
  deleteNodegroup: serviceStep("eks:deleteNodegroup"),
  call: serviceStep("eks:call"),
  runJob: serviceStep("eks:runJob"),
};
