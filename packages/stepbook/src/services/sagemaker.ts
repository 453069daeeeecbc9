// Written by scripts/services/generate.py: change table.json there.
import type { Any } from "../placeholders/any";
import type { Data } from "../placeholders/expression";
import type { Choice, Flag, Given, List, Named, Numeric, Text } from "./given";
import { type ServiceStep, serviceStep } from "./service";

interface AlgorithmSpecification {
  readonly trainingImage?: Text;
  readonly algorithmName?: Text;
  readonly trainingInputMode: Choice<"Pipe" | "File" | "FastFile">;
  readonly metricDefinitions?: List<Given<MetricDefinition>>;
  readonly enableSageMakerMetricsTimeSeries?: Flag;
  readonly containerEntrypoint?: List<Text>;
  readonly containerArguments?: List<Text>;
  readonly trainingImageConfig?: Given<TrainingImageConfig>;
}

interface MetricDefinition {
  readonly name: Text;
  readonly regex: Text;
}

interface TrainingImageConfig {
  readonly trainingRepositoryAccessMode: Choice<"Platform" | "Vpc">;
  readonly trainingRepositoryAuthConfig?: Data;
}

interface Channel {
  readonly channelName: Text;
  readonly dataSource: Given<DataSource>;
  readonly contentType?: Text;
  readonly compressionType?: Choice<"None" | "Gzip">;
  readonly recordWrapperType?: Choice<"None" | "RecordIO">;
  readonly inputMode?: Choice<"Pipe" | "File" | "FastFile">;
  readonly shuffleConfig?: Given<ShuffleConfig>;
}

interface DataSource {
  readonly s3DataSource?: Data;
  readonly fileSystemDataSource?: Data;
  readonly datasetSource?: Data;
}

interface ShuffleConfig {
  readonly seed: Numeric;
}

interface OutputDataConfig {
  readonly kmsKeyId?: Text;
  readonly s3OutputPath: Text;
  readonly compressionType?: Choice<"GZIP" | "NONE">;
}

interface ResourceConfig {
  readonly instanceType?: Text;
  readonly instanceCount?: Numeric;
  readonly volumeSizeInGB?: Numeric;
  readonly volumeKmsKeyId?: Text;
  readonly keepAlivePeriodInSeconds?: Numeric;
  readonly instanceGroups?: List<Given<InstanceGroup>>;
  readonly trainingPlanArn?: Text;
  readonly instancePlacementConfig?: Given<InstancePlacementConfig>;
  readonly instancePreferences?: List<Given<InstancePreference>>;
  readonly selectedInstanceType?: Text;
  readonly selectedInstanceCount?: Numeric;
}

interface InstanceGroup {
  readonly instanceType: Text;
  readonly instanceCount: Numeric;
  readonly instanceGroupName: Text;
}

interface InstancePlacementConfig {
  readonly enableMultipleJobs?: Flag;
  readonly placementSpecifications?: List<Data>;
}

interface InstancePreference {
  readonly instanceType: Text;
  readonly instanceCount?: Numeric;
  readonly trainingPlanArns?: List<Text>;
}

interface VpcConfig {
  readonly securityGroupIds: List<Text>;
  readonly subnets: List<Text>;
}

interface StoppingCondition {
  readonly maxRuntimeInSeconds?: Numeric;
  readonly maxWaitTimeInSeconds?: Numeric;
  readonly maxPendingTimeInSeconds?: Numeric;
}

interface Tag {
  readonly key: Text;
  readonly value: Text;
}

interface CheckpointConfig {
  readonly s3Uri: Text;
  readonly localPath?: Text;
}

interface DebugHookConfig {
  readonly localPath?: Text;
  readonly s3OutputPath: Text;
  readonly hookParameters?: Named<Text>;
  readonly collectionConfigurations?: List<Given<CollectionConfiguration>>;
}

interface CollectionConfiguration {
  readonly collectionName?: Text;
  readonly collectionParameters?: Named<Text>;
}

interface DebugRuleConfiguration {
  readonly ruleConfigurationName: Text;
  readonly localPath?: Text;
  readonly s3OutputPath?: Text;
  readonly ruleEvaluatorImage: Text;
  readonly instanceType?: Text;
  readonly volumeSizeInGB?: Numeric;
  readonly ruleParameters?: Named<Text>;
}

interface TensorBoardOutputConfig {
  readonly localPath?: Text;
  readonly s3OutputPath: Text;
}

interface ExperimentConfig {
  readonly experimentName?: Text;
  readonly trialName?: Text;
  readonly trialComponentDisplayName?: Text;
  readonly runName?: Text;
}

interface ProfilerConfig {
  readonly s3OutputPath?: Text;
  readonly profilingIntervalInMilliseconds?: Numeric;
  readonly profilingParameters?: Named<Text>;
  readonly disableProfiler?: Flag;
}

interface ProfilerRuleConfiguration {
  readonly ruleConfigurationName: Text;
  readonly localPath?: Text;
  readonly s3OutputPath?: Text;
  readonly ruleEvaluatorImage: Text;
  readonly instanceType?: Text;
  readonly volumeSizeInGB?: Numeric;
  readonly ruleParameters?: Named<Text>;
}

interface RetryStrategy {
  readonly maximumRetryAttempts: Numeric;
}

interface RemoteDebugConfig {
  readonly enableRemoteDebug?: Flag;
}

interface InfraCheckConfig {
  readonly enableInfraCheck?: Flag;
}

