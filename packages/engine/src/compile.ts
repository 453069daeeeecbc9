import {
  type Catcher,
  type KeyPath,
  type QueryLanguage,
  queryLanguageOf,
  type Retrier,
  type Scope,
  type State,
  type StateMachine,
  type StateType,
  stateTypes,
  textOfPath,
} from "@stepbook/asl";
import { type Fields, type Flow, fieldsOf } from "./data/flow";
import { compilePathCatch, compilePathFlow } from "./data/flow-json-path";
import { compileExpressionFlow, compileLeaving } from "./data/flow-jsonata";
import { only } from "./fiber";
import { Payload } from "./payload";
import type { CompiledCatcher, MachineProgram, Program, ScopeProgram } from "./program";
import { compileRetrier } from "./retry";
import { compilers } from "./states";
import type { CompileState } from "./states/place";
import type { Visit } from "./visit";

/**
 * Compiles a valid definition: paths and expressions are read here and never again.
 *
 * @throws UnsupportedDefinition that names the state and field where the engine cannot run it.
 */
export const compile = (machine: StateMachine): MachineProgram => ({
  ...compileScope(machine, machine.QueryLanguage ?? "JSONPath", []),
  ...(machine.TimeoutSeconds === undefined ? {} : { timeoutSeconds: machine.TimeoutSeconds }),
});

const compileScope = (scope: Scope, outer: QueryLanguage, at: KeyPath): ScopeProgram => {
  const language = scope.QueryLanguage ?? outer;
  const states = new Map<string, Program>();
  for (const [name, state] of Object.entries(scope.States))
    states.set(name, compileState(name, state, language, [...at, "States", name]));
  return { startAt: scope.StartAt, states };
};

type CompileFlow = (fields: Fields) => Flow;

const flows: Readonly<Record<QueryLanguage, CompileFlow>> = {
  JSONPath: compilePathFlow,
  JSONata: compileExpressionFlow,
};

/** What a state is compiled with in the place of the usual. */
export interface Substitutes {
  readonly flow?: (compile: CompileFlow, fields: Fields) => Flow;
  readonly attempt?: CompileState | undefined;
}

export const compileState = (
  name: string,
  state: State,
  outer: QueryLanguage,
  keys: KeyPath,
  { flow: flowBy = (compileFlow, fields) => compileFlow(fields), attempt: attemptBy }: Substitutes = {},
): Program => {
  const fields = fieldsOf(state);
  const language = queryLanguageOf({ QueryLanguage: outer }, {}, state);
  // A Map of old calls its item selector Parameters.
  const flow = flowBy(flows[language], state.Type === "Map" ? { ...fields, Parameters: undefined } : fields);
  const compiled = (attemptBy ?? compilers[state.Type])({
    name,
    path: textOfPath(keys),
    fields,
    language,
    flow,
    scope: (nested, path) => compileScope(nested, outer, [...keys, ...path]),
  });
  const { mayRetry, mayCatch } = stateTypes[state.Type];
  return {
    name,
    type: state.Type,
    entered: `${state.Type}StateEntered`,
    // A Fail is never left.
    exited: `${state.Type as Exclude<StateType, "Fail">}StateExited`,
    ...(typeof compiled === "function"
      ? { attempt: compiled }
      : { attempt: (visit: Visit) => only(compiled.now(visit)), now: compiled.now }),
    ...(mayRetry ? { retriers: listOf<Retrier>(fields.Retry).map(compileRetrier) } : {}),
    ...(mayCatch ? { catchers: listOf<Catcher>(fields.Catch).map((one) => compileCatcher(one, language)) } : {}),
  };
};

const listOf = <T>(value: unknown): readonly T[] => (Array.isArray(value) ? (value as T[]) : []);

const compileCatcher = (catcher: Catcher, language: QueryLanguage): CompiledCatcher => {
  const fields = catcher as unknown as Fields;
  const { ErrorEquals: errors, Next: next } = catcher;
  if (language === "JSONata") {
    const leave = compileLeaving(fields);
    return {
      errors,
      *leave(visit, errorOutput) {
        const states = { input: visit.input.value, errorOutput };
        return { ...(yield* leave(visit, states, new Payload(errorOutput))), next };
      },
    };
  }
  const leave = compilePathCatch(fields);
  return {
    errors,
    leave: (visit, errorOutput) => only({ ...leave(visit, errorOutput), next }),
  };
};
