// Written by scripts/services/generate.py: change table.json there.
import type { Any } from "../placeholders/any";
import type { Choice, Flag, Given, List, Numeric, Text } from "./given";
import { type ServiceStep, serviceStep } from "./service";

interface ProjectSource {
  readonly type: Choice<
    | "CODECOMMIT"
    | "CODEPIPELINE"
    | "GITHUB"
    | "GITLAB"
    | "GITLAB_SELF_MANAGED"
    | "S3"
    | "BITBUCKET"
    | "GITHUB_ENTERPRISE"
    | "NO_SOURCE"
  >;
  readonly location?: Text;
  readonly gitCloneDepth?: Numeric;
  readonly gitSubmodulesConfig?: Given<GitSubmodulesConfig>;
  readonly buildspec?: Text;
  readonly auth?: Given<SourceAuth>;
  readonly reportBuildStatus?: Flag;
  readonly buildStatusConfig?: Given<BuildStatusConfig>;
  readonly insecureSsl?: Flag;
  readonly sourceIdentifier?: Text;
}

interface GitSubmodulesConfig {
  readonly fetchSubmodules: Flag;
}

interface SourceAuth {
  readonly type: Choice<"OAUTH" | "CODECONNECTIONS" | "SECRETS_MANAGER">;
  readonly resource?: Text;
}

interface BuildStatusConfig {
  readonly context?: Text;
  readonly targetUrl?: Text;
}

interface ProjectSourceVersion {
  readonly sourceIdentifier: Text;
  readonly sourceVersion: Text;
}

interface ProjectArtifacts {
  readonly type: Choice<"CODEPIPELINE" | "S3" | "NO_ARTIFACTS">;
  readonly location?: Text;
  readonly path?: Text;
  readonly namespaceType?: Choice<"NONE" | "BUILD_ID">;
  readonly name?: Text;
  readonly packaging?: Choice<"NONE" | "ZIP">;
  readonly overrideArtifactName?: Flag;
  readonly encryptionDisabled?: Flag;
  readonly artifactIdentifier?: Text;
  readonly bucketOwnerAccess?: Choice<"NONE" | "READ_ONLY" | "FULL">;
}

interface EnvironmentVariable {
  readonly name: Text;
  readonly value: Text;
  readonly type?: Choice<"PLAINTEXT" | "PARAMETER_STORE" | "SECRETS_MANAGER">;
}

interface ProjectCache {
  readonly type: Choice<"NO_CACHE" | "S3" | "LOCAL">;
  readonly location?: Text;
  readonly modes?: List<Choice<"LOCAL_DOCKER_LAYER_CACHE" | "LOCAL_SOURCE_CACHE" | "LOCAL_CUSTOM_CACHE">>;
  readonly cacheNamespace?: Text;
}

interface LogsConfig {
  readonly cloudWatchLogs?: Given<CloudWatchLogsConfig>;
  readonly s3Logs?: Given<S3LogsConfig>;
}

interface CloudWatchLogsConfig {
  readonly status: Choice<"ENABLED" | "DISABLED">;
  readonly groupName?: Text;
  readonly streamName?: Text;
}

interface S3LogsConfig {
  readonly status: Choice<"ENABLED" | "DISABLED">;
  readonly location?: Text;
  readonly encryptionDisabled?: Flag;
  readonly bucketOwnerAccess?: Choice<"NONE" | "READ_ONLY" | "FULL">;
}

interface RegistryCredential {
  readonly credential: Text;
  readonly credentialProvider: Choice<"SECRETS_MANAGER">;
}

interface ProjectFleet {
  readonly fleetArn?: Text;
}

