import { type JsonataNode, jsonataTree } from "@stepbook/asl";
import { type Code, call, literal, name, part, rowOf } from "./code";

/** A JSONata expression in our operators and functions; undefined where they can't say it. */
export function jsonataCode(text: string): Code | undefined {
  const tree = jsonataTree(text);
  return tree && said(tree);
}

type Said = Code | undefined;

function said(node: JsonataNode): Said {
  if (node.type === "variable" && (node.predicate || node.stages)) return pathCode([node]);
  if (node.predicate || node.stages || node.group || node.keepArray) return undefined;
  return (rowOf(byType, node.type) ?? nothing)(node);
}

const nothing = (): Said => undefined;

const byType: { readonly [type: string]: (node: JsonataNode) => Said } = {
  string: ({ value }) => literal(value as string),
  number: ({ value }) => literal(value as number),
  value: ({ value }) => literal(value as boolean | null),
  variable: ({ value }) => (value === "" ? undefined : variableCode(String(value))),
  path: ({ steps = [] }) => pathCode(steps),
  binary: (node) => rowOf(operators, String(node.value))?.(node as Binary),
  unary: (node) => rowOf(unary, String(node.value))?.(node),
  function: (node) => functionCode(node),
  condition: ({ condition, then, else: otherwise }) =>
    condition && then && otherwise ? applied("ifElse", [condition, then, otherwise]) : undefined,
  regex: patternCode,
  // Ours are written with the brackets that they need.
  block: ({ expressions = [] }) => (expressions.length === 1 ? said(expressions[0]!) : undefined),
};

type Binary = JsonataNode & { readonly lhs: JsonataNode; readonly rhs: JsonataNode };

const both = (to: string) => (node: Binary) => applied(to, [node.lhs, node.rhs]);

/** Conditions in a row are one call: `a and b and c`. */
const row = (to: string) => (node: Binary) => {
  const parts: JsonataNode[] = [];
  const walk = (each: JsonataNode) => {
    if (each.type === "binary" && each.value === node.value) {
      walk((each as Binary).lhs);
      parts.push((each as Binary).rhs);
    } else parts.push(each);
  };
  walk(node);
  return applied(to, parts);
};

const operators: { readonly [operator: string]: ((node: Binary) => Said) | undefined } = {
  "=": both("equals"),
  "!=": both("notEquals"),
  "<": both("lessThan"),
  "<=": both("lessThanEquals"),
  ">": both("greaterThan"),
  ">=": both("greaterThanEquals"),
  "+": both("add"),
  "-": both("subtract"),
  "*": both("multiply"),
  "/": both("divide"),
  "%": both("remainder"),
  and: row("and"),
  or: row("or"),
  "&": row("concat"),
  in: (node) => applied("arrayContains", [node.rhs, node.lhs]),
};

/** The parser looks for all that a pattern describes. */
function patternCode({ value }: JsonataNode): Said {
  if (!(value instanceof RegExp)) return undefined;
  return { kind: "pattern", pattern: new RegExp(value.source, value.flags.replace("g", "")) };
}

const unary: { readonly [operator: string]: ((node: JsonataNode) => Said) | undefined } = {
  "[": ({ expressions = [] }) => applied("array", expressions),
  "{": ({ lhs }) => objectCode(lhs),
  "-": ({ expression }) => {
    return expression?.type === "number" ? literal(-Number(expression.value)) : undefined;
  },
};

function objectCode(members: unknown): Said {
  if (!Array.isArray(members)) return undefined;
  const entries = (members as readonly (readonly [JsonataNode, JsonataNode])[]).map(([key, value]) => {
    const code = said(value);
    return key.type === "string" && code ? ([String(key.value), code] as const) : undefined;
  });
  return entries.every((each): each is readonly [string, Code] => each !== undefined)
    ? { kind: "object", entries }
    : undefined;
}

/** JSONata's own functions, by ours. */
const functions: { readonly [name: string]: string } = {
  average: "average",
  base64decode: "base64Decode",
  base64encode: "base64Encode",
  contains: "contains",
  count: "length",
  exists: "isPresent",
  hash: "hash",
  join: "join",
  lowercase: "lowercase",
  max: "max",
  match: "match",
  merge: "merge",
  millis: "millis",
  min: "min",
  not: "not",
  now: "now",
  number: "toNumber",
  parse: "stringToJson",
  partition: "arrayPartition",
  range: "arrayRange",
  round: "round",
  string: "jsonToString",
  sum: "sum",
  trim: "trim",
  uppercase: "uppercase",
  uuid: "uuid",
};

function functionCode(node: JsonataNode): Said {
  const { procedure, arguments: args = [] } = node;
  const called = procedure?.type === "path" ? procedure.steps?.[0] : procedure;
  const to = called?.type === "variable" ? rowOf(functions, String(called.value)) : undefined;
  if (to === undefined) return undefined;
  const [first] = args;
  if (to === "merge") return first?.type === "unary" ? applied("jsonMerge", first.expressions ?? []) : undefined;
  return applied(to, args);
}

function applied(to: string, nodes: readonly JsonataNode[]): Said {
  const args = nodes.map(said);
  return args.every((each): each is Code => each !== undefined) ? call(to, ...args) : undefined;
}

/** `$` is a name of JSONata, `$states` is AWS's, others are the user's own. */
function variableCode(text: string): Said {
  return text === "states" ? name("states") : { kind: "name", name: `$${text}` };
}

function pathCode(steps: readonly JsonataNode[]): Said {
  const [first, ...rest] = steps;
  let code = first && (first.type === "variable" ? variableStep(first) : undefined);
  for (const step of rest) {
    if (!code || step.type !== "name" || step.group || step.focus || step.keepArray) return undefined;
    code = part(code, String(step.value));
    const index = indexOf(step);
    if (index === undefined) return undefined;
    for (const each of index) code = part(code, each);
  }
  return code;
}

function variableStep(step: JsonataNode): Said {
  const index = indexOf(step);
  const code = index && variableCode(String(step.value));
  return code && index.reduce<Code>((of, each) => part(of, each), code);
}

/** The numbers in brackets behind a step; undefined where there is more than these. */
function indexOf(step: JsonataNode): readonly number[] | undefined {
  const { stages = [], predicate = [] } = step;
  const numbers = [...stages, ...predicate].map((each) => {
    const { expr } = each;
    if (each.type !== "filter" || !expr) return undefined;
    if (expr.type === "number") return Number(expr.value);
    const code = expr.type === "unary" ? said(expr) : undefined;
    return code?.kind === "literal" && typeof code.value === "number" ? code.value : undefined;
  });
  return numbers.every((each): each is number => each !== undefined) ? numbers : undefined;
}
