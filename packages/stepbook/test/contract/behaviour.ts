import type { DescribeExecutionOutput, StateMachine, StepFunctionsApi } from "@stepbook/asl";
import type { Backend } from "../../src/backends/backend";
import { type Execution, pass } from "../../src/index";
import type { Sequence } from "../../src/steps/step";
import { type Workflow, workflow } from "../../src/workflow";
import type { Difference } from "../moto/differences.mjs";

/** What holds wherever a workflow runs. */
export interface Behaviour {
  readonly title: string;
  /** Why the embedded service answers in place of moto. */
  readonly differs?: Difference;
  /** Whether it mostly waits, and minds no others beside it. */
  readonly waits?: boolean;
  readonly test: (backend: Backend) => Promise<void>;
}

export const role = "arn:aws:iam::123456789012:role/StepFunctionsRole";

export const machineArn = (name: string): string => `arn:aws:states:us-east-1:123456789012:stateMachine:${name}`;

export const make = (on: Backend, name: string, steps: Sequence = pass("A"), more: object = {}): Workflow =>
  workflow(name, { steps, on, role, ...more });

/** Creates a state machine by the API itself. */
export const create = (api: StepFunctionsApi, name: string, definition: StateMachine | string, more: object = {}) =>
  api.createStateMachine({
    name,
    definition: typeof definition === "string" ? definition : JSON.stringify(definition),
    roleArn: role,
    ...more,
  });

/** What an operation failed with: AWS's code. */
export const codeOf = async (operation: Promise<unknown>): Promise<string> => {
  const outcome = await operation.then(
    () => undefined,
    (error: Error) => error,
  );
  if (outcome === undefined) throw new Error("It succeeded, but should have been refused.");
  return outcome.name;
};

/** Resolves when an execution waits: moto forgets what is asked of one that has only just begun. */
export async function waiting(execution: Execution): Promise<void> {
  while (!(await execution.listEvents()).some(({ type }) => type === "WaitStateEntered"))
    await new Promise((resume) => setTimeout(resume, 20));
}

/** What the service tells of an execution when it has ended. */
export async function ended(api: StepFunctionsApi, executionArn: string): Promise<DescribeExecutionOutput> {
  for (;;) {
    const described = await api.describeExecution({ executionArn });
    if (described.status !== "RUNNING") return described;
    await new Promise((resume) => setTimeout(resume, 20));
  }
}
