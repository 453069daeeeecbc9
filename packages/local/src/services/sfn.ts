import type { LocalStepFunctions } from "../api";
import { sdkError } from "./faults";
import { apiName, inApiNames, inTaskNames, textOf } from "./names";
import type { Action, Service } from "./service";

type Operation = keyof LocalStepFunctions;

/** Each operation that is there is an action, too. */
const operations: Readonly<Record<Operation, true>> = {
  createStateMachine: true,
  updateStateMachine: true,
  describeStateMachine: true,
  describeStateMachineForExecution: true,
  publishStateMachineVersion: true,
  deleteStateMachineVersion: true,
  listStateMachineVersions: true,
  createStateMachineAlias: true,
  updateStateMachineAlias: true,
  describeStateMachineAlias: true,
  deleteStateMachineAlias: true,
  listStateMachineAliases: true,
  tagResource: true,
  untagResource: true,
  listTagsForResource: true,
  deleteStateMachine: true,
  listStateMachines: true,
  startExecution: true,
  startSyncExecution: true,
  describeExecution: true,
  stopExecution: true,
  redriveExecution: true,
  listExecutions: true,
  getExecutionHistory: true,
  sendTaskSuccess: true,
  sendTaskFailure: true,
  sendTaskHeartbeat: true,
  createActivity: true,
  deleteActivity: true,
  describeActivity: true,
  listActivities: true,
  getActivityTask: true,
  describeMapRun: true,
  listMapRuns: true,
  updateMapRun: true,
  validateStateMachineDefinition: true,
  testState: true,
};

/** What the API takes as JSON text, and a task may give as a value. */
const texts: ReadonlySet<string> = new Set(["input", "output", "definition"]);

const actionOf = (operation: Operation): Action => ({
  request: async ({ parameters, local }) => {
    const given = Object.entries(parameters).flatMap(([name, value]) => {
      const field = apiName(name);
      const member = texts.has(field) ? textOf(value) : inApiNames(value);
      return member == null ? [] : [[field, member]];
    });
    const operate = local.api()[operation] as (input: unknown) => Promise<unknown>;
    return inTaskNames(await operate(Object.fromEntries(given)));
  },
});

/**
 * Step Functions by the AWS SDK: `arn:aws:states:::aws-sdk:sfn:describeExecution` and all other operations.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
export const sfn: Service = {
  actions: Object.fromEntries(Object.keys(operations).map((name) => [name, actionOf(name as Operation)])),
  errorOf: sdkError("Sfn", { statuses: { ConflictException: 409, ServiceQuotaExceededException: 402 } }),
};