/** What `codebuild.startBuild` takes. */
export interface CodebuildStartBuildParameters {
  readonly projectName: Text;
  readonly secondarySourcesOverride?: List<Given<ProjectSource>>;
  readonly secondarySourcesVersionOverride?: List<Given<ProjectSourceVersion>>;
  readonly sourceVersion?: Text;
  readonly artifactsOverride?: Given<ProjectArtifacts>;
  readonly secondaryArtifactsOverride?: List<Given<ProjectArtifacts>>;
  readonly environmentVariablesOverride?: List<Given<EnvironmentVariable>>;
  readonly sourceTypeOverride?: Choice<
    | "CODECOMMIT"
    | "CODEPIPELINE"
    | "GITHUB"
    | "GITLAB"
    | "GITLAB_SELF_MANAGED"
    | "S3"
    | "BITBUCKET"
    | "GITHUB_ENTERPRISE"
    | "NO_SOURCE"
  >;
  readonly sourceLocationOverride?: Text;
  readonly sourceAuthOverride?: Given<SourceAuth>;
  readonly gitCloneDepthOverride?: Numeric;
  readonly gitSubmodulesConfigOverride?: Given<GitSubmodulesConfig>;
  readonly buildspecOverride?: Text;
  readonly insecureSslOverride?: Flag;
  readonly reportBuildStatusOverride?: Flag;
  readonly buildStatusConfigOverride?: Given<BuildStatusConfig>;
  readonly environmentTypeOverride?: Choice<
    | "WINDOWS_CONTAINER"
    | "LINUX_CONTAINER"
    | "LINUX_GPU_CONTAINER"
    | "ARM_CONTAINER"
    | "WINDOWS_SERVER_2019_CONTAINER"
    | "WINDOWS_SERVER_2022_CONTAINER"
    | "LINUX_LAMBDA_CONTAINER"
    | "ARM_LAMBDA_CONTAINER"
    | "LINUX_EC2"
    | "ARM_EC2"
    | "WINDOWS_EC2"
    | "MAC_ARM"
  >;
  readonly imageOverride?: Text;
  readonly computeTypeOverride?: Choice<
    | "BUILD_GENERAL1_SMALL"
    | "BUILD_GENERAL1_MEDIUM"
    | "BUILD_GENERAL1_LARGE"
    | "BUILD_GENERAL1_XLARGE"
    | "BUILD_GENERAL1_2XLARGE"
    | "BUILD_LAMBDA_1GB"
    | "BUILD_LAMBDA_2GB"
    | "BUILD_LAMBDA_4GB"
    | "BUILD_LAMBDA_8GB"
    | "BUILD_LAMBDA_10GB"
    | "ATTRIBUTE_BASED_COMPUTE"
    | "CUSTOM_INSTANCE_TYPE"
  >;
  readonly certificateOverride?: Text;
  readonly cacheOverride?: Given<ProjectCache>;
  readonly serviceRoleOverride?: Text;
  readonly privilegedModeOverride?: Flag;
  readonly timeoutInMinutesOverride?: Numeric;
  readonly queuedTimeoutInMinutesOverride?: Numeric;
  readonly encryptionKeyOverride?: Text;
  readonly idempotencyToken?: Text;
  readonly logsConfigOverride?: Given<LogsConfig>;
  readonly registryCredentialOverride?: Given<RegistryCredential>;
  readonly imagePullCredentialsTypeOverride?: Choice<"CODEBUILD" | "SERVICE_ROLE">;
  readonly debugSessionEnabled?: Flag;
  readonly fleetOverride?: Given<ProjectFleet>;
  readonly autoRetryLimitOverride?: Numeric;
  readonly hostKernelOverride?: Choice<"LINUX_KERNEL_4" | "LINUX_KERNEL_6" | "LINUX_KERNEL_LATEST">;
}

/** What `codebuild.stopBuild` takes. */
export interface CodebuildStopBuildParameters {
  readonly id: Text;
}

/** What `codebuild.batchDeleteBuilds` takes. */
export interface CodebuildBatchDeleteBuildsParameters {
  readonly ids: List<Text>;
}

/** What `codebuild.batchGetReports` takes. */
export interface CodebuildBatchGetReportsParameters {
  readonly reportArns: List<Text>;
}

interface ProjectBuildBatchConfig {
  readonly serviceRole?: Text;
  readonly combineArtifacts?: Flag;
  readonly restrictions?: Given<BatchRestrictions>;
  readonly timeoutInMins?: Numeric;
  readonly batchReportMode?: Choice<"REPORT_INDIVIDUAL_BUILDS" | "REPORT_AGGREGATED_BATCH">;
}

interface BatchRestrictions {
  readonly maximumBuildsAllowed?: Numeric;
  readonly computeTypesAllowed?: List<Text>;
  readonly fleetsAllowed?: List<Text>;
}

