import type { StateMachine, StepFunctionsApi } from "@stepbook/asl";
import { createLocalStepFunctions, type LocalOptions, virtual } from "../src/index";

export const roleArn = "arn:aws:iam::123456789012:role/steps";
export const pass: StateMachine = { StartAt: "A", States: { A: { Type: "Pass", End: true } } };
export const waits: StateMachine = { StartAt: "W", States: { W: { Type: "Wait", Seconds: 3600, End: true } } };

export const create = async (api: StepFunctionsApi, definition: unknown = pass, name = "hello") =>
  (await api.createStateMachine({ name, definition: JSON.stringify(definition), roleArn })).stateMachineArn;

/** Waits for an execution to end, as a client of AWS does. */
export const settled = async (api: StepFunctionsApi, executionArn: string) => {
  for (;;) {
    const described = await api.describeExecution({ executionArn });
    if (described.status !== "RUNNING") return described;
    await new Promise((resolve) => setImmediate(resolve));
  }
};

export const calling = (functionName: string, more: object = {}): StateMachine => ({
  StartAt: "T",
  States: {
    T: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName: functionName, "Payload.$": "$" },
      OutputPath: "$.Payload",
      End: true,
      ...more,
    },
  },
});

export const execute = async (definition: StateMachine, options: LocalOptions = {}, input: unknown = {}) => {
  const api = createLocalStepFunctions({ clock: virtual(), seed: 1, ...options });
  const stateMachineArn = await create(api, definition);
  const { executionArn } = await api.startExecution({ stateMachineArn, input: JSON.stringify(input) });
  const described = await settled(api, executionArn);
  const { events } = await api.getExecutionHistory({ executionArn, maxResults: 1000 });
  return { ...described, events, api, executionArn };
};

export const rejection = async (promise: Promise<unknown>) =>
  promise.then(
    () => "fulfilled",
    ({ name, message }: Error) => `${name}: ${message}`,
  );
