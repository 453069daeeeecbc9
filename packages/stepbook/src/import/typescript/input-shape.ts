import { type Code, call, list, name, object, rowOf } from "./code";

/** What is known of a value by its uses: its type, its parts, the items of a list. */
interface Known {
  type?: string;
  item?: Known;
  parts: Map<string, Known>;
  /** Whether it is asked whether it is there. */
  isOptional?: boolean;
}

/** Functions whose arguments have a type. */
const numeric = new Set(["add", "subtract", "multiply", "divide", "remainder", "mathRandom"]);
const comparing = new Set(["equals", "lessThan", "lessThanEquals", "greaterThan", "greaterThanEquals"]);
const logical = new Set(["and", "or", "not", "when"]);
const options: { readonly [option: string]: string } = {
  seconds: "Number",
  timeoutSeconds: "Number",
  heartbeatSeconds: "Number",
  maxConcurrency: "Number",
  functionName: "String",
};

/** The shape of an execution's input, as far as its uses tell: `executionInput({ … })`. */
export function inputCode(steps: readonly Code[], consts: ReadonlyMap<string, Code>, input: string): Code {
  const root: Known = { parts: new Map() };
  const seen = new Set<string>();
  const visit = (code: Code): void =>
    read(code, input, root, undefined, (each) => {
      const made = seen.has(each) ? undefined : consts.get(each);
      seen.add(each);
      if (made) visit(made);
    });
  for (const step of steps) visit(step);
  return call("executionInput", shapeOf(root));
}

function read(code: Code, input: string, root: Known, type: string | undefined, open: (name: string) => void): void {
  const path = pathOf(code, input);
  if (path) {
    note(root, path, type);
    return;
  }
  const inner = (each: Code, of?: string) => read(each, input, root, of, open);
  switch (code.kind) {
    case "name":
      open(code.name);
      break;
    case "member":
      inner(code.of);
      break;
    case "call": {
      const of = code.of.kind === "name" ? code.of.name : "";
      const [first] = code.args;
      if (of === "isPresent" && first) {
        const asked = pathOf(first, input);
        if (asked) markOptional(root, asked);
      }
      inner(code.of);
      const given = comparing.has(of) ? code.args.map(typeOf).find((each) => each !== undefined) : undefined;
      const typed = numeric.has(of) ? "Number" : logical.has(of) ? "Boolean" : given;
      for (const [index, each] of code.args.entries()) inner(each, of === "when" && index > 0 ? undefined : typed);
      break;
    }
    case "object":
      for (const [key, value] of code.entries) inner(value, key === "items" ? "list" : rowOf(options, key));
      break;
    case "list":
      for (const each of code.items) inner(each);
      break;
    case "arrow":
      inner(code.body);
      break;
    default:
  }
}

function typeOf(code: Code): string | undefined {
  if (code.kind !== "literal" || code.value === null) return undefined;
  return { string: "String", number: "Number", boolean: "Boolean" }[typeof code.value as "string"];
}

/** The keys that lead from the input to a placeholder; undefined where it is none. */
function pathOf(code: Code, input: string): readonly (string | number)[] | undefined {
  if (code.kind === "name") return code.name === input ? [] : undefined;
  if (code.kind === "member") {
    const before = pathOf(code.of, input);
    return before && [...before, code.key];
  }
  if (code.kind === "call" && code.of.kind === "member" && code.of.key === "at" && code.args[0]?.kind === "literal") {
    const before = pathOf(code.of.of, input);
    return before && [...before, code.args[0].value as string | number];
  }
  return undefined;
}

function at(root: Known, path: readonly (string | number)[]): Known {
  let known = root;
  for (const key of path) {
    if (typeof key === "number") known = known.item ??= { parts: new Map() };
    else {
      const found = known.parts.get(key) ?? { parts: new Map() };
      known.parts.set(key, found);
      known = found;
    }
  }
  return known;
}

function note(root: Known, path: readonly (string | number)[], type: string | undefined): void {
  const known = at(root, path);
  if (type === "list") known.item ??= { parts: new Map() };
  else if (type !== undefined) known.type = known.type === undefined || known.type === type ? type : "anything";
}

function markOptional(root: Known, path: readonly (string | number)[]): void {
  at(root, path).isOptional = true;
}

function shapeOf(known: Known): Code {
  const bare = bareShape(known);
  return known.isOptional ? call("optional", bare) : bare;
}

function bareShape({ type, item, parts }: Known): Code {
  if (item && parts.size === 0 && type === undefined) return list([shapeOf(item)]);
  if (parts.size > 0 && !item && type === undefined)
    return object(Object.fromEntries([...parts].map(([key, part]) => [key, shapeOf(part)])));
  return name(type !== undefined && !item && parts.size === 0 ? type : "anything");
}