/** What `codebuild.startBuildBatch` takes. */
export interface CodebuildStartBuildBatchParameters {
  readonly projectName: Text;
  readonly secondarySourcesOverride?: List<Given<ProjectSource>>;
  readonly secondarySourcesVersionOverride?: List<Given<ProjectSourceVersion>>;
  readonly sourceVersion?: Text;
  readonly artifactsOverride?: Given<ProjectArtifacts>;
  readonly secondaryArtifactsOverride?: List<Given<ProjectArtifacts>>;
  readonly environmentVariablesOverride?: List<Given<EnvironmentVariable>>;
  readonly sourceTypeOverride?: Choice<
    | "CODECOMMIT"
    | "CODEPIPELINE"
    | "GITHUB"
    | "GITLAB"
    | "GITLAB_SELF_MANAGED"
    | "S3"
    | "BITBUCKET"
    | "GITHUB_ENTERPRISE"
    | "NO_SOURCE"
  >;
  readonly sourceLocationOverride?: Text;
  readonly sourceAuthOverride?: Given<SourceAuth>;
  readonly gitCloneDepthOverride?: Numeric;
  readonly gitSubmodulesConfigOverride?: Given<GitSubmodulesConfig>;
  readonly buildspecOverride?: Text;
  readonly insecureSslOverride?: Flag;
  readonly reportBuildBatchStatusOverride?: Flag;
  readonly environmentTypeOverride?: Choice<
    | "WINDOWS_CONTAINER"
    | "LINUX_CONTAINER"
    | "LINUX_GPU_CONTAINER"
    | "ARM_CONTAINER"
    | "WINDOWS_SERVER_2019_CONTAINER"
    | "WINDOWS_SERVER_2022_CONTAINER"
    | "LINUX_LAMBDA_CONTAINER"
    | "ARM_LAMBDA_CONTAINER"
    | "LINUX_EC2"
    | "ARM_EC2"
    | "WINDOWS_EC2"
    | "MAC_ARM"
  >;
  readonly imageOverride?: Text;
  readonly computeTypeOverride?: Choice<
    | "BUILD_GENERAL1_SMALL"
    | "BUILD_GENERAL1_MEDIUM"
    | "BUILD_GENERAL1_LARGE"
    | "BUILD_GENERAL1_XLARGE"
    | "BUILD_GENERAL1_2XLARGE"
    | "BUILD_LAMBDA_1GB"
    | "BUILD_LAMBDA_2GB"
    | "BUILD_LAMBDA_4GB"
    | "BUILD_LAMBDA_8GB"
    | "BUILD_LAMBDA_10GB"
    | "ATTRIBUTE_BASED_COMPUTE"
    | "CUSTOM_INSTANCE_TYPE"
  >;
  readonly certificateOverride?: Text;
  readonly cacheOverride?: Given<ProjectCache>;
  readonly serviceRoleOverride?: Text;
  readonly privilegedModeOverride?: Flag;
  readonly buildTimeoutInMinutesOverride?: Numeric;
  readonly queuedTimeoutInMinutesOverride?: Numeric;
  readonly encryptionKeyOverride?: Text;
  readonly idempotencyToken?: Text;
  readonly logsConfigOverride?: Given<LogsConfig>;
  readonly registryCredentialOverride?: Given<RegistryCredential>;
  readonly imagePullCredentialsTypeOverride?: Choice<"CODEBUILD" | "SERVICE_ROLE">;
  readonly buildBatchConfigOverride?: Given<ProjectBuildBatchConfig>;
  readonly debugSessionEnabled?: Flag;
}

/** What `codebuild.stopBuildBatch` takes. */
export interface CodebuildStopBuildBatchParameters {
  readonly id: Text;
}

/** What `codebuild.retryBuildBatch` takes. */
export interface CodebuildRetryBuildBatchParameters {
  readonly id?: Text;
  readonly idempotencyToken?: Text;
  readonly retryType?: Choice<"RETRY_ALL_BUILDS" | "RETRY_FAILED_BUILDS">;
}

/** What `codebuild.deleteBuildBatch` takes. */
export interface CodebuildDeleteBuildBatchParameters {
  readonly id: Text;
}

/** What `codebuild.startBuild` gives. */
export interface CodebuildStartBuildResult {
  Build: Any;
}

/** What `codebuild.stopBuild` gives. */
export interface CodebuildStopBuildResult {
  Build: Any;
}

/** What `codebuild.batchDeleteBuilds` gives. */
export interface CodebuildBatchDeleteBuildsResult {
  BuildsDeleted: Any;
  BuildsNotDeleted: Any;
}