interface SessionChainingConfig {
  readonly enableSessionTagChaining?: Flag;
}

interface ServerlessJobConfig {
  readonly baseModelArn: Text;
  readonly acceptEula?: Flag;
  readonly jobType: Choice<"FineTuning" | "Evaluation">;
  readonly customizationTechnique?: Choice<"SFT" | "DPO" | "RLVR" | "RLAIF">;
  readonly peft?: Choice<"LORA">;
  readonly evaluationType?: Choice<"LLMAJEvaluation" | "CustomScorerEvaluation" | "BenchmarkEvaluation">;
  readonly evaluatorArn?: Text;
  readonly sequenceLength?: Text;
}

interface MlflowConfig {
  readonly mlflowResourceArn: Text;
  readonly mlflowExperimentName?: Text;
  readonly mlflowRunName?: Text;
}

interface ModelPackageConfig {
  readonly modelPackageGroupArn: Text;
  readonly sourceModelPackageArn?: Text;
}

/** What `sagemaker.createTrainingJob` takes. */
export interface SagemakerCreateTrainingJobParameters {
  readonly trainingJobName: Text;
  readonly roleArn: Text;
  readonly outputDataConfig: Given<OutputDataConfig>;
  readonly hyperParameters?: Named<Text>;
  readonly algorithmSpecification?: Given<AlgorithmSpecification>;
  readonly inputDataConfig?: List<Given<Channel>>;
  readonly resourceConfig?: Given<ResourceConfig>;
  readonly vpcConfig?: Given<VpcConfig>;
  readonly stoppingCondition?: Given<StoppingCondition>;
  readonly tags?: List<Given<Tag>>;
  readonly enableNetworkIsolation?: Flag;
  readonly enableInterContainerTrafficEncryption?: Flag;
  readonly enableManagedSpotTraining?: Flag;
  readonly checkpointConfig?: Given<CheckpointConfig>;
  readonly debugHookConfig?: Given<DebugHookConfig>;
  readonly debugRuleConfigurations?: List<Given<DebugRuleConfiguration>>;
  readonly tensorBoardOutputConfig?: Given<TensorBoardOutputConfig>;
  readonly experimentConfig?: Given<ExperimentConfig>;
  readonly profilerConfig?: Given<ProfilerConfig>;
  readonly profilerRuleConfigurations?: List<Given<ProfilerRuleConfiguration>>;
  readonly environment?: Named<Text>;
  readonly retryStrategy?: Given<RetryStrategy>;
  readonly remoteDebugConfig?: Given<RemoteDebugConfig>;
  readonly infraCheckConfig?: Given<InfraCheckConfig>;
  readonly sessionChainingConfig?: Given<SessionChainingConfig>;
  readonly serverlessJobConfig?: Given<ServerlessJobConfig>;
  readonly mlflowConfig?: Given<MlflowConfig>;
  readonly modelPackageConfig?: Given<ModelPackageConfig>;
}

interface ModelClientConfig {
  readonly invocationsTimeoutInSeconds?: Numeric;
  readonly invocationsMaxRetries?: Numeric;
}

interface TransformInput {
  readonly dataSource: Given<TransformDataSource>;
  readonly contentType?: Text;
  readonly compressionType?: Choice<"None" | "Gzip">;
  readonly splitType?: Choice<"None" | "Line" | "RecordIO" | "TFRecord">;
}

interface TransformDataSource {
  readonly s3DataSource: Data;
}

interface TransformOutput {
  readonly s3OutputPath: Text;
  readonly accept?: Text;
  readonly assembleWith?: Choice<"None" | "Line">;
  readonly kmsKeyId?: Text;
}

interface BatchDataCaptureConfig {
  readonly destinationS3Uri: Text;
  readonly kmsKeyId?: Text;
  readonly generateInferenceId?: Flag;
}

interface TransformResources {
  readonly instanceType: Text;
  readonly instanceCount: Numeric;
  readonly volumeKmsKeyId?: Text;
  readonly transformAmiVersion?: Text;
}

interface DataProcessing {
  readonly inputFilter?: Text;
  readonly outputFilter?: Text;
  readonly joinSource?: Choice<"Input" | "None">;
}

/** What `sagemaker.createTransformJob` takes. */
export interface SagemakerCreateTransformJobParameters {
  readonly transformJobName: Text;
  readonly modelName: Text;
  readonly transformInput: Given<TransformInput>;
  readonly transformOutput: Given<TransformOutput>;
  readonly transformResources: Given<TransformResources>;
  readonly maxConcurrentTransforms?: Numeric;
  readonly modelClientConfig?: Given<ModelClientConfig>;
  readonly maxPayloadInMB?: Numeric;
  readonly batchStrategy?: Choice<"MultiRecord" | "SingleRecord">;
  readonly environment?: Named<Text>;
  readonly dataCaptureConfig?: Given<BatchDataCaptureConfig>;
  readonly dataProcessing?: Given<DataProcessing>;
  readonly tags?: List<Given<Tag>>;
  readonly experimentConfig?: Given<ExperimentConfig>;
}

interface HyperParameterTuningJobConfig {
  readonly strategy: Choice<"Bayesian" | "Random" | "Hyperband" | "Grid">;
  readonly strategyConfig?: Given<HyperParameterTuningJobStrategyConfig>;
  readonly hyperParameterTuningJobObjective?: Given<HyperParameterTuningJobObjective>;
  readonly resourceLimits: Given<ResourceLimits>;
  readonly parameterRanges?: Given<ParameterRanges>;
  readonly trainingJobEarlyStoppingType?: Choice<"Off" | "Auto">;
  readonly tuningJobCompletionCriteria?: Given<TuningJobCompletionCriteria>;
  readonly randomSeed?: Numeric;
}

