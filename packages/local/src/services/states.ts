import type { DescribeExecutionOutput, Json, JsonObject } from "@stepbook/asl";
import { TaskError } from "@stepbook/engine";
import { endOf } from "../store";
import { optimizedError } from "./faults";
import { usualHeaders } from "./metadata";
import { inTaskNames, textOf } from "./names";
import type { Action, Follow, Service, ServiceRequest } from "./service";

/** Waits for the child to end. Where nobody waits for the parent any more, the child is stopped. */
const follow =
  (read: (text: string) => Json): Follow =>
  async (answer, { local, signal }) => {
    const executionArn = String((answer as JsonObject).ExecutionArn);
    const child = local.executionOf(executionArn);
    const stop = (): void => void child.run?.stop();
    signal.addEventListener("abort", stop);
    await endOf(child);
    signal.removeEventListener("abort", stop);
    const told = described(await local.api().describeExecution({ executionArn }), read);
    if (child.end?.status === "SUCCEEDED") return told;
    throw new TaskError("States.TaskFailed", JSON.stringify(told));
  };

/** An execution as the task's result tells of it: by the order of its names, with times in milliseconds. */
const described = (
  { input = "{}", output, startDate, stopDate, ...more }: DescribeExecutionOutput,
  read: (text: string) => Json,
): Json => {
  const told = {
    ...(inTaskNames(more) as JsonObject),
    Input: read(input),
    ...(output === undefined ? {} : { Output: read(output) }),
    StartDate: startDate.getTime(),
    ...(stopDate === undefined ? {} : { StopDate: stopDate.getTime() }),
  };
  return Object.fromEntries(Object.entries(told).sort(([one], [other]) => (one < other ? -1 : 1)));
};

const startExecution: Action = {
  request: async ({ parameters, local }: ServiceRequest) => {
    const { StateMachineArn, Name, Input } = parameters;
    const input = textOf(Input);
    const { executionArn, startDate } = await local.api().startExecution({
      stateMachineArn: textOf(StateMachineArn) ?? "",
      ...(Name == null ? {} : { name: Name as string }),
      ...(input === undefined ? {} : { input }),
    });
    return { ExecutionArn: executionArn, StartDate: startDate.getTime() };
  },
  job: { sync: follow((text) => text), "sync:2": follow((text) => JSON.parse(text) as Json) },
};

/**
 * Executions within executions: `arn:aws:states:::states:startExecution`, in all its patterns.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
 */
export const states: Service = {
  actions: { startExecution },
  jobsLast: true,
  errorOf: optimizedError("StepFunctions", "AWSStepFunctions"),
  headersOf: usualHeaders("application/x-amz-json-1.0"),
};