/** What `codebuild.batchGetReports` gives. */
export interface CodebuildBatchGetReportsResult {
  Reports: Any;
  ReportsNotFound: Any;
}

/** What `codebuild.startBuildBatch` gives. */
export interface CodebuildStartBuildBatchResult {
  BuildBatch: Any;
}

/** What `codebuild.stopBuildBatch` gives. */
export interface CodebuildStopBuildBatchResult {
  BuildBatch: Any;
}

/** What `codebuild.retryBuildBatch` gives. */
export interface CodebuildRetryBuildBatchResult {
  BuildBatch: Any;
}

/** What `codebuild.deleteBuildBatch` gives. */
export interface CodebuildDeleteBuildBatchResult {
  StatusCode: string;
  BuildsDeleted: Any;
  BuildsNotDeleted: Any;
}

/**
 * AWS CodeBuild.
 *
 * @example codebuild.startBuild("Build", { projectName: "site" })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html
 */
export const codebuild: {
  /**
   * Runs a build, and waits for its end unless `waitFor` says otherwise.
   *
   * @example codebuild.startBuild("Build", { projectName: "site" })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html
   */
  readonly startBuild: ServiceStep<
    CodebuildStartBuildParameters,
    { completion: Any; response: CodebuildStartBuildResult },
    "completion"
  >;
  /**
   * Stops a build.
   *
   * @example codebuild.stopBuild("Stop", { id: input.id })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html
   */
  readonly stopBuild: ServiceStep<CodebuildStopBuildParameters, { response: CodebuildStopBuildResult }, "response">;
  /**
   * Deletes builds.
   *
   * @example codebuild.batchDeleteBuilds("Delete", { ids: [input.id] })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html
   */
  readonly batchDeleteBuilds: ServiceStep<
    CodebuildBatchDeleteBuildsParameters,
    { response: CodebuildBatchDeleteBuildsResult },
    "response"
  >;
  /**
   * Reads reports of builds.
   *
   * @example codebuild.batchGetReports("Reports", { reportArns: [input.id] })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html
   */
  readonly batchGetReports: ServiceStep<
    CodebuildBatchGetReportsParameters,
    { response: CodebuildBatchGetReportsResult },
    "response"
  >;
  /**
   * Runs a batch of builds, and waits for its end unless `waitFor` says otherwise.
   *
   * @example codebuild.startBuildBatch("Build all", { projectName: "site" })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html
   */
  readonly startBuildBatch: ServiceStep<
    CodebuildStartBuildBatchParameters,
    { completion: Any; response: CodebuildStartBuildBatchResult },
    "completion"
  >;
  /**
   * Stops a batch of builds.
   *
   * @example codebuild.stopBuildBatch("Stop all", { id: input.id })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html
   */
  readonly stopBuildBatch: ServiceStep<
    CodebuildStopBuildBatchParameters,
    { response: CodebuildStopBuildBatchResult },
    "response"
  >;
  /**
   * Runs a batch of builds again, and waits for its end unless `waitFor` says otherwise.
   *
   * @example codebuild.retryBuildBatch("Again", { id: input.id, retryType: "RETRY_FAILED_BUILDS" })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html
   */
  readonly retryBuildBatch: ServiceStep<
    CodebuildRetryBuildBatchParameters,
    { completion: Any; response: CodebuildRetryBuildBatchResult },
    "completion"
  >;
  /**
   * Deletes a batch of builds.
   *
   * @example codebuild.deleteBuildBatch("Delete all", { id: input.id })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html
   */
  readonly deleteBuildBatch: ServiceStep<
    CodebuildDeleteBuildBatchParameters,
    { response: CodebuildDeleteBuildBatchResult },
    "response"
  >;
} = {
  startBuild: serviceStep("codebuild:startBuild"),
  stopBuild: serviceStep("codebuild:stopBuild"),
  batchDeleteBuilds: serviceStep("codebuild:batchDeleteBuilds"),
  batchGetReports: serviceStep("codebuild:batchGetReports"),
  startBuildBatch: serviceStep("codebuild:startBuildBatch"),
  stopBuildBatch: serviceStep("codebuild:stopBuildBatch"),
  retryBuildBatch: serviceStep("codebuild:retryBuildBatch"),
  deleteBuildBatch: serviceStep("codebuild:deleteBuildBatch"),
};