interface HyperParameterTuningJobStrategyConfig {
  readonly hyperbandStrategyConfig?: Data;
}

interface HyperParameterTuningJobObjective {
  readonly type: Choice<"Maximize" | "Minimize">;
  readonly metricName: Text;
}

interface ResourceLimits {
  readonly maxNumberOfTrainingJobs?: Numeric;
  readonly maxParallelTrainingJobs: Numeric;
  readonly maxRuntimeInSeconds?: Numeric;
}

interface ParameterRanges {
  readonly integerParameterRanges?: List<Data>;
  readonly continuousParameterRanges?: List<Data>;
  readonly categoricalParameterRanges?: List<Data>;
  readonly autoParameters?: List<Data>;
}

interface TuningJobCompletionCriteria {
  readonly targetObjectiveMetricValue?: Numeric;
  readonly bestObjectiveNotImproving?: Data;
  readonly convergenceDetected?: Data;
}

interface HyperParameterTrainingJobDefinition {
  readonly definitionName?: Text;
  readonly tuningObjective?: Given<HyperParameterTuningJobObjective>;
  readonly hyperParameterRanges?: Given<ParameterRanges>;
  readonly staticHyperParameters?: Named<Text>;
  readonly algorithmSpecification: Given<HyperParameterAlgorithmSpecification>;
  readonly roleArn: Text;
  readonly inputDataConfig?: List<Given<Channel>>;
  readonly vpcConfig?: Given<VpcConfig>;
  readonly outputDataConfig: Given<OutputDataConfig>;
  readonly resourceConfig?: Given<ResourceConfig>;
  readonly hyperParameterTuningResourceConfig?: Given<HyperParameterTuningResourceConfig>;
  readonly stoppingCondition: Given<StoppingCondition>;
  readonly enableNetworkIsolation?: Flag;
  readonly enableInterContainerTrafficEncryption?: Flag;
  readonly enableManagedSpotTraining?: Flag;
  readonly checkpointConfig?: Given<CheckpointConfig>;
  readonly retryStrategy?: Given<RetryStrategy>;
  readonly environment?: Named<Text>;
}

interface HyperParameterAlgorithmSpecification {
  readonly trainingImage?: Text;
  readonly trainingInputMode: Choice<"Pipe" | "File" | "FastFile">;
  readonly algorithmName?: Text;
  readonly metricDefinitions?: List<Data>;
}

interface HyperParameterTuningResourceConfig {
  readonly instanceType?: Text;
  readonly instanceCount?: Numeric;
  readonly volumeSizeInGB?: Numeric;
  readonly volumeKmsKeyId?: Text;
  readonly allocationStrategy?: Choice<"Prioritized">;
  readonly instanceConfigs?: List<Data>;
}

interface HyperParameterTuningJobWarmStartConfig {
  readonly parentHyperParameterTuningJobs: List<Given<ParentHyperParameterTuningJob>>;
  readonly warmStartType: Choice<"IdenticalDataAndAlgorithm" | "TransferLearning">;
}

interface ParentHyperParameterTuningJob {
  readonly hyperParameterTuningJobName?: Text;
}

interface Autotune {
  readonly mode: Choice<"Enabled">;
}

/** What `sagemaker.createHyperParameterTuningJob` takes. */
export interface SagemakerCreateHyperParameterTuningJobParameters {
  readonly hyperParameterTuningJobName: Text;
  readonly hyperParameterTuningJobConfig: Given<HyperParameterTuningJobConfig>;
  readonly trainingJobDefinition?: Given<HyperParameterTrainingJobDefinition>;
  readonly trainingJobDefinitions?: List<Given<HyperParameterTrainingJobDefinition>>;
  readonly warmStartConfig?: Given<HyperParameterTuningJobWarmStartConfig>;
  readonly tags?: List<Given<Tag>>;
  readonly autotune?: Given<Autotune>;
}

interface ProcessingInput {
  readonly inputName: Text;
  readonly appManaged?: Flag;
  readonly s3Input?: Given<ProcessingS3Input>;
  readonly datasetDefinition?: Given<DatasetDefinition>;
}

interface ProcessingS3Input {
  readonly s3Uri: Text;
  readonly localPath?: Text;
  readonly s3DataType: Choice<"ManifestFile" | "S3Prefix">;
  readonly s3InputMode?: Choice<"Pipe" | "File">;
  readonly s3DataDistributionType?: Choice<"FullyReplicated" | "ShardedByS3Key">;
  readonly s3CompressionType?: Choice<"None" | "Gzip">;
}

interface DatasetDefinition {
  readonly athenaDatasetDefinition?: Data;
  readonly redshiftDatasetDefinition?: Data;
  readonly localPath?: Text;
  readonly dataDistributionType?: Choice<"FullyReplicated" | "ShardedByS3Key">;
  readonly inputMode?: Choice<"Pipe" | "File">;
}

interface ProcessingOutputConfig {
  readonly outputs: List<Given<ProcessingOutput>>;
  readonly kmsKeyId?: Text;
}

interface ProcessingOutput {
  readonly outputName: Text;
  readonly s3Output?: Data;
  readonly featureStoreOutput?: Data;
  readonly appManaged?: Flag;
}

