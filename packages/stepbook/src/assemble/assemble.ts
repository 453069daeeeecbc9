import type { Json, JsonObject, State, StateMachine, Scope as StatesScope } from "@stepbook/asl";
import { nodeOf } from "../placeholders/expression";
import type { Shape } from "../placeholders/shape";
import type { Arm, Catcher, StepData } from "../steps/data";
import type { Step } from "../steps/step";
import { type Resolve, render, renderTemplate } from "./jsonata";
import { type Keeper, Keeping } from "./keeping";
import { Passing } from "./passing";
import { type Place, place, type Scope } from "./places";
import { References } from "./references";
import { Sight } from "./sight";
import { Variables } from "./variables";

interface AssembleOptions {
  readonly steps: readonly Step[];
  /** The shape of the input that its executions take; undefined where none is declared. */
  readonly input: Shape | undefined;
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
  const sight = new Sight(root);
  const variables = new Variables(sight.places.values());
  const passing = new Passing();
  const references = new References(sight, variables, passing, options.input);
  const draft = writeScope(root, { references });
  variables.name();
  passing.name();
  const keeping = new Keeping(sight, variables, references);
  keeping.plan();
  return {
    ...(options.comment !== undefined && { Comment: options.comment }),
    QueryLanguage: "JSONata",
    ...(references.areFinal ? draft : writeScope(root, { references, keeping })),
    ...(options.timeoutSeconds !== undefined && { TimeoutSeconds: options.timeoutSeconds }),
  };
}

/** What states are written with: in the first writing, nothing is kept yet. */
interface Means {
  readonly references: References;
  readonly keeping?: Keeping;
}

function writeScope(scope: Scope, means: Means): StatesScope {
  const first = means.keeping?.keepFirst(scope);
  const states: [string, State][] = first ? [[first.name, keeperState(first, scope.entry)]] : [];
  for (const at of inReadingOrder(scope)) {
    const after = means.keeping?.keepAfter(at);
    states.push([at.data.key.id, writeState(at, after?.name, means)]);
    if (after) states.push([after.name, keeperState(after, at.next)]);
  }
  return { StartAt: first?.name ?? scope.entry.data.key.id, States: Object.fromEntries(states) };
}

function writeState(at: Place, keeper: string | undefined, means: Means): State {
  const { data } = at;
  const { references, keeping } = means;
  const resolve: Resolve = (reference, onlyPresence) => references.resolve(at, reference, onlyPresence);
  const write = (value: unknown) => renderTemplate(value, resolve);
  const { Comment, ...fixed } = data.fixed;
  const templates = Object.entries(data.templates).map(([field, value]) => [field, write(value)]);
  const body = bodies[data.type]?.(at, means);
  const output = data.output === undefined ? {} : { Output: write(data.output) };
  const own = data.assign === undefined ? {} : (write(data.assign) as JsonObject);
  const all = { ...own, ...Object.fromEntries(keeping?.assignedBy(at) ?? []) };
  const assign = Object.keys(all).length === 0 ? {} : { Assign: all };
  return {
    Type: data.type,
    ...(Comment !== undefined && { Comment }),
    ...fixed,
    ...Object.fromEntries(templates),
    ...body,
    ...output,
    ...(data.type === "Choice" ? choices(at, all, resolve) : assign),
    ...(data.retry.length > 0 && { Retry: data.retry }),
    ...(data.catchers.length > 0 && {
      Catch: data.catchers.map((each, index) => catcher(each, at.handlers[index]!, keeping, write)),
    }),
    ...transition(at, keeper),
  } as unknown as State;
}

/** What a type of state holds beside fields: other states. */
const bodies: { readonly [Type in StepData["type"]]?: (at: Place, means: Means) => Fields } = {
  Parallel: (at, means) => ({ Branches: at.bodies.map((scope) => writeScope(scope, means)) }),
  Map: (at, means) => {
    // The body comes first: it tells what the Map has to pass into it.
    const processor = { ProcessorConfig: at.data.processor, ...writeScope(at.bodies[0]!, means) };
    return { ...passedIn(at, means), ItemProcessor: processor };
  },
};

/** What a Map gives to its iterations beside the bare item. */
function passedIn(at: Place, { references }: Means): Fields {
  const { itemSelector, templates } = at.data;
  const resolve: Resolve = (reference, onlyPresence) => references.resolve(at, reference, onlyPresence);
  const write = (value: unknown) => renderTemplate(value, resolve);
  const passed = references.passedTo(at);
  const batcher = templates.ItemBatcher as Fields | undefined;
  const batchInput = batcher && Object.keys(passed).length > 0 && { ...(batcher.BatchInput as object), ...passed };
  const item = itemSelector === undefined ? "{% $states.context.Map.Item.Value %}" : write(itemSelector);
  const index = references.usesIndex(at) && { index: "{% $states.context.Map.Item.Index %}" };
  const selector = references.usesMore(at)
    ? { item, ...index, ...(write(batcher ? {} : passed) as JsonObject) }
    : itemSelector === undefined
      ? undefined
      : item;
  return {
    ...(selector !== undefined && { ItemSelector: selector }),
    ...(batchInput && { ItemBatcher: write({ ...batcher, BatchInput: batchInput }) }),
  };
}

/** In a Choice, what is assigned stands in each rule, and beside Default. */
function choices(at: Place, kept: Fields, resolve: Resolve): Fields {
  const flow = ({ assign, output }: Partial<Arm>) => {
    const all = { ...(renderTemplate(assign ?? {}, resolve) as JsonObject), ...kept };
    return {
      ...(output !== undefined && { Output: renderTemplate(output, resolve) }),
      ...(Object.keys(all).length > 0 && { Assign: all }),
    };
  };
  const rule = (arm: Arm, index: number) => ({
    ...(arm.comment !== undefined && { Comment: arm.comment }),
    Condition: `{% ${render(nodeOf(arm.condition), resolve)} %}`,
    ...flow(arm),
    Next: at.arms[index]!.data.key.id,
  });
  const rest = at.otherwise && { ...flow(at.data.otherwise ?? {}), Default: at.otherwise.data.key.id };
  return { Choices: at.data.arms.map(rule), ...rest };
}

function catcher(data: Catcher, handler: Place, keeping: Keeping | undefined, write: (value: unknown) => Json): Fields {
  const own = data.assign === undefined ? {} : (write(data.assign) as JsonObject);
  const assign = { ...own, ...Object.fromEntries(keeping?.assignedByCatcher(data) ?? []) };
  return {
    ...(data.comment !== undefined && { Comment: data.comment }),
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
