import type { Grant } from "./policy";
import type { Call } from "./task";

/** What a service's action needs. `waits` tells whether the state waits for the end of what it starts. */
export type Needs = (call: Call, waits: boolean) => readonly Grant[];

const everything = ["*"];

/** Where a parameter that names the resource is missing, any may be meant. */
const allow = (why: string, resources: readonly string[], ...actions: readonly string[]): Grant => ({
  actions,
  resources: resources.length === 0 ? everything : resources,
  why,
});

/** The rule by which Step Functions learns of the end of a job. */
const rule = (call: Call, name: string): Grant =>
  allow(
    "learns of the end of the job from EventBridge",
    [call.arn("events", `rule/StepFunctions${name}`)],
    "events:PutTargets",
    "events:PutRule",
    "events:DescribeRule",
  );

/** Handing a role to a service. */
function pass(call: Call, service: string, ...paths: readonly string[]): readonly Grant[] {
  const roles = paths.flatMap((path) => call.texts(path, "*", "the policy lets every role be passed"));
  const arns = roles.map((role) => (role.startsWith("arn:") ? role : roleArn(call, role)));
  return arns.length === 0 ? [] : [passing(arns, service)];
}

const passing = (resources: readonly string[], service: string): Grant => ({
  ...allow("hands the role to the service", resources, "iam:PassRole"),
  condition: { StringEquals: { "iam:PassedToService": [service] } },
});

const roleArn = ({ region }: Call, name: string): string =>
  `arn:${region.partition}:iam::${region.account}:role/${name}`;

/** A job of SageMaker, which is started, tagged, and where the state waits for it watched and stopped. */
const sageMakerJob =
  (kind: string, name: string, operation: string, ruleName: string, ...roles: readonly string[]): Needs =>
  (call, waits) => {
    const jobs = call.arns(name, "sagemaker", `${kind}/`, `SageMaker ${kind}`);
    return [
      allow("starts the job", jobs, `sagemaker:Create${operation}`, "sagemaker:AddTags", "sagemaker:ListTags"),
      ...(waits
        ? [
            allow(
              "waits for the end of the job, and stops it",
              jobs,
              `sagemaker:Describe${operation}`,
              `sagemaker:Stop${operation}`,
            ),
            rule(call, ruleName),
          ]
        : []),
      ...pass(call, "sagemaker.amazonaws.com", ...roles),
    ];
  };

/** Something of SageMaker's that is there at once. */
const sageMakerThing =
  (operation: string, kinds: { readonly [parameter: string]: string }, ...roles: readonly string[]): Needs =>
  (call) => [
    allow(
      `calls ${operation}`,
      Object.entries(kinds).flatMap(([name, kind]) => call.arns(name, "sagemaker", `${kind}/`, `SageMaker ${kind}`)),
      `sagemaker:${operation}`,
      "sagemaker:ListTags",
      ...(call.has("Tags") ? ["sagemaker:AddTags"] : []),
    ),
    ...pass(call, "sagemaker.amazonaws.com", ...roles),
  ];

/** An action on one kind of resource, and the actions that follow where the state waits. */
const on =
  (
    service: string,
    action: string,
    resources: (call: Call) => readonly string[],
    waiting: readonly string[] = [],
    watched: (call: Call) => readonly string[] = resources,
  ): Needs =>
  (call, waits) => [
    allow(`calls ${action}`, resources(call), `${service}:${action}`),
    ...(waits && waiting.length > 0
      ? [allow("waits for the end of what it starts", watched(call), ...waiting.map((one) => `${service}:${one}`))]
      : []),
  ];

const both =
  (needs: Needs, more: Needs): Needs =>
  (call, waits) => [...needs(call, waits), ...more(call, waits)];

const named = (path: string, service: string, kind: string, what: string) => (call: Call) =>
  call.arns(path, service, kind, what);
const any = () => everything;

const tables = named("TableName", "dynamodb", "table/", "table");
const eksCluster = (path: string) => named(path, "eks", "cluster/", "EKS cluster");
const emrServerless = (call: Call) => {
  const applications = call.arns("ApplicationId", "emr-serverless", "/applications/", "application");
  return [...applications, ...applications.map((arn) => `${arn}/jobruns/*`)];
};
const newApplications = (call: Call) => [call.arn("emr-serverless", "/*")];
const projects = named("ProjectName", "codebuild", "project/", "project");
const builds = (path: string) => (call: Call) =>
  call
    .texts(path, "*", "the policy allows the builds of every project")
    .map((id) => call.arn("codebuild", `project/${id.replace(/:.*/, "")}`));