interface ProcessingResources {
  readonly clusterConfig: Given<ProcessingClusterConfig>;
}

interface ProcessingClusterConfig {
  readonly instanceCount?: Numeric;
  readonly instanceType?: Text;
  readonly volumeSizeInGB: Numeric;
  readonly volumeKmsKeyId?: Text;
  readonly instancePreferences?: List<Data>;
  readonly selectedInstanceType?: Text;
  readonly selectedInstanceCount?: Numeric;
}

interface ProcessingStoppingCondition {
  readonly maxRuntimeInSeconds: Numeric;
}

interface AppSpecification {
  readonly imageUri: Text;
  readonly containerEntrypoint?: List<Text>;
  readonly containerArguments?: List<Text>;
}

interface NetworkConfig {
  readonly enableInterContainerTrafficEncryption?: Flag;
  readonly enableNetworkIsolation?: Flag;
  readonly vpcConfig?: Given<VpcConfig>;
}

/** What `sagemaker.createProcessingJob` takes. */
export interface SagemakerCreateProcessingJobParameters {
  readonly processingJobName: Text;
  readonly processingResources: Given<ProcessingResources>;
  readonly appSpecification: Given<AppSpecification>;
  readonly roleArn: Text;
  readonly processingInputs?: List<Given<ProcessingInput>>;
  readonly processingOutputConfig?: Given<ProcessingOutputConfig>;
  readonly stoppingCondition?: Given<ProcessingStoppingCondition>;
  readonly environment?: Named<Text>;
  readonly networkConfig?: Given<NetworkConfig>;
  readonly tags?: List<Given<Tag>>;
  readonly experimentConfig?: Given<ExperimentConfig>;
}

interface LabelingJobInputConfig {
  readonly dataSource: Given<LabelingJobDataSource>;
  readonly dataAttributes?: Given<LabelingJobDataAttributes>;
}

interface LabelingJobDataSource {
  readonly s3DataSource?: Data;
  readonly snsDataSource?: Data;
}

interface LabelingJobDataAttributes {
  readonly contentClassifiers?: List<Choice<"FreeOfPersonallyIdentifiableInformation" | "FreeOfAdultContent">>;
}

interface LabelingJobOutputConfig {
  readonly s3OutputPath: Text;
  readonly kmsKeyId?: Text;
  readonly snsTopicArn?: Text;
}

interface LabelingJobStoppingConditions {
  readonly maxHumanLabeledObjectCount?: Numeric;
  readonly maxPercentageOfInputDatasetLabeled?: Numeric;
}

interface LabelingJobAlgorithmsConfig {
  readonly labelingJobAlgorithmSpecificationArn: Text;
  readonly initialActiveLearningModelArn?: Text;
  readonly labelingJobResourceConfig?: Given<LabelingJobResourceConfig>;
}

interface LabelingJobResourceConfig {
  readonly volumeKmsKeyId?: Text;
  readonly vpcConfig?: Data;
}

interface HumanTaskConfig {
  readonly workteamArn: Text;
  readonly uiConfig: Given<UiConfig>;
  readonly preHumanTaskLambdaArn?: Text;
  readonly taskKeywords?: List<Text>;
  readonly taskTitle: Text;
  readonly taskDescription: Text;
  readonly numberOfHumanWorkersPerDataObject: Numeric;
  readonly taskTimeLimitInSeconds: Numeric;
  readonly taskAvailabilityLifetimeInSeconds?: Numeric;
  readonly maxConcurrentTaskCount?: Numeric;
  readonly annotationConsolidationConfig?: Given<AnnotationConsolidationConfig>;
  readonly publicWorkforceTaskPrice?: Given<PublicWorkforceTaskPrice>;
}

interface UiConfig {
  readonly uiTemplateS3Uri?: Text;
  readonly humanTaskUiArn?: Text;
}

interface AnnotationConsolidationConfig {
  readonly annotationConsolidationLambdaArn: Text;
}

interface PublicWorkforceTaskPrice {
  readonly amountInUsd?: Data;
}

/** What `sagemaker.createLabelingJob` takes. */
export interface SagemakerCreateLabelingJobParameters {
  readonly labelingJobName: Text;
  readonly labelAttributeName: Text;
  readonly inputConfig: Given<LabelingJobInputConfig>;
  readonly outputConfig: Given<LabelingJobOutputConfig>;
  readonly roleArn: Text;
  readonly humanTaskConfig: Given<HumanTaskConfig>;
  readonly labelCategoryConfigS3Uri?: Text;
  readonly stoppingConditions?: Given<LabelingJobStoppingConditions>;
  readonly labelingJobAlgorithmsConfig?: Given<LabelingJobAlgorithmsConfig>;
  readonly tags?: List<Given<Tag>>;
}

interface ContainerDefinition {
  readonly containerHostname?: Text;
  readonly image?: Text;
  readonly imageConfig?: Given<ImageConfig>;
  readonly mode?: Choice<"SingleModel" | "MultiModel">;
  readonly modelDataUrl?: Text;
  readonly modelDataSource?: Given<ModelDataSource>;
  readonly additionalModelDataSources?: List<Given<AdditionalModelDataSource>>;
  readonly environment?: Named<Text>;
  readonly modelPackageName?: Text;
  readonly inferenceSpecificationName?: Text;
  readonly multiModelConfig?: Given<MultiModelConfig>;
  readonly containerMetricsConfig?: Given<ContainerMetricsConfig>;
}

