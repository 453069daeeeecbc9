import {
  batch,
  databrew,
  dynamodb,
  ecs,
  eks,
  emr,
  eventbridge,
  executionInput,
  glue,
  lambda,
  sns,
  sqs,
  stepfunctions,
  task,
} from "stepbook";
import { stateOf } from "./say.mjs";

const input = executionInput({ e: String });
const cluster = { clusterName: "c", certificateAuthority: "a", endpoint: "https://e" };

/** Each service step of the Python SDK, by its factory here with the parameters that AWS requires. */
const steps = {
  LambdaStep: [lambda.invoke, { functionName: "f" }],
  GlueStartJobRunStep: [glue.startJobRun, { jobName: "j" }],
  BatchSubmitJobStep: [batch.submitJob, { jobName: "j", jobQueue: "q", jobDefinition: "d" }],
  EcsRunTaskStep: [ecs.runTask, { taskDefinition: "t" }],
  DynamoDBGetItemStep: [dynamodb.getItem, { tableName: "t", key: {} }],
  DynamoDBPutItemStep: [dynamodb.putItem, { tableName: "t", item: {} }],
  DynamoDBDeleteItemStep: [dynamodb.deleteItem, { tableName: "t", key: {} }],
  DynamoDBUpdateItemStep: [dynamodb.updateItem, { tableName: "t", key: {} }],
  EventBridgePutEventsStep: [eventbridge.putEvents, { entries: [] }],
  SnsPublishStep: [sns.publish, { message: "m", topicArn: "t" }],
  SqsSendMessageStep: [sqs.sendMessage, { queueUrl: "q", messageBody: "m" }],
  EmrCreateClusterStep: [emr.createCluster, { name: "n", instances: {} }],
  EmrTerminateClusterStep: [emr.terminateCluster, { clusterId: "c" }],
  EmrAddStepStep: [emr.addStep, { clusterId: "c", step: { name: "s", hadoopJarStep: { jar: "j" } } }],
  EmrCancelStepStep: [emr.cancelStep, { clusterId: "c", stepId: "s" }],
  EmrSetClusterTerminationProtectionStep: [
    emr.setClusterTerminationProtection,
    { clusterId: "c", terminationProtected: true },
  ],
  EmrModifyInstanceFleetByNameStep: [
    emr.modifyInstanceFleetByName,
    { clusterId: "c", instanceFleetName: "f", instanceFleet: {} },
  ],
  EmrModifyInstanceGroupByNameStep: [
    emr.modifyInstanceGroupByName,
    { clusterId: "c", instanceGroupName: "g", instanceGroup: {} },
  ],
  GlueDataBrewStartJobRunStep: [databrew.startJobRun, { name: "n" }],
  EksCreateClusterStep: [eks.createCluster, { name: "n", roleArn: "r", resourcesVpcConfig: {} }],
  EksDeleteClusterStep: [eks.deleteCluster, { name: "n" }],
  EksCreateFargateProfileStep: [
    eks.createFargateProfile,
    { clusterName: "c", fargateProfileName: "p", podExecutionRoleArn: "r" },
  ],
  EksDeleteFargateProfileStep: [eks.deleteFargateProfile, { clusterName: "c", fargateProfileName: "p" }],
  EksCreateNodegroupStep: [
    eks.createNodegroup,
    { clusterName: "c", nodegroupName: "n", subnets: ["s"], nodeRole: "r" },
  ],
  EksDeleteNodegroupStep: [eks.deleteNodegroup, { clusterName: "c", nodegroupName: "n" }],
  EksRunJobStep: [eks.runJob, { ...cluster, job: {} }],
  EksCallStep: [eks.call, { ...cluster, method: "GET", path: "/" }],
  StepFunctionsStartExecutionStep: [stepfunctions.startExecution, { stateMachineArn: "arn" }],
};

/** How each variant of a case is said: nothing for the default of the service. */
const variants = {
  default: {},
  callback: { waitFor: "callback" },
  nowait: { waitFor: "response" },
  call_and_continue: { waitFor: "response" },
  wait_for_completion: { waitFor: "completion" },
  task_token: { waitFor: "callback" },
  wrong_type: { waitFor: "sync" },
};

/** The ARN that a service's own factory writes. */
const resourceOf = (factory, parameters, options, machine = {}) =>
  stateOf(factory("Step", parameters, options), machine).Resource;

/**
 * The recorded parameters have invented names, which the factories refuse. So the state is written with task(…), and
 * its resource is the one that the factory gives.
 */
const stepOf = (factory, parameters, options) =>
  stateOf(
    task("Step", { resource: resourceOf(factory, parameters, options), arguments: { P: { x: 1 }, E: input.e } }),
    { input },
  );

const partitionOf = (region) => resourceOf(lambda.invoke, { functionName: "f" }, {}, { partition: partitions[region] });
const partitions = { "cn-north-1": "aws-cn", "us-gov-west-1": "aws-us-gov" };

/** Steps of services, and the partitions of their ARNs. */
export const services = {
  ...Object.fromEntries(
    Object.entries(steps).flatMap(([name, [factory, parameters]]) =>
      Object.entries(variants).map(([variant, options]) => [
        `service.${name}.${variant}`,
        () => stepOf(factory, parameters, options),
      ]),
    ),
  ),
  "service.resource_argument_is_overwritten": () =>
    stateOf(lambda.invoke("L", { functionName: "f" }, { resource: "mine", timeoutSeconds: 5 })),
  ...Object.fromEntries(
    ["us-east-1", "cn-north-1", "us-gov-west-1", "eu-west-1", "xx-nowhere-9"].map((region) => [
      `partition.${region}`,
      () => partitionOf(region),
    ]),
  ),
};