const virtualClusters = named("VirtualClusterId", "emr-containers", "/virtualclusters/", "virtual cluster");
const athena = named("WorkGroup", "athena", "workgroup/", "work group");
const workGroups = (call: Call): readonly string[] => {
  const given = athena(call);
  return given.length > 0 ? given : [call.arn("athena", "workgroup/*")];
};

/** The ARNs of a Lambda function, and of its versions and aliases where none is named. */
export function functionArns(call: Call, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    const partial = /^(?:\d{12}:)?function:(.+)$/.exec(name);
    const arn = name.startsWith("arn:")
      ? name
      : partial
        ? /^\d/.test(name)
          ? `arn:${call.region.partition}:lambda:${call.region.region}:${name}`
          : call.arn("lambda", name)
        : call.arn("lambda", `function:${name}`);
    const isQualified = arn.split(":").length > 7 || arn.endsWith(":*");
    return isQualified ? [arn] : [arn, `${arn}:*`];
  });
}

/** A queue's ARN, from its URL. */
function queueArns(call: Call): readonly string[] {
  return call.texts("QueueUrl", "*", "the policy allows every queue").map((url) => {
    const [, region, account, name] = /^https:\/\/sqs\.([\w-]+)\.[\w.-]+\/(\d{12})\/([\w.-]+)$/.exec(url) ?? [];
    if (name) return `arn:${call.region.partition}:sqs:${region}:${account}:${name}`;
    if (url !== "*") call.warn(`QueueUrl is not a URL of SQS, so that the policy allows every queue.`);
    return call.arn("sqs", "*");
  });
}

function topicNeeds(call: Call): readonly Grant[] {
  const topics = ["TopicArn", "TargetArn"].flatMap((path) =>
    call.texts(path, call.arn("sns", "*"), "the policy allows every topic"),
  );
  // A text message goes to a phone number, which is no resource.
  const phone = call.has("PhoneNumber");
  return [allow("publishes the message", phone || topics.length === 0 ? everything : topics, "sns:Publish")];
}

function busArns(call: Call): readonly string[] {
  const known = call.known("Entries[].EventBusName");
  const names = known.map((one) => (one.kind === "text" ? one.text : one.kind === "absent" ? "default" : "*"));
  if (names.includes("*"))
    call.warn("EventBusName is known only when it runs, so that the policy allows every event bus.");
  return names.map((name) => (name.startsWith("arn:") ? name : call.arn("events", `event-bus/${name}`)));
}

function nestedExecution(call: Call, waits: boolean): readonly Grant[] {
  const machines = call.texts(
    "StateMachineArn",
    call.arn("states", "stateMachine:*"),
    "the policy allows every state machine",
  );
  const executions = machines.map(
    (arn) => `${arn.replace(":stateMachine:", ":execution:").replace(/(:execution:[^:]+):.*/, "$1")}:*`,
  );
  const start = allow("starts an execution", machines, "states:StartExecution");
  if (!waits) return [start];
  return [
    start,
    allow(
      "waits for the end of the execution, and stops it",
      executions,
      "states:DescribeExecution",
      "states:StopExecution",
    ),
    rule(call, "GetEventsForStepFunctionsExecutionRule"),
  ];
}

function ecsTask(call: Call, waits: boolean): readonly Grant[] {
  const definitions = call
    .texts("TaskDefinition", "*", "the policy allows every task definition")
    .map((name) =>
      name.startsWith("arn:") ? name : call.arn("ecs", `task-definition/${/:\d+$/.test(name) ? name : `${name}:*`}`),
    );
  const overrides = ["Overrides.TaskRoleArn", "Overrides.ExecutionRoleArn"].flatMap((path) =>
    call.texts(path, "*", "the policy lets every role be passed"),
  );
  if (overrides.length < 2)
    call.warn(
      "the roles of the task definition are not known here, so that the policy lets every role of the account be passed to ECS tasks. Narrow it to them.",
    );
  const roles = overrides.length < 2 ? [roleArn(call, "*")] : overrides;
  return [
    allow("runs the task", definitions, "ecs:RunTask"),
    ...(waits
      ? [
          allow("waits for the end of the task, and stops it", everything, "ecs:StopTask", "ecs:DescribeTasks"),
          rule(call, "GetEventsForECSTaskRule"),
        ]
      : []),
    passing(roles, "ecs-tasks.amazonaws.com"),
  ];
}