interface ImageConfig {
  readonly repositoryAccessMode: Choice<"Platform" | "Vpc">;
  readonly repositoryAuthConfig?: Data;
}

interface ModelDataSource {
  readonly s3DataSource?: Data;
}

interface AdditionalModelDataSource {
  readonly channelName: Text;
  readonly s3DataSource: Data;
}

interface MultiModelConfig {
  readonly modelCacheSetting?: Choice<"Enabled" | "Disabled">;
}

interface ContainerMetricsConfig {
  readonly metricsEndpoints?: List<Data>;
}

interface InferenceExecutionConfig {
  readonly mode: Choice<"Serial" | "Direct">;
}

/** What `sagemaker.createModel` takes. */
export interface SagemakerCreateModelParameters {
  readonly modelName: Text;
  readonly primaryContainer?: Given<ContainerDefinition>;
  readonly containers?: List<Given<ContainerDefinition>>;
  readonly inferenceExecutionConfig?: Given<InferenceExecutionConfig>;
  readonly executionRoleArn?: Text;
  readonly tags?: List<Given<Tag>>;
  readonly vpcConfig?: Given<VpcConfig>;
  readonly enableNetworkIsolation?: Flag;
}

interface ProductionVariant {
  readonly variantName: Text;
  readonly modelName?: Text;
  readonly initialInstanceCount?: Numeric;
  readonly instanceType?: Text;
  readonly instancePools?: List<Given<InstancePool>>;
  readonly variantInstanceProvisionTimeoutInSeconds?: Numeric;
  readonly initialVariantWeight?: Numeric;
  readonly acceleratorType?: Choice<
    "ml.eia1.medium" | "ml.eia1.large" | "ml.eia1.xlarge" | "ml.eia2.medium" | "ml.eia2.large" | "ml.eia2.xlarge"
  >;
  readonly coreDumpConfig?: Given<ProductionVariantCoreDumpConfig>;
  readonly serverlessConfig?: Given<ProductionVariantServerlessConfig>;
  readonly volumeSizeInGB?: Numeric;
  readonly modelDataDownloadTimeoutInSeconds?: Numeric;
  readonly containerStartupHealthCheckTimeoutInSeconds?: Numeric;
  readonly enableSSMAccess?: Flag;
  readonly managedInstanceScaling?: Given<ProductionVariantManagedInstanceScaling>;
  readonly routingConfig?: Given<ProductionVariantRoutingConfig>;
  readonly inferenceAmiVersion?: Choice<
    | "al2-ami-sagemaker-inference-gpu-2"
    | "al2-ami-sagemaker-inference-gpu-2-1"
    | "al2-ami-sagemaker-inference-gpu-3-1"
    | "al2-ami-sagemaker-inference-neuron-2"
    | "al2023-ami-sagemaker-inference-gpu-4-1"
  >;
  readonly capacityReservationConfig?: Given<ProductionVariantCapacityReservationConfig>;
  readonly acceleratorPartitionLayouts?: List<Given<AcceleratorPartitionLayout>>;
}

interface InstancePool {
  readonly instanceType: Text;
  readonly modelNameOverride?: Text;
  readonly priority: Numeric;
}

interface ProductionVariantCoreDumpConfig {
  readonly destinationS3Uri: Text;
  readonly kmsKeyId?: Text;
}

interface ProductionVariantServerlessConfig {
  readonly memorySizeInMB: Numeric;
  readonly maxConcurrency: Numeric;
  readonly provisionedConcurrency?: Numeric;
}

interface ProductionVariantManagedInstanceScaling {
  readonly status?: Choice<"ENABLED" | "DISABLED">;
  readonly minInstanceCount?: Numeric;
  readonly maxInstanceCount?: Numeric;
  readonly scaleInPolicy?: Data;
}

interface ProductionVariantRoutingConfig {
  readonly routingStrategy: Choice<"LEAST_OUTSTANDING_REQUESTS" | "RANDOM" | "PREFIX_AWARE" | "KV_AWARE">;
  readonly prefixAwareRoutingConfig?: Data;
}

interface ProductionVariantCapacityReservationConfig {
  readonly capacityReservationPreference?: Choice<"capacity-reservations-only">;
  readonly mlReservationArn?: Text;
}

interface AcceleratorPartitionLayout {
  readonly acceleratorPartitionTypes?: List<Text>;
}

interface DataCaptureConfig {
  readonly enableCapture?: Flag;
  readonly initialSamplingPercentage: Numeric;
  readonly destinationS3Uri: Text;
  readonly kmsKeyId?: Text;
  readonly captureOptions: List<Given<CaptureOption>>;
  readonly captureContentTypeHeader?: Given<CaptureContentTypeHeader>;
}

interface CaptureOption {
  readonly captureMode: Choice<"Input" | "Output" | "InputAndOutput">;
}

interface CaptureContentTypeHeader {
  readonly csvContentTypes?: List<Text>;
  readonly jsonContentTypes?: List<Text>;
}

interface AsyncInferenceConfig {
  readonly clientConfig?: Given<AsyncInferenceClientConfig>;
  readonly outputConfig: Given<AsyncInferenceOutputConfig>;
}

interface AsyncInferenceClientConfig {
  readonly maxConcurrentInvocationsPerInstance?: Numeric;
}

