import type { JsonObject, QueryLanguage, State, StateMachine, Scope as StatesScope } from "@stepbook/asl";
import type { Shape } from "../placeholders/shape";
import { type Catcher, type StepData, setMember } from "../steps/data";
import type { Mention } from "../steps/step";
import { Carrying } from "./carrying";
import { dialects } from "./dialect";
import { JsonPath } from "./json-path";
import { pathCatch, pathChoices, pathFields, pathSelector } from "./json-path-state";
import { jsonataCatch, jsonataChoices, jsonataFields, jsonataSelector } from "./jsonata-state";
import { type Keeper, Keeping } from "./keeping";
import { Passing } from "./passing";
import { type Place, place, type Scope } from "./places";
import { References } from "./references";
import { Sight } from "./sight";
import { Variables } from "./variables";

interface AssembleOptions {
  readonly steps: readonly Mention[];
  /** The shape of the input that its executions take; undefined where none is declared. */
  readonly input: Shape | undefined;
  readonly queryLanguage?: QueryLanguage | undefined;
  readonly comment?: string | undefined;
  readonly version?: string | undefined;
  /** The partition of the ARNs that are written here. */
  readonly partition?: string | undefined;
  readonly fields?: JsonObject | undefined;
  readonly timeoutSeconds?: number | undefined;
}

type Fields = { readonly [field: string]: unknown };

/**
 * The state machine of steps. Pure: the same steps give the same machine. It writes twice, first to learn which
 * outputs later states need, then with the variables that carry them.
 */
export function assemble(options: AssembleOptions): StateMachine {
  const { queryLanguage = "JSONata" } = options;
  const dialect = dialects[queryLanguage];
  const root = place(options.steps);
  const sight = new Sight(root);
  const variables = new Variables(sight.places.values());
  const passing = new Passing();
  const references = new References(sight, variables, passing, options.input, dialect);
  const carrying = new Carrying(variables);
  const written = {
    JSONata: languages.JSONata(references, carrying),
    JSONPath: languages.JSONPath(references, carrying),
  };
  const means: Means = {
    carrying,
    languageAt: ({ data }) => written[data.queryLanguage ?? queryLanguage],
    partition: options.partition ?? "aws",
  };
  const draft = writeScope(root, means);
  const isFinal = references.areFinal && carrying.isEmpty;
  variables.name();
  passing.name();
  const keeping = new Keeping(sight, variables, references, dialect);
  keeping.plan();
  carrying.plan(keeping);
  return {
    ...(options.comment !== undefined && { Comment: options.comment }),
    ...(options.version !== undefined && { Version: options.version }),
    // What is left out is JSONPath.
    ...(queryLanguage !== "JSONPath" && { QueryLanguage: queryLanguage }),
    ...(isFinal ? draft : writeScope(root, { ...means, keeping })),
    ...(options.timeoutSeconds !== undefined && { TimeoutSeconds: options.timeoutSeconds }),
    ...options.fields,
  };
}

/** How a query language says what flows through a state. `kept` is what the state sets for later ones. */
interface Language {
  readonly fields: (at: Place, kept: JsonObject) => Fields;
  readonly choices: (at: Place, kept: JsonObject, entry: (at: Place) => string) => Fields;
  readonly caught: (at: Place, catcher: Catcher, kept: JsonObject) => Fields;
  readonly selector: (at: Place) => Fields;
}

const languages: Readonly<Record<QueryLanguage, (references: References, carrying: Carrying) => Language>> = {
  JSONata: (references) => ({
    fields: (at, kept) => jsonataFields(references, at, kept),
    choices: (at, kept, entry) => jsonataChoices(references, at, kept, entry),
    caught: (at, catcher, kept) => jsonataCatch(references, at, catcher, kept),
    selector: (at) => jsonataSelector(references, at),
  }),
  JSONPath: (references, carrying) => {
    const json = new JsonPath(references, carrying);
    return {
      fields: (at, kept) => pathFields(json, at, kept),
      choices: (at, kept, entry) => pathChoices(json, at, kept, entry),
      caught: (at, catcher, kept) => pathCatch(json, at, catcher, kept),
      selector: (at) => pathSelector(json, at, references),
    };
  },
};

/** What states are written with: in the first writing, nothing is kept yet. */
interface Means {
  /** A step may have a query language of its own. */
  readonly languageAt: (at: Place) => Language;
  readonly carrying: Carrying;
  readonly partition: string;
  readonly keeping?: Keeping;
}