function restApi(call: Call): readonly Grant[] {
  const isSigned = call.known("AuthType")[0]!;
  if (isSigned.kind !== "dynamic" && !(isSigned.kind === "text" && isSigned.text === "IAM_ROLE")) return [];
  const part = (path: string, missing: string) => {
    const [known] = call.known(path);
    return known?.kind === "text" ? known.text.replace(/^\//, "") : known?.kind === "absent" ? missing : "*";
  };
  const id = part("ApiEndpoint", "*").split(".")[0];
  const resource = `${id}/${part("Stage", "*")}/${part("Method", "*")}/${part("Path", "")}`;
  if (resource.includes("*"))
    call.warn("parts of the API's address are known only when it runs, so that the policy allows all of them.");
  return [allow("calls the API", [call.arn("execute-api", resource)], "execute-api:Invoke")];
}

function httpEndpoint(call: Call): readonly Grant[] {
  const paths = ["Authentication.ConnectionArn", "InvocationConfig.ConnectionArn"].filter((path) => call.has(path));
  const connections = paths.flatMap((path) =>
    call.texts(path, call.arn("events", "connection/*"), "the policy allows every connection"),
  );
  const methods = call.texts("Method", "*", "the policy allows every method");
  const endpoints = call.texts("ApiEndpoint", "*", "the policy allows every endpoint");
  return [
    {
      ...allow("calls the endpoint", [call.arn("states", "stateMachine:*")], "states:InvokeHTTPEndpoint"),
      condition: {
        StringEquals: methods.includes("*") ? {} : { "states:HTTPMethod": methods },
        StringLike: { "states:HTTPEndpoint": endpoints },
      },
    },
    allow("reads the connection's credentials", connections, "events:RetrieveConnectionCredentials"),
    allow(
      "reads the connection's secret",
      [call.arn("secretsmanager", "secret:events!connection/*")],
      "secretsmanager:GetSecretValue",
      "secretsmanager:DescribeSecret",
    ),
  ];
}

function model(call: Call): readonly Grant[] {
  const { partition, region } = call.region;
  const models = call
    .texts("ModelId", "*", "the policy allows every model")
    .map((id) => (id.startsWith("arn:") ? id : `arn:${partition}:bedrock:${region}::foundation-model/${id}`));
  const objects = (path: string, action: string, why: string) =>
    call
      .texts(path, "s3://*", "the policy allows every object")
      .map((uri) => allow(why, [`arn:${partition}:s3:::${uri.replace(/^s3:\/\//, "")}`], action));
  return [
    allow("calls the model", models, "bedrock:InvokeModel"),
    ...objects("Input.S3Uri", "s3:GetObject", "reads what the model is given"),
    ...objects("Output.S3Uri", "s3:PutObject", "writes what the model gives"),
  ];
}

function query(call: Call, waits: boolean): readonly Grant[] {
  const { partition } = call.region;
  const places = call.texts(
    "ResultConfiguration.OutputLocation",
    "s3://*",
    "the policy allows results in every bucket",
  );
  if (places.length === 0)
    call.warn(
      "the place of the results is that of the work group: allow s3:GetObject, s3:PutObject and s3:ListBucket there.",
    );
  const buckets = places.map((uri) => uri.replace(/^s3:\/\//, "").split("/")[0]!);
  return [
    allow("starts the query", workGroups(call), "athena:StartQueryExecution", "athena:GetDataCatalog"),
    ...(waits
      ? [
          allow(
            "waits for the end of the query, and stops it",
            workGroups(call),
            "athena:GetQueryExecution",
            "athena:StopQueryExecution",
          ),
        ]
      : []),
    ...(buckets.length === 0
      ? []
      : [
          allow(
            "reads and writes the results",
            buckets.flatMap((bucket) => [`arn:${partition}:s3:::${bucket}`, `arn:${partition}:s3:::${bucket}/*`]),
            "s3:GetBucketLocation",
            "s3:GetObject",
            "s3:ListBucket",
            "s3:ListBucketMultipartUploads",
            "s3:ListMultipartUploadParts",
            "s3:AbortMultipartUpload",
            "s3:PutObject",
          ),
        ]),
    allow(
      "reads the catalog of the data",
      ["catalog", "database/*", "table/*", "userDefinedFunction/*"].map((kind) => call.arn("glue", kind)),
      "glue:GetDatabase",
      "glue:GetDatabases",
      "glue:GetPartition",
      "glue:GetPartitions",
      "glue:BatchGetPartition",
      "glue:GetTable",
      "glue:GetTables",
    ),
    allow("reads data that Lake Formation guards", everything, "lakeformation:GetDataAccess"),
  ];
}

const endpointKinds = { EndpointName: "endpoint", EndpointConfigName: "endpoint-config" };
const emrCluster = named("ClusterId", "elasticmapreduce", "cluster/", "cluster");

/** One row for each optimized integration. */
export const integrations: Readonly<Record<string, Needs>> = {
  "apigateway:invoke": restApi,
  "athena:getQueryExecution": on("athena", "GetQueryExecution", workGroups),
  "athena:getQueryResults": both(on("athena", "GetQueryResults", workGroups), (call) => {
    call.warn("the results lie in S3: allow s3:GetObject there.");
    return [];
  }),
  "athena:startQueryExecution": query,
  "athena:stopQueryExecution": on("athena", "StopQueryExecution", workGroups),
  "batch:submitJob": (call, waits) => [
    allow(
      "submits the job",
      [
        ...call
          .texts("JobDefinition", "*", "the policy allows every job definition")
          .map((name) =>
            name.startsWith("arn:")
              ? name
              : call.arn("batch", `job-definition/${/:\d+$/.test(name) || name === "*" ? name : `${name}:*`}`),
          ),
        ...call.arns("JobQueue", "batch", "job-queue/", "job queue"),
      ],
      "batch:SubmitJob",
    ),
    ...(waits
      ? [
          allow("waits for the end of the job, and stops it", everything, "batch:DescribeJobs", "batch:TerminateJob"),
          rule(call, "GetEventsForBatchJobsRule"),
        ]
      : []),
  ],
  "bedrock:createModelCustomizationJob": both(
    on(
      "bedrock",
      "CreateModelCustomizationJob",
      (call) => [
        ...call
          .texts("BaseModelIdentifier", "*", "the policy allows every model")
          .map((id) =>
            id.startsWith("arn:")
              ? id
              : `arn:${call.region.partition}:bedrock:${call.region.region}::foundation-model/${id}`,
          ),
        call.arn("bedrock", "custom-model/*"),
        call.arn("bedrock", "model-customization-job/*"),
      ],
      ["GetModelCustomizationJob", "StopModelCustomizationJob"],
      (call) => [call.arn("bedrock", "model-customization-job/*")],
    ),
    (call) => [
      allow(
        "tags the job and its model",
        [call.arn("bedrock", "custom-model/*"), call.arn("bedrock", "model-customization-job/*")],
        "bedrock:TagResource",
      ),
      ...pass(call, "bedrock.amazonaws.com", "RoleArn"),
    ],
  ),
  "bedrock:invokeModel": model,
  "codebuild:batchDeleteBuilds": on("codebuild", "BatchDeleteBuilds", builds("Ids[]")),
  "codebuild:batchGetReports": on("codebuild", "BatchGetReports", (call) => [call.arn("codebuild", "report-group/*")]),
  "codebuild:deleteBuildBatch": on("codebuild", "DeleteBuildBatch", builds("Id")),
  "codebuild:retryBuildBatch": both(
    on("codebuild", "RetryBuildBatch", builds("Id"), ["StopBuildBatch", "BatchGetBuildBatches"]),
    (call, waits) => (waits ? [rule(call, "GetEventForCodeBuildStartBuildBatchRule")] : []),
  ),
  "codebuild:startBuild": both(
    on("codebuild", "StartBuild", projects, ["StopBuild", "BatchGetBuilds"]),
    (call, waits) => (waits ? [rule(call, "GetEventForCodeBuildStartBuildRule")] : []),
  ),
  "codebuild:startBuildBatch": both(
    on("codebuild", "StartBuildBatch", projects, ["StopBuildBatch", "BatchGetBuildBatches"]),
    (call, waits) => (waits ? [rule(call, "GetEventForCodeBuildStartBuildBatchRule")] : []),
  ),
  "codebuild:stopBuild": on("codebuild", "StopBuild", builds("Id")),
  "codebuild:stopBuildBatch": on("codebuild", "StopBuildBatch", builds("Id")),
  "databrew:startJobRun": on("databrew", "StartJobRun", named("Name", "databrew", "job/", "job"), [
    "ListJobRuns",
    "StopJobRun",
  ]),
  "dynamodb:deleteItem": on("dynamodb", "DeleteItem", tables),
  "dynamodb:getItem": on("dynamodb", "GetItem", tables),
  "dynamodb:putItem": on("dynamodb", "PutItem", tables),
  "dynamodb:updateItem": on("dynamodb", "UpdateItem", tables),
  "ecs:runTask": ecsTask,
  "eks:call": () => [],
  "eks:createCluster": both(
    on("eks", "CreateCluster", any, ["DescribeCluster", "DeleteCluster"], eksCluster("Name")),
    (call) => pass(call, "eks.amazonaws.com", "RoleArn"),
  ),
  "eks:createFargateProfile": both(
    on(
      "eks",
      "CreateFargateProfile",
      eksCluster("ClusterName"),
      ["DescribeFargateProfile", "DeleteFargateProfile"],
      (call) => [call.arn("eks", "fargateprofile/*")],
    ),
    (call) => pass(call, "eks-fargate-pods.amazonaws.com", "PodExecutionRoleArn"),
  ),
  "eks:createNodegroup": both(
    on("eks", "CreateNodegroup", eksCluster("ClusterName"), ["DescribeNodegroup", "DeleteNodegroup"], (call) => [
      call.arn("eks", "nodegroup/*"),
    ]),
    (call) => [
      allow("looks up the subnets", everything, "ec2:DescribeSubnets"),
      ...pass(call, "eks.amazonaws.com", "NodeRole"),
    ],
  ),
  "eks:deleteCluster": on("eks", "DeleteCluster", eksCluster("Name"), ["DescribeCluster"]),
  "eks:deleteFargateProfile": on("eks", "DeleteFargateProfile", (call) => [call.arn("eks", "fargateprofile/*")], [
    "DescribeFargateProfile",
  ]),
  "eks:deleteNodegroup": on("eks", "DeleteNodegroup", (call) => [call.arn("eks", "nodegroup/*")], [
    "DescribeNodegroup",
  ]),
  "eks:runJob": () => [],
  "elasticmapreduce:addStep": both(
    on("elasticmapreduce", "AddJobFlowSteps", emrCluster, ["DescribeStep", "CancelSteps"]),
    (call, waits) => (waits ? [rule(call, "GetEventForEMRAddJobFlowStepsRule")] : []),
  ),
  "elasticmapreduce:cancelStep": on("elasticmapreduce", "CancelSteps", emrCluster),
  "elasticmapreduce:createCluster": (call, waits) => [
    allow("starts the cluster", everything, "elasticmapreduce:RunJobFlow"),
    allow(
      "looks after the cluster, and stops it",
      [call.arn("elasticmapreduce", "cluster/*")],
      "elasticmapreduce:DescribeCluster",
      "elasticmapreduce:TerminateJobFlows",
      ...(call.has("Tags") ? ["elasticmapreduce:AddTags"] : []),
    ),
    ...(waits ? [rule(call, "GetEventForEMRRunJobFlowRule")] : []),
    ...pass(call, "elasticmapreduce.amazonaws.com", "ServiceRole", "AutoScalingRole"),
    ...pass(call, "ec2.amazonaws.com", "JobFlowRole"),
  ],
  "elasticmapreduce:modifyInstanceFleetByName": both(
    on("elasticmapreduce", "ModifyInstanceFleet", emrCluster),
    on("elasticmapreduce", "ListInstanceFleets", emrCluster),
  ),
  "elasticmapreduce:modifyInstanceGroupByName": both(
    on("elasticmapreduce", "ModifyInstanceGroups", emrCluster),
    on("elasticmapreduce", "ListInstanceGroups", emrCluster),
  ),
  "elasticmapreduce:setClusterTerminationProtection": on("elasticmapreduce", "SetTerminationProtection", emrCluster),
  "elasticmapreduce:terminateCluster": both(
    on("elasticmapreduce", "TerminateJobFlows", emrCluster, ["DescribeCluster"]),
    (call, waits) => (waits ? [rule(call, "GetEventForEMRTerminateJobFlowsRule")] : []),
  ),
  "emr-containers:createVirtualCluster": both(on("emr-containers", "CreateVirtualCluster", any), (call) => [
    {
      ...allow(
        "makes the role that EMR on EKS works with",
        [
          `arn:${call.region.partition}:iam::${call.region.account}:role/aws-service-role/emr-containers.amazonaws.com/AWSServiceRoleForAmazonEMRContainers`,
        ],
        "iam:CreateServiceLinkedRole",
      ),
      condition: { StringLike: { "iam:AWSServiceName": ["emr-containers.amazonaws.com"] } },
    },
  ]),
  "emr-containers:deleteVirtualCluster": on(
    "emr-containers",
    "DeleteVirtualCluster",
    named("Id", "emr-containers", "/virtualclusters/", "virtual cluster"),
    ["DescribeVirtualCluster"],
  ),
  "emr-containers:startJobRun": on(
    "emr-containers",
    "StartJobRun",
    virtualClusters,
    ["DescribeJobRun", "CancelJobRun"],
    (call) => virtualClusters(call).map((arn) => `${arn}/jobruns/*`),
  ),
  "emr-serverless:cancelJobRun": on("emr-serverless", "CancelJobRun", emrServerless, ["GetJobRun"]),
  "emr-serverless:createApplication": on("emr-serverless", "CreateApplication", newApplications, [
    "GetApplication",
    "DeleteApplication",
  ]),
  "emr-serverless:deleteApplication": on("emr-serverless", "DeleteApplication", emrServerless, ["GetApplication"]),
  "emr-serverless:startApplication": on("emr-serverless", "StartApplication", emrServerless, [
    "GetApplication",
    "StopApplication",
  ]),
  "emr-serverless:startJobRun": both(
    on("emr-serverless", "StartJobRun", emrServerless, ["GetJobRun", "CancelJobRun"]),
    (call) => pass(call, "emr-serverless.amazonaws.com", "ExecutionRoleArn"),
  ),
  "emr-serverless:stopApplication": on("emr-serverless", "StopApplication", emrServerless, ["GetApplication"]),
  "events:putEvents": on("events", "PutEvents", busArns),
  "glue:startJobRun": on("glue", "StartJobRun", named("JobName", "glue", "job/", "job"), [
    "GetJobRun",
    "GetJobRuns",
    "BatchStopJobRun",
  ]),
  "http:invoke": httpEndpoint,
  "lambda:invoke": (call) => [
    allow(
      "calls the function",
      functionArns(call, call.texts("FunctionName", "*", "the policy allows every function")),
      "lambda:InvokeFunction",
    ),
  ],
  "mediaconvert:createJob": (call, waits) => [
    allow("starts the job", everything, "mediaconvert:CreateJob"),
    ...(waits
      ? [
          allow(
            "waits for the end of the job, and stops it",
            [call.arn("mediaconvert", "jobs/*")],
            "mediaconvert:GetJob",
            "mediaconvert:CancelJob",
          ),
          rule(call, "GetEventsForMediaConvertJobRule"),
        ]
      : []),
    ...pass(call, "mediaconvert.amazonaws.com", "Role"),
  ],
  "sagemaker:createEndpoint": sageMakerThing("CreateEndpoint", endpointKinds),
  "sagemaker:createEndpointConfig": sageMakerThing("CreateEndpointConfig", { EndpointConfigName: "endpoint-config" }),
  "sagemaker:createHyperParameterTuningJob": sageMakerJob(
    "hyper-parameter-tuning-job",
    "HyperParameterTuningJobName",
    "HyperParameterTuningJob",
    "GetEventsForSageMakerTuningJobsRule",
    "TrainingJobDefinition.RoleArn",
    "TrainingJobDefinitions[].RoleArn",
  ),
  "sagemaker:createLabelingJob": sageMakerJob(
    "labeling-job",
    "LabelingJobName",
    "LabelingJob",
    "GetEventsForSageMakerLabelingJobsRule",
    "RoleArn",
  ),
  "sagemaker:createModel": sageMakerThing("CreateModel", { ModelName: "model" }, "ExecutionRoleArn"),
  "sagemaker:createProcessingJob": sageMakerJob(
    "processing-job",
    "ProcessingJobName",
    "ProcessingJob",
    "GetEventsForSageMakerProcessingJobsRule",
    "RoleArn",
  ),
  "sagemaker:createTrainingJob": sageMakerJob(
    "training-job",
    "TrainingJobName",
    "TrainingJob",
    "GetEventsForSageMakerTrainingJobsRule",
    "RoleArn",
  ),
  "sagemaker:createTransformJob": sageMakerJob(
    "transform-job",
    "TransformJobName",
    "TransformJob",
    "GetEventsForSageMakerTransformJobsRule",
  ),
  "sagemaker:updateEndpoint": sageMakerThing("UpdateEndpoint", endpointKinds),
  "sns:publish": topicNeeds,
  "sqs:sendMessage": (call) => [allow("sends the message", queueArns(call), "sqs:SendMessage")],
  "states:startExecution": nestedExecution,
};