interface AsyncInferenceOutputConfig {
  readonly kmsKeyId?: Text;
  readonly s3OutputPath?: Text;
  readonly notificationConfig?: Data;
  readonly s3FailurePath?: Text;
}

interface ExplainerConfig {
  readonly clarifyExplainerConfig?: Given<ClarifyExplainerConfig>;
}

interface ClarifyExplainerConfig {
  readonly enableExplanations?: Text;
  readonly inferenceConfig?: Data;
  readonly shapConfig: Data;
}

interface MetricsConfig {
  readonly enableEnhancedMetrics?: Flag;
  readonly enableDetailedObservability?: Flag;
  readonly metricPublishFrequencyInSeconds?: Numeric;
}

interface CrossRegionTrafficConfig {
  readonly maxInvocationsPerSecondPerInstance: Numeric;
  readonly maxCrossRegionPercentPerEndpoint: Numeric;
}

/** What `sagemaker.createEndpointConfig` takes. */
export interface SagemakerCreateEndpointConfigParameters {
  readonly endpointConfigName: Text;
  readonly productionVariants: List<Given<ProductionVariant>>;
  readonly dataCaptureConfig?: Given<DataCaptureConfig>;
  readonly tags?: List<Given<Tag>>;
  readonly kmsKeyId?: Text;
  readonly asyncInferenceConfig?: Given<AsyncInferenceConfig>;
  readonly explainerConfig?: Given<ExplainerConfig>;
  readonly shadowProductionVariants?: List<Given<ProductionVariant>>;
  readonly executionRoleArn?: Text;
  readonly vpcConfig?: Given<VpcConfig>;
  readonly enableNetworkIsolation?: Flag;
  readonly metricsConfig?: Given<MetricsConfig>;
  readonly crossRegionTrafficConfig?: Given<CrossRegionTrafficConfig>;
}

interface DeploymentConfig {
  readonly blueGreenUpdatePolicy?: Given<BlueGreenUpdatePolicy>;
  readonly rollingUpdatePolicy?: Given<RollingUpdatePolicy>;
  readonly autoRollbackConfiguration?: Given<AutoRollbackConfig>;
}

interface BlueGreenUpdatePolicy {
  readonly trafficRoutingConfiguration: Data;
  readonly terminationWaitInSeconds?: Numeric;
  readonly maximumExecutionTimeoutInSeconds?: Numeric;
}

interface RollingUpdatePolicy {
  readonly maximumBatchSize: Data;
  readonly waitIntervalInSeconds: Numeric;
  readonly maximumExecutionTimeoutInSeconds?: Numeric;
  readonly rollbackMaximumBatchSize?: Data;
}

interface AutoRollbackConfig {
  readonly alarms?: List<Data>;
}

/** What `sagemaker.createEndpoint` takes. */
export interface SagemakerCreateEndpointParameters {
  readonly endpointName: Text;
  readonly endpointConfigName: Text;
  readonly deploymentConfig?: Given<DeploymentConfig>;
  readonly tags?: List<Given<Tag>>;
}

interface VariantProperty {
  readonly variantPropertyType: Choice<"DesiredInstanceCount" | "DesiredWeight" | "DataCaptureConfig">;
}

/** What `sagemaker.updateEndpoint` takes. */
export interface SagemakerUpdateEndpointParameters {
  readonly endpointName: Text;
  readonly endpointConfigName: Text;
  readonly retainAllVariantProperties?: Flag;
  readonly excludeRetainedVariantProperties?: List<Given<VariantProperty>>;
  readonly deploymentConfig?: Given<DeploymentConfig>;
  readonly retainDeploymentConfig?: Flag;
}

/** What `sagemaker.createTrainingJob` gives at the end of what it starts. */
export interface SagemakerCreateTrainingJobCompletion {
  TrainingJobName: string;
  TrainingJobArn: string;
  TuningJobArn: string;
  LabelingJobArn: string;
  AutoMLJobArn: string;
  ModelArtifacts: Any;
  TrainingJobStatus: string;
  SecondaryStatus: string;
  FailureReason: string;
  HyperParameters: Any;
  AlgorithmSpecification: Any;
  RoleArn: string;
  InputDataConfig: Any;
  OutputDataConfig: Any;
  ResourceConfig: Any;
  WarmPoolStatus: Any;
  VpcConfig: Any;
  StoppingCondition: Any;
  CreationTime: Any;
  TrainingStartTime: Any;
  TrainingEndTime: Any;
  LastModifiedTime: Any;
  SecondaryStatusTransitions: Any;
  FinalMetricDataList: Any;
  EnableNetworkIsolation: boolean;
  EnableInterContainerTrafficEncryption: boolean;
  EnableManagedSpotTraining: boolean;
  CheckpointConfig: Any;
  TrainingTimeInSeconds: number;
  BillableTimeInSeconds: number;
  BillableTokenCount: number;
  DebugHookConfig: Any;
  ExperimentConfig: Any;
  DebugRuleConfigurations: Any;
  TensorBoardOutputConfig: Any;
  DebugRuleEvaluationStatuses: Any;
  ProfilerConfig: Any;
  ProfilerRuleConfigurations: Any;
  ProfilerRuleEvaluationStatuses: Any;
  ProfilingStatus: string;
  Environment: Any;
  RetryStrategy: Any;
  RemoteDebugConfig: Any;
  InfraCheckConfig: Any;
  ServerlessJobConfig: Any;
  MlflowConfig: Any;
  ModelPackageConfig: Any;
  MlflowDetails: Any;
  ProgressInfo: Any;
  OutputModelPackageArn: string;
}

