import type { StepFunctionsApi } from "@stepbook/asl";
import type { Embedded } from "../embedded";
import { runTestState } from "../test-state";
import { validateDefinition } from "../validate-definition";

type Operations = Pick<StepFunctionsApi, "validateStateMachineDefinition" | "testState">;

/** What is done with definitions that no state machine has yet. */
export const definitionOperations = (local: Embedded): Operations => ({
  async validateStateMachineDefinition(input) {
    return validateDefinition(input);
  },

  async testState(input) {
    return runTestState(input, local);
  },
});
