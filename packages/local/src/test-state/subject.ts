import {
  type Diagnostic,
  type QueryLanguage,
  queryLanguageOf,
  type State,
  type StateMachine,
  statesOf,
  validate,
  validateText,
} from "@stepbook/asl";
import { checkDefinition, checkDefinitionText, invalidDefinition } from "../checks";
import { LocalServiceError } from "../service-error";

/** The state that is tested. */
export interface Subject {
  readonly name: string;
  readonly state: State;
  readonly language: QueryLanguage;
}

/** What AWS calls a state that comes without a machine. */
const nameless = "StateName";

/** What is said of a machine as a whole, and not of the one state in it. */
const ofMachines: readonly Diagnostic["code"][] = ["DANGLING_TARGET", "UNREACHABLE", "NO_END"];

/** The state of a definition that is one state, or of a machine that has a state of the name somewhere. */
export const subjectOf = (definition: string, stateName: string | undefined): Subject =>
  stateName === undefined ? soleState(definition) : stateOfMachine(definition, stateName);

const soleState = (definition: string): Subject => {
  const faults = validateText(checkDefinitionText(definition)).filter(
    ({ code }) => code === "BAD_JSON" || code === "REPEATED_KEY",
  );
  if (faults.length > 0) throw invalidDefinition(faults);
  const state: unknown = JSON.parse(definition);
  const machine = { StartAt: nameless, States: { [nameless]: state } };
  const errors = validate(machine)
    .filter(({ severity }) => severity === "error")
    .filter(({ code, keys }) => !ofMachines.includes(code) || keys.filter((key) => key === "States").length > 1);
  if (errors.length > 0) throw invalidDefinition(errors);
  return { name: nameless, state: state as State, language: queryLanguageOf({}, {}, state as State) };
};

const stateOfMachine = (definition: string, stateName: string): Subject => {
  const machine: StateMachine = checkDefinition(definition, "STANDARD");
  const found = statesOf(machine).find(({ name }) => name === stateName);
  if (!found)
    throw new LocalServiceError("ValidationException", `State '${stateName}' does not exist in the definition`, {
      hint: `There are ${statesOf(machine)
        .map(({ name }) => JSON.stringify(name))
        .join(", ")}.`,
    });
  const { state, scope } = found;
  return { name: stateName, state, language: queryLanguageOf(machine, scope, state) };
};