/** What `sagemaker.createTrainingJob` gives. */
export interface SagemakerCreateTrainingJobResult {
  TrainingJobArn: string;
}

/** What `sagemaker.createTransformJob` gives at the end of what it starts. */
export interface SagemakerCreateTransformJobCompletion {
  TransformJobName: string;
  TransformJobArn: string;
  TransformJobStatus: string;
  FailureReason: string;
  ModelName: string;
  MaxConcurrentTransforms: number;
  ModelClientConfig: Any;
  MaxPayloadInMB: number;
  BatchStrategy: string;
  Environment: Any;
  TransformInput: Any;
  TransformOutput: Any;
  DataCaptureConfig: Any;
  TransformResources: Any;
  CreationTime: Any;
  TransformStartTime: Any;
  TransformEndTime: Any;
  LabelingJobArn: string;
  AutoMLJobArn: string;
  DataProcessing: Any;
  ExperimentConfig: Any;
}

/** What `sagemaker.createTransformJob` gives. */
export interface SagemakerCreateTransformJobResult {
  TransformJobArn: string;
}

/** What `sagemaker.createHyperParameterTuningJob` gives at the end of what it starts. */
export interface SagemakerCreateHyperParameterTuningJobCompletion {
  HyperParameterTuningJobName: string;
  HyperParameterTuningJobArn: string;
  HyperParameterTuningJobConfig: Any;
  TrainingJobDefinition: Any;
  TrainingJobDefinitions: Any;
  HyperParameterTuningJobStatus: string;
  CreationTime: Any;
  HyperParameterTuningEndTime: Any;
  LastModifiedTime: Any;
  TrainingJobStatusCounters: Any;
  ObjectiveStatusCounters: Any;
  BestTrainingJob: Any;
  OverallBestTrainingJob: Any;
  WarmStartConfig: Any;
  Autotune: Any;
  FailureReason: string;
  TuningJobCompletionDetails: Any;
  ConsumedResources: Any;
}

/** What `sagemaker.createHyperParameterTuningJob` gives. */
export interface SagemakerCreateHyperParameterTuningJobResult {
  HyperParameterTuningJobArn: string;
}

/** What `sagemaker.createProcessingJob` gives at the end of what it starts. */
export interface SagemakerCreateProcessingJobCompletion {
  ProcessingInputs: Any;
  ProcessingOutputConfig: Any;
  ProcessingJobName: string;
  ProcessingResources: Any;
  StoppingCondition: Any;
  AppSpecification: Any;
  Environment: Any;
  NetworkConfig: Any;
  RoleArn: string;
  ExperimentConfig: Any;
  ProcessingJobArn: string;
  ProcessingJobStatus: string;
  ExitMessage: string;
  FailureReason: string;
  ProcessingEndTime: Any;
  ProcessingStartTime: Any;
  LastModifiedTime: Any;
  CreationTime: Any;
  MonitoringScheduleArn: string;
  AutoMLJobArn: string;
  TrainingJobArn: string;
}

/** What `sagemaker.createProcessingJob` gives. */
export interface SagemakerCreateProcessingJobResult {
  ProcessingJobArn: string;
}

/** What `sagemaker.createLabelingJob` gives at the end of what it starts. */
export interface SagemakerCreateLabelingJobCompletion {
  LabelingJobStatus: string;
  LabelCounters: Any;
  FailureReason: string;
  CreationTime: Any;
  LastModifiedTime: Any;
  JobReferenceCode: string;
  LabelingJobName: string;
  LabelingJobArn: string;
  LabelAttributeName: string;
  InputConfig: Any;
  OutputConfig: Any;
  RoleArn: string;
  LabelCategoryConfigS3Uri: string;
  StoppingConditions: Any;
  LabelingJobAlgorithmsConfig: Any;
  HumanTaskConfig: Any;
  Tags: Any;
  LabelingJobOutput: Any;
}

/** What `sagemaker.createLabelingJob` gives. */
export interface SagemakerCreateLabelingJobResult {
  LabelingJobArn: string;
}

/** What `sagemaker.createModel` gives. */
export interface SagemakerCreateModelResult {
  ModelArn: string;
}

/** What `sagemaker.createEndpointConfig` gives. */
export interface SagemakerCreateEndpointConfigResult {
  EndpointConfigArn: string;
}

/** What `sagemaker.createEndpoint` gives. */
export interface SagemakerCreateEndpointResult {
  EndpointArn: string;
}

/** What `sagemaker.updateEndpoint` gives. */
export interface SagemakerUpdateEndpointResult {
  EndpointArn: string;
}

/**
 * Amazon SageMaker AI.
 *
 * @example sagemaker.createTrainingJob("Train", { trainingJobName: input.job, roleArn, algorithmSpecification: { trainingImage: image, trainingInputMode: "File" }, outputDataConfig: { s3OutputPath: "s3://bucket/out" }, resourceConfig: { instanceCount: 1, instanceType: "ml.m5.large", volumeSizeInGB: 10 }, stoppingCondition: { maxRuntimeInSeconds: 3600 } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
 */