function writeScope(scope: Scope, means: Means): StatesScope {
  const { keeping, carrying } = means;
  const first = keeping?.keepFirst(scope);
  const states: { [name: string]: State } = {};
  if (first) setMember(states, first.name, keeperState(first, carrying.entry(scope.entry)));
  for (const at of inReadingOrder(scope)) {
    const after = keeping?.keepAfter(at);
    const state = writeState(at, after?.name, means);
    const before = carrying.before(at);
    if (before) setMember(states, before.name, keeperState(before, at.data.key.id));
    setMember(states, at.data.key.id, state);
    if (after) setMember(states, after.name, keeperState(after, at.next && carrying.entry(at.next)));
  }
  return { StartAt: first?.name ?? carrying.entry(scope.entry), States: states };
}

function writeState(at: Place, keeper: string | undefined, means: Means): State {
  const { data } = at;
  const { carrying, keeping } = means;
  const language = means.languageAt(at);
  const entry = (to: Place) => carrying.entry(to);
  const kept = keeping ? Object.fromEntries(keeping.assignedBy(at)) : nothing;
  const fields = language.fields(at, kept);
  const state: { [field: string]: unknown } = { Type: data.type };
  if (data.queryLanguage !== undefined) state.QueryLanguage = data.queryLanguage;
  if (data.fixed.Comment !== undefined) state.Comment = data.fixed.Comment;
  for (const field in data.fixed) state[field] = data.fixed[field];
  for (const field in fields) if (!last.includes(field)) state[field] = fields[field];
  const body = bodies[data.type]?.(at, means);
  if (body) Object.assign(state, body);
  for (const field of last) if (fields[field] !== undefined) state[field] = fields[field];
  if (data.type === "Choice") Object.assign(state, language.choices(at, kept, entry));
  if (data.retry.length > 0 || data.writes?.Retry) state.Retry = data.retry;
  if (data.catchers.length > 0 || data.writes?.Catch) {
    state.Catch = data.catchers.map((each, index) => ({
      ...(each.comment !== undefined && { Comment: each.comment }),
      ErrorEquals: each.errorEquals,
      ...language.caught(at, each, Object.fromEntries(keeping?.assignedByCatcher(at, each) ?? [])),
      Next: entry(at.handlers[index]!),
    }));
  }
  if (data.fields) Object.assign(state, data.fields);
  lead(state, at, keeper, entry);
  if (means.partition !== "aws") relocate(state, data, means.partition);
  return state as unknown as State;
}

/** Gives the ARNs that are written here another partition. The user's own stay as they are. */
function relocate(state: { [field: string]: unknown }, { isOurs }: StepData, partition: string): void {
  const within = (arn: unknown) => String(arn).replace(/^arn:aws:/, `arn:${partition}:`);
  if (isOurs) state.Resource = within(state.Resource);
  for (const field of ["ItemReader", "ResultWriter"]) {
    const access = state[field] as { readonly Resource?: string } | undefined;
    if (access?.Resource !== undefined) state[field] = { ...access, Resource: within(access.Resource) };
  }
}

const nothing = Object.freeze({});
/** What stands after the other fields that say how data flows. */
const last: readonly string[] = ["Output", "OutputPath", "Assign"];

/** What a type of state holds beside fields: other states. */
const bodies: { readonly [Type in StepData["type"]]?: (at: Place, means: Means) => Fields } = {
  Parallel: (at, means) => ({ Branches: at.bodies.map((scope) => writeScope(scope, means)) }),
  Map: (at, means) => {
    // The body comes first: it tells what the Map has to pass into it.
    const { processor, bodyField = "ItemProcessor" } = at.data;
    const body = { ...(processor && { ProcessorConfig: processor }), ...writeScope(at.bodies[0]!, means) };
    return { ...means.languageAt(at).selector(at), [bodyField]: body };
  },
};

/** Says where a state goes. */
function lead(
  state: { [field: string]: unknown },
  { data, next }: Place,
  keeper: string | undefined,
  entry: (at: Place) => string,
): void {
  if (data.type === "Choice" || data.type === "Succeed" || data.type === "Fail") return;
  const target = keeper ?? (next && entry(next));
  if (target === undefined) state.End = true;
  else state.Next = target;
}

function keeperState({ comment, assign }: Keeper, next: string | undefined): State {
  return {
    Type: "Pass",
    Comment: comment,
    Assign: Object.fromEntries(assign),
    ...(next === undefined ? { End: true } : { Next: next }),
  };
}

/** As the user wrote them: a step, its arms and handlers, the next step. */
function inReadingOrder(scope: Scope): readonly Place[] {
  const order: Place[] = [];
  const stack = [...scope.list.places].reverse();
  while (stack.length > 0) {
    const at = stack.pop()!;
    order.push(at);
    stack.push(...at.inner.flatMap((list) => list.places).reverse());
  }
  return order;
}
