import { isJsonObject, type QueryLanguage, type Scope, type State, type StateMachine } from "@stepbook/asl";
import { bodyOf } from "./structure";

/** What a state is given: what a step gives, or the item of a Map. */
export interface Origin {
  readonly kind: "output" | "item";
  /** The step, or the Map. */
  readonly id: string;
}

/** Where ways meet that give different values. */
const mixed = { kind: "mixed" } as const;
type Value = Origin | typeof mixed;

/** By state in JSONata: the one origin of its input, where there is one. */
export function originsOf(definition: StateMachine): ReadonlyMap<string, Origin> {
  const found = new Map<string, Origin>();
  flow(definition, mixed, definition.QueryLanguage ?? "JSONPath", found);
  return found;
}

function flow(scope: Scope, entry: Value, language: QueryLanguage, found: Map<string, Origin>): void {
  const inputs = new Map<string, Value>([[scope.StartAt, entry]]);
  const work = [scope.StartAt];
  while (work.length > 0) {
    const id = work.pop()!;
    const state = Object.hasOwn(scope.States, id) ? scope.States[id] : undefined;
    if (!state) continue;
    for (const [target, value] of leadsTo(id, state, inputs.get(id)!)) {
      const known = inputs.get(target);
      const met = known === undefined || same(known, value) ? value : mixed;
      if (known !== undefined && same(known, met)) continue;
      inputs.set(target, met);
      work.push(target);
    }
  }
  for (const [id, value] of inputs) {
    const state = Object.hasOwn(scope.States, id) ? scope.States[id] : undefined;
    if (!state) continue;
    const own = state.QueryLanguage ?? language;
    if (value.kind !== "mixed" && own === "JSONata") found.set(id, value);
    if (state.Type === "Parallel")
      for (const branch of state.Branches) flow(branch, state.Arguments === undefined ? value : mixed, language, found);
    const body = bodyOf(state);
    if (body) flow(body, givesItem(state) ? { kind: "item", id } : mixed, language, found);
  }
}

/** Whether the steps of a Map are given the bare item of a list of which nothing is known. */
function givesItem(state: State): boolean {
  const { ItemSelector, ItemReader, ItemBatcher, Items } = state as unknown as { readonly [field: string]: unknown };
  const isBare = ItemSelector === undefined && ItemBatcher === undefined;
  return isBare && (isListing(ItemReader) || (ItemReader === undefined && typeof Items === "string"));
}

/** Whether items are the objects of a bucket. */
function isListing(reader: unknown): boolean {
  return (
    isJsonObject(reader) && /:s3:listObjectsV2$/.test(String(reader.Resource)) && reader.ReaderConfig === undefined
  );
}

const ofObject = new Set(["Etag", "Key", "LastModified", "Size", "StorageClass"]);

/** Whether the type of a Map's item has the part at a path. */
export function itemHasPart(map: State, [key, ...more]: readonly (string | number)[]): boolean {
  const { ItemReader } = map as unknown as { readonly [field: string]: unknown };
  return ItemReader === undefined || key === undefined || (ofObject.has(String(key)) && more.length === 0);
}

const passing: ReadonlySet<string> = new Set(["Pass", "Wait", "Choice"]);

/** The states that follow, and what each is given. */
function leadsTo(id: string, state: State, input: Value): readonly (readonly [string, Value])[] {
  const fields = state as unknown as { readonly [field: string]: unknown };
  const output: Value = passing.has(state.Type) && fields.Output === undefined ? input : { kind: "output", id };
  const caught = ("Catch" in state && state.Catch) || [];
  const next = "Next" in state && state.Next !== undefined ? [[state.Next, output] as const] : [];
  const arms =
    state.Type === "Choice"
      ? [
          ...state.Choices.map((rule) => [rule.Next!, rule.Output === undefined ? input : mixed] as const),
          ...(state.Default === undefined
            ? []
            : [[state.Default, state.Output === undefined ? input : mixed] as const]),
        ]
      : [];
  return [...next, ...arms, ...caught.map(({ Next }) => [Next, mixed] as const)];
}

const same = (a: Value, b: Value): boolean =>
  a === b || (a.kind !== "mixed" && b.kind !== "mixed" && a.kind === b.kind && a.id === b.id);

/** What a Lambda function's task is known to give. */
const ofLambda = new Set(["Payload", "StatusCode", "ExecutedVersion"]);

/** Whether the type of a step's output has the part at a path. */
export function hasPart(state: State, path: readonly (string | number)[]): boolean {
  if (path.length === 0) return true;
  const { Output } = state as { readonly Output?: unknown };
  if (Output !== undefined) {
    let part: unknown = Output;
    for (const key of path) {
      if (typeof part === "string") return part.startsWith("{% $states.");
      if (!isJsonObject(part) || !Object.hasOwn(part, key)) return false;
      part = part[key];
    }
    return true;
  }
  if (state.Type !== "Task") return false;
  const service = /^arn:aws:states:::(?!aws-sdk:)(.*)$/.exec(state.Resource)?.[1];
  return service === undefined || (service === "lambda:invoke" && ofLambda.has(String(path[0])));
}