export const sagemaker: {
  /**
   * Trains a model, and waits for its end unless `waitFor` says otherwise.
   *
   * @example sagemaker.createTrainingJob("Train", { trainingJobName: input.job, roleArn, algorithmSpecification: { trainingImage: image, trainingInputMode: "File" }, outputDataConfig: { s3OutputPath: "s3://bucket/out" }, resourceConfig: { instanceCount: 1, instanceType: "ml.m5.large", volumeSizeInGB: 10 }, stoppingCondition: { maxRuntimeInSeconds: 3600 } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
   */
  readonly createTrainingJob: ServiceStep<
    SagemakerCreateTrainingJobParameters,
    { completion: SagemakerCreateTrainingJobCompletion; response: SagemakerCreateTrainingJobResult },
    "completion"
  >;
  /**
   * Applies a model to a data set, and waits for its end unless `waitFor` says otherwise.
   *
   * @example sagemaker.createTransformJob("Apply", { transformJobName: input.job, modelName: "mine", transformInput: { dataSource: { s3DataSource: { s3DataType: "S3Prefix", s3Uri: "s3://bucket/in" } } }, transformOutput: { s3OutputPath: "s3://bucket/out" }, transformResources: { instanceCount: 1, instanceType: "ml.m5.large" } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
   */
  readonly createTransformJob: ServiceStep<
    SagemakerCreateTransformJobParameters,
    { completion: SagemakerCreateTransformJobCompletion; response: SagemakerCreateTransformJobResult },
    "completion"
  >;
  /**
   * Looks for the best hyperparameters, and waits for its end unless `waitFor` says otherwise.
   *
   * @example sagemaker.createHyperParameterTuningJob("Tune", { hyperParameterTuningJobName: input.job, hyperParameterTuningJobConfig: { strategy: "Bayesian", resourceLimits: { maxParallelTrainingJobs: 2 } } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
   */
  readonly createHyperParameterTuningJob: ServiceStep<
    SagemakerCreateHyperParameterTuningJobParameters,
    {
      completion: SagemakerCreateHyperParameterTuningJobCompletion;
      response: SagemakerCreateHyperParameterTuningJobResult;
    },
    "completion"
  >;
  /**
   * Processes data, and waits for its end unless `waitFor` says otherwise.
   *
   * @example sagemaker.createProcessingJob("Prepare", { processingJobName: input.job, roleArn, appSpecification: { imageUri: image }, processingResources: { clusterConfig: { instanceCount: 1, instanceType: "ml.m5.large", volumeSizeInGB: 10 } } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
   */
  readonly createProcessingJob: ServiceStep<
    SagemakerCreateProcessingJobParameters,
    { completion: SagemakerCreateProcessingJobCompletion; response: SagemakerCreateProcessingJobResult },
    "completion"
  >;
  /**
   * Has people label data, and waits for its end unless `waitFor` says otherwise.
   *
   * @example sagemaker.createLabelingJob("Label", { labelingJobName: input.job, labelAttributeName: "kind", roleArn, inputConfig, outputConfig: { s3OutputPath: "s3://bucket/out" }, humanTaskConfig })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
   */
  readonly createLabelingJob: ServiceStep<
    SagemakerCreateLabelingJobParameters,
    { completion: SagemakerCreateLabelingJobCompletion; response: SagemakerCreateLabelingJobResult },
    "completion"
  >;
  /**
   * Makes a model of what a training job gave.
   *
   * @example sagemaker.createModel("Save", { modelName: input.model, executionRoleArn: roleArn, primaryContainer: { image, modelDataUrl: "s3://bucket/out/model.tar.gz" } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
   */
  readonly createModel: ServiceStep<
    SagemakerCreateModelParameters,
    { response: SagemakerCreateModelResult },
    "response"
  >;
  /**
   * Says on which machines models are served.
   *
   * @example sagemaker.createEndpointConfig("Configure", { endpointConfigName: input.name, productionVariants: [{ variantName: "all", modelName: input.model, initialInstanceCount: 1, instanceType: "ml.m5.large" }] })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
   */
  readonly createEndpointConfig: ServiceStep<
    SagemakerCreateEndpointConfigParameters,
    { response: SagemakerCreateEndpointConfigResult },
    "response"
  >;
  /**
   * Serves models at an endpoint. The state does not wait until it is there.
   *
   * @example sagemaker.createEndpoint("Serve", { endpointName: input.name, endpointConfigName: input.config })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
   */
  readonly createEndpoint: ServiceStep<
    SagemakerCreateEndpointParameters,
    { response: SagemakerCreateEndpointResult },
    "response"
  >;
  /**
   * Gives an endpoint another configuration. The state does not wait until it is in force.
   *
   * @example sagemaker.updateEndpoint("Serve", { endpointName: input.name, endpointConfigName: input.config })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-sagemaker.html
   */
  readonly updateEndpoint: ServiceStep<
    SagemakerUpdateEndpointParameters,
    { response: SagemakerUpdateEndpointResult },
    "response"
  >;
} = {
  createTrainingJob: serviceStep("sagemaker:createTrainingJob"),
  createTransformJob: serviceStep("sagemaker:createTransformJob"),
  createHyperParameterTuningJob: serviceStep("sagemaker:createHyperParameterTuningJob"),
  createProcessingJob: serviceStep("sagemaker:createProcessingJob"),
  createLabelingJob: serviceStep("sagemaker:createLabelingJob"),
  createModel: serviceStep("sagemaker:createModel"),
  createEndpointConfig: serviceStep("sagemaker:createEndpointConfig"),
  createEndpoint: serviceStep("sagemaker:createEndpoint"),
  updateEndpoint: serviceStep("sagemaker:updateEndpoint"),
};
