import type { Json, JsonObject, State, StateMachine, Scope as StatesScope } from "@stepbook/asl";
import { nodeOf } from "../placeholders/expression";
import type { Arm, Catcher, StepData } from "../steps/data";
import type { Step } from "../steps/step";
import { type Resolve, render, renderTemplate } from "./jsonata";
import { type Place, place, type Scope } from "./places";
import { type Keeper, References } from "./references";

export interface AssembleOptions {
  readonly steps: readonly Step[];
  readonly comment?: string | undefined;
  readonly timeoutSeconds?: number | undefined;
}

type Fields = { readonly [field: string]: unknown };

/**
 * The state machine of steps. Pure: the same steps give the same machine. It writes twice, first to learn which
 * outputs later states need, then with the variables that carry them.
 */
export function assemble(options: AssembleOptions): StateMachine {
  const root = place(options.steps);
  const references = new References(root);
  const draft = writeScope(root, references);
  const isFinal = references.nameVariables();
  return {
    ...(options.comment !== undefined && { Comment: options.comment }),
    QueryLanguage: "JSONata",
    ...(isFinal ? draft : writeScope(root, references)),
    ...(options.timeoutSeconds !== undefined && { TimeoutSeconds: options.timeoutSeconds }),
  };
}

function writeScope(scope: Scope, references: References): StatesScope {
  const first = references.keepFirst(scope);
  const states: [string, State][] = first ? [[first.name, keeperState(first, scope.entry)]] : [];
  for (const at of inReadingOrder(scope)) {
    const after = references.keepAfter(at);
    states.push([at.data.key.id, writeState(at, after?.name, references)]);
    if (after) states.push([after.name, keeperState(after, at.next)]);
  }
  return { StartAt: first?.name ?? scope.entry.data.key.id, States: Object.fromEntries(states) };
}

function writeState(at: Place, keeper: string | undefined, references: References): State {
  const { data } = at;
  const resolve: Resolve = (reference, onlyPresence) => references.resolve(at, reference, onlyPresence);
  const write = (value: unknown) => renderTemplate(value, resolve);
  const { Comment, ...fixed } = data.fixed;
  const templates = Object.entries(data.templates).map(([field, value]) => [field, write(value)]);
  const body = bodies[data.type]?.(at, references);
  const output = data.output === undefined ? {} : { Output: write(data.output) };
  const own = data.assign === undefined ? {} : (write(data.assign) as JsonObject);
  const all = { ...own, ...Object.fromEntries(references.assignedBy(at)) };
  const assign = Object.keys(all).length === 0 ? {} : { Assign: all };
  return {
    Type: data.type,
    ...(Comment !== undefined && { Comment }),
    ...fixed,
    ...Object.fromEntries(templates),
    ...body,
    ...output,
    ...(data.type === "Choice" ? choices(at, assign, resolve) : assign),
    ...(data.retry.length > 0 && { Retry: data.retry }),
    ...(data.catchers.length > 0 && {
      Catch: data.catchers.map((each, index) => catcher(each, at.handlers[index]!, references, write)),
    }),
    ...transition(at, keeper),
  } as unknown as State;
}

/** What a type of state holds beside fields: other states. */
const bodies: { readonly [Type in StepData["type"]]?: (at: Place, references: References) => Fields } = {
  Parallel: (at, references) => ({ Branches: at.bodies.map((scope) => writeScope(scope, references)) }),
  Map: (at, references) => {
    const processor = { ProcessorConfig: { Mode: "INLINE" }, ...writeScope(at.bodies[0]!, references) };
    const item = "{% $states.context.Map.Item.Value %}";
    const index = "{% $states.context.Map.Item.Index %}";
    return { ...(references.usesIndex(at) && { ItemSelector: { item, index } }), ItemProcessor: processor };
  },
};

/** In a Choice, what is assigned stands in each rule, and beside Default. */
function choices(at: Place, assign: Fields, resolve: Resolve): Fields {
  const rule = (arm: Arm, index: number) => ({
    Condition: `{% ${render(nodeOf(arm.condition), resolve)} %}`,
    ...assign,
    Next: at.arms[index]!.data.key.id,
  });
  return { Choices: at.data.arms.map(rule), ...(at.otherwise && { ...assign, Default: at.otherwise.data.key.id }) };
}

function catcher(data: Catcher, handler: Place, references: References, write: (value: unknown) => Json): Fields {
  const own = data.assign === undefined ? {} : (write(data.assign) as JsonObject);
  const assign = { ...own, ...Object.fromEntries(references.assignedByCatcher(data)) };
  return {
    ErrorEquals: data.errorEquals,
    ...(data.output !== undefined && { Output: write(data.output) }),
    ...(Object.keys(assign).length > 0 && { Assign: assign }),
    Next: handler.data.key.id,
  };
}

function transition({ data, next }: Place, keeper: string | undefined): Fields {
  if (data.type === "Choice" || data.type === "Succeed" || data.type === "Fail") return {};
  const target = keeper ?? next?.data.key.id;
  return target === undefined ? { End: true } : { Next: target };
}

function keeperState({ comment, assign }: Keeper, next: Place | undefined): State {
  return {
    Type: "Pass",
    Comment: comment,
    Assign: Object.fromEntries(assign),
    ...(next ? { Next: next.data.key.id } : { End: true }),
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
