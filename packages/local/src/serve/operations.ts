import type { LocalStepFunctions } from "../api";

/** The kinds of JSON values that members of requests are. */
export type MemberKind = "text" | "count" | "number" | "flag" | "record" | "list";

/** The members of an operation's request; those whose kind ends in `!` must be there. */
export type RequestShape = Readonly<Record<string, MemberKind | `${MemberKind}!`>>;

const paging: RequestShape = { maxResults: "count", nextToken: "text" };

/**
 * Every operation of the service, with what it is asked by.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html
 */
export const requestShapes: Readonly<Record<keyof LocalStepFunctions, RequestShape>> = {
  createActivity: { name: "text!", tags: "list", encryptionConfiguration: "record" },
  createStateMachine: {
    name: "text!",
    definition: "text!",
    roleArn: "text!",
    type: "text",
    loggingConfiguration: "record",
    tags: "list",
    tracingConfiguration: "record",
    publish: "flag",
    versionDescription: "text",
    encryptionConfiguration: "record",
  },
  createStateMachineAlias: { name: "text!", routingConfiguration: "list!", description: "text" },
  deleteActivity: { activityArn: "text!" },
  deleteStateMachine: { stateMachineArn: "text!" },
  deleteStateMachineAlias: { stateMachineAliasArn: "text!" },
  deleteStateMachineVersion: { stateMachineVersionArn: "text!" },
  describeActivity: { activityArn: "text!" },
  describeExecution: { executionArn: "text!", includedData: "text" },
  describeMapRun: { mapRunArn: "text!" },
  describeStateMachine: { stateMachineArn: "text!", includedData: "text" },
  describeStateMachineAlias: { stateMachineAliasArn: "text!" },
  describeStateMachineForExecution: { executionArn: "text!", includedData: "text" },
  getActivityTask: { activityArn: "text!", workerName: "text" },
  getExecutionHistory: { executionArn: "text!", ...paging, reverseOrder: "flag", includeExecutionData: "flag" },
  listActivities: paging,
  listExecutions: {
    stateMachineArn: "text",
    mapRunArn: "text",
    statusFilter: "text",
    redriveFilter: "text",
    ...paging,
  },
  listMapRuns: { executionArn: "text!", ...paging },
  listStateMachineAliases: { stateMachineArn: "text!", ...paging },
  listStateMachineVersions: { stateMachineArn: "text!", ...paging },
  listStateMachines: paging,
  listTagsForResource: { resourceArn: "text!" },
  publishStateMachineVersion: { stateMachineArn: "text!", revisionId: "text", description: "text" },
  redriveExecution: { executionArn: "text!", clientToken: "text" },
  sendTaskFailure: { taskToken: "text!", error: "text", cause: "text" },
  sendTaskHeartbeat: { taskToken: "text!" },
  sendTaskSuccess: { taskToken: "text!", output: "text!" },
  startExecution: { stateMachineArn: "text!", name: "text", input: "text", traceHeader: "text" },
  startSyncExecution: {
    stateMachineArn: "text!",
    name: "text",
    input: "text",
    traceHeader: "text",
    includedData: "text",
  },
  stopExecution: { executionArn: "text!", error: "text", cause: "text" },
  tagResource: { resourceArn: "text!", tags: "list!" },
  testState: {
    definition: "text!",
    roleArn: "text",
    input: "text",
    inspectionLevel: "text",
    revealSecrets: "flag",
    variables: "text",
    stateName: "text",
    mock: "record",
    context: "text",
    stateConfiguration: "record",
  },
  untagResource: { resourceArn: "text!", tagKeys: "list!" },
  updateMapRun: {
    mapRunArn: "text!",
    maxConcurrency: "count",
    toleratedFailurePercentage: "number",
    toleratedFailureCount: "count",
  },
  updateStateMachine: {
    stateMachineArn: "text!",
    definition: "text",
    roleArn: "text",
    loggingConfiguration: "record",
    tracingConfiguration: "record",
    publish: "flag",
    versionDescription: "text",
    encryptionConfiguration: "record",
  },
  updateStateMachineAlias: { stateMachineAliasArn: "text!", description: "text", routingConfiguration: "list" },
  validateStateMachineDefinition: { definition: "text!", type: "text", severity: "text", maxResults: "count" },
};
