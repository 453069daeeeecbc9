// Written by scripts/services/generate.py: change table.json there.
import type { Any } from "../placeholders/any";
import type { Data } from "../placeholders/expression";
import type { NestedWorkflow, Text } from "./given";
import { type ServiceStep, serviceStep } from "./service";

/** What `stepfunctions.startExecution` takes. */
export interface StepfunctionsStartExecutionParameters {
  readonly stateMachineArn: Text | NestedWorkflow;
  readonly name?: Text;
  readonly input?: Data;
  readonly traceHeader?: Text;
}

/** What `stepfunctions.startExecution` gives at the end of what it starts. */
export interface StepfunctionsStartExecutionCompletion {
  ExecutionArn: string;
  StartDate: Any;
  StopDate: Any;
  Output: Any;
  Status: string;
}

/** What `stepfunctions.startExecution` gives. */
export interface StepfunctionsStartExecutionResult {
  ExecutionArn: string;
  StartDate: Any;
}

/**
 * AWS Step Functions.
 *
 * @example stepfunctions.startExecution("Child", { stateMachineArn: child, input: { id: input.id } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
 */
export const stepfunctions: {
  /**
   * Runs another state machine, or a workflow of yours, and waits for its end unless `waitFor` says otherwise.
   *
   * @example stepfunctions.startExecution("Child", { stateMachineArn: child, input: { id: input.id } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html
   */
  readonly startExecution: ServiceStep<
    StepfunctionsStartExecutionParameters,
    { completion: StepfunctionsStartExecutionCompletion; response: StepfunctionsStartExecutionResult; callback: Any },
    "completion"
  >;
} = {
  startExecution: serviceStep("states:startExecution"),
};
