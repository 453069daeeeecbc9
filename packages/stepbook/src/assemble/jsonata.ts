import type { Json } from "@stepbook/asl";
import { StepbookError } from "../errors";
import { describeNode, type ExpressionNode, expressionNode, nodeOf, type Path } from "../placeholders/expression";
import { scalarOf } from "../placeholders/scalars";
import { setMember } from "../steps/data";

/** From a reference to its text, which the place where it stands decides. */
export type Resolve = (reference: Extract<ExpressionNode, { kind: "reference" }>, onlyPresence: boolean) => string;

interface Row {
  /** How strongly it binds, where it is an operator: less than its neighbor wants brackets. */
  readonly binds?: number;
  /** How strongly its arguments must bind, where they stand bare in an operation. */
  readonly wants?: number;
  readonly text: (args: readonly string[], nodes: readonly ExpressionNode[]) => string;
}

/** @see https://docs.jsonata.org/expressions */
const powers = { condition: 20, or: 25, and: 30, comparison: 40, sum: 50, product: 60 } as const;

const infix = (operator: string, power: number): Row => ({
  binds: power,
  wants: power,
  text: (args) => args.join(` ${operator} `),
});

/** Timestamps are compared as moments: the same one has many texts. */
const comparison = (operator: string): Row => ({
  binds: powers.comparison,
  wants: powers.comparison,
  text: (args, nodes) => {
    const values = nodes.some(isTimestamp) ? args.map((arg) => `$toMillis(${arg})`) : args;
    return values.join(` ${operator} `);
  },
});

const isTimestamp = (node: ExpressionNode): boolean =>
  (node.kind === "reference" || node.kind === "literal") && node.isTimestamp === true;

const type = (name: string): Row => ({ binds: powers.comparison, text: ([value]) => `$type(${value}) = '${name}'` });

const fn = (name: string): Row => ({ text: (args) => `$${name}(${args.join(", ")})` });

/** How each function and operator is written in JSONata. */
const rows: { readonly [name: string]: Row } = {
  equals: comparison("="),
  lessThan: comparison("<"),
  lessThanEquals: comparison("<="),
  greaterThan: comparison(">"),
  greaterThanEquals: comparison(">="),
  notEquals: comparison("!="),
  and: infix("and", powers.and),
  or: infix("or", powers.or),
  add: infix("+", powers.sum),
  subtract: infix("-", powers.sum),
  multiply: infix("*", powers.product),
  divide: infix("/", powers.product),
  remainder: infix("%", powers.product),
  concat: infix("&", powers.sum),
  ifElse: {
    binds: powers.condition,
    wants: powers.condition,
    text: ([condition, then, otherwise]) => `${condition} ? ${then} : ${otherwise}`,
  },
  average: fn("average"),
  contains: fn("contains"),
  join: fn("join"),
  lowercase: fn("lowercase"),
  match: fn("match"),
  max: fn("max"),
  millis: fn("millis"),
  min: fn("min"),
  now: fn("now"),
  round: fn("round"),
  sum: fn("sum"),
  toNumber: fn("number"),
  trim: fn("trim"),
  uppercase: fn("uppercase"),
  not: { text: ([condition]) => `$not(${condition})` },
  isPresent: { text: ([value]) => `$exists(${value})` },
  isNull: type("null"),
  isString: type("string"),
  isNumber: type("number"),
  isBoolean: type("boolean"),
  isTimestamp: {
    binds: powers.and,
    text: ([value]) =>
      `$type(${value}) = 'string' and $contains(${value}, /^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$/)`,
  },
  matches: { text: ([value], [, pattern]) => `$contains(${value}, ${glob((pattern as { value: string }).value)})` },
  format: {
    text: (args, [template]) => {
      const parts = textOf(template!, "format(template, …): the template").split("{}");
      const pieces = parts.flatMap((part, index) => [
        ...(index === 0 ? [] : [`$string(${args[index]})`]),
        ...(part === "" ? [] : [quoted(part)]),
      ]);
      return pieces.length === 0 ? "''" : pieces.length === 1 ? pieces[0]! : `(${pieces.join(" & ")})`;
    },
  },
  array: { text: (items) => `[${items.join(", ")}]` },
  arrayContains: {
    binds: powers.comparison,
    wants: powers.comparison,
    // Objects and lists, `in` would compare by identity.
    text: ([list, value], [, node]) =>
      scalarOf(node!) !== undefined
        ? `${value} in ${list}`
        : `$exists($filter(${list}, function($each) { $each = ${value} }))`,
  },
  arrayGetItem: {
    text: ([list, index], [node]) => `${node!.kind === "reference" ? list : `(${list})`}[${index}]`,
  },
  arrayPartition: fn("partition"),
  arrayRange: fn("range"),
  // A list of one stays a list within brackets.
  arrayUnique: { text: ([list]) => `[$distinct(${list})]` },
  base64Decode: fn("base64decode"),
  base64Encode: fn("base64encode"),
  hash: fn("hash"),
  jsonMerge: { text: (objects) => `$merge([${objects.join(", ")}])` },
  jsonText: { text: ([value], [node]) => jsonText(value!, scalarOf(node!)) },
  jsonToString: fn("string"),
  length: fn("count"),
  mathRandom: {
    wants: powers.product,
    text: ([start, end, seed = ""]) => `$floor(${start} + $random(${seed}) * (${end} - ${start}))`,
  },
  stringSplit: {
    text: ([value], [, separators]) =>
      `[$split(${value}, ${oneOf(textOf(separators!, "stringSplit(text, separators): the separators"))})[$ != ""]]`,
  },
  stringToJson: fn("parse"),
  uuid: fn("uuid"),
};

/** A value as JSON text, also where it is a string: `$string` would leave that as it is, were it not in an object. */
function jsonText(value: string, scalar: string | undefined): string {
  return scalar === "number" || scalar === "boolean"
    ? `$string(${value})`
    : `$replace($string({'v': ${value}}), /^\\{"v":|\\}$/, '')`;
}

/** A template as the JSON of a state: what holds placeholders becomes a string `{% … %}`. */
export function renderTemplate(value: unknown, resolve: Resolve): Json {
  const node = expressionNode(value);
  if (node?.kind === "raw") return node.value as Json;
  if (node) return `{% ${render(node, resolve)} %}`;
  if (typeof value === "string") return /^\{%[\s\S]*%\}$/.test(value) ? `{% ${quoted(value)} %}` : value;
  if (typeof value !== "object" || value === null) return value as Json;
  if (Array.isArray(value)) return value.map((item) => renderTemplate(item, resolve));
  const json: { [key: string]: Json } = {};
  for (const key of Object.keys(value))
    setMember(json, key, renderTemplate((value as Record<string, unknown>)[key], resolve));
  return json;
}

/** A template as one JSONata expression. */
export function render(node: ExpressionNode, resolve: Resolve): string {
  switch (node.kind) {
    case "literal":
    case "raw":
      return literal(node.value, resolve);
    case "reference":
      return resolve(node, false);
    case "call": {
      const row = rows[node.name]!;
      const args = node.args.map((arg, index) => {
        if (node.name === "isPresent" && arg.kind === "reference") return resolve(arg, true);
        const text = render(arg, resolve);
        if (row.wants === undefined) return text;
        // Operators of one strength go from left to right.
        return bindingOf(arg) < row.wants + (index === 0 && row.wants !== powers.condition ? 0 : 1)
          ? `(${text})`
          : text;
      });
      return row.text(args, node.args);
    }
    case "jsonPath":
      throw new StepbookError(
        `jsonPath(${JSON.stringify(node.text)}) stands in a workflow whose query language is JSONata. ` +
          'Write jsonata`…`, or give the workflow queryLanguage: "JSONPath".',
      );
    case "jsonata":
      return node.parts
        .map((part, index) => (index === 0 ? part : parenthesized(node.args[index - 1]!, resolve) + part))
        .join("");
  }
}

/** An expression's part at a path. */
export function withPath(base: string, path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    if (/^[A-Za-z_]\w*$/.test(key) && !/^(and|or|in|true|false|null|function)$/.test(key)) return `${text}.${key}`;
    return key.includes("`") || key === "" ? `$lookup(${text}, ${JSON.stringify(key)})` : `${text}.\`${key}\``;
  }, base);
}

/** The part of a template at a path: a template, or an expression and the path within it. */
export function partOf(value: unknown, path: Path): { readonly value: unknown; readonly rest: Path } | undefined {
  let part = value;
  for (const [index, key] of path.entries()) {
    if (expressionNode(part)) return { value: part, rest: path.slice(index) };
    if (typeof part !== "object" || part === null || !Object.hasOwn(part, key)) return undefined;
    part = (part as Record<string | number, unknown>)[key];
  }
  return { value: part, rest: [] };
}

/** Whether evaluating it twice could give two values. */
export function mayDiffer(json: Json): boolean {
  return /\$(uuid|random|now|millis)\b/.test(JSON.stringify(json));
}

function literal(value: unknown, resolve: Resolve): string {
  if (expressionNode(value)) return render(nodeOf(value), resolve);
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, resolve)).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{${Object.entries(value)
      .map(([key, part]) => `${quoted(key)}: ${literal(part, resolve)}`)
      .join(", ")}}`;
  }
  return typeof value === "string" ? quoted(value) : JSON.stringify(value);
}

/** Text that is known now. */
function textOf(node: ExpressionNode, what: string): string {
  if (node.kind === "literal") return String(node.value);
  throw new StepbookError(
    `${what} must be a plain string in a workflow in JSONata, but is ${describeNode(node)}. Write jsonata\`…\`, or give the workflow queryLanguage: "JSONPath".`,
  );
}

/** Single quotes need no escape in the JSON around. */
function quoted(text: string): string {
  const json = JSON.stringify(text);
  return /['\\]/.test(json) ? json : `'${text}'`;
}

function parenthesized(node: ExpressionNode, resolve: Resolve): string {
  const text = render(node, resolve);
  return bindingOf(node) === Number.POSITIVE_INFINITY ? text : `(${text})`;
}

/** How strongly an expression binds: without end, where it is no operation. */
function bindingOf(node: ExpressionNode): number {
  if (node.kind === "jsonata") return 0;
  return (node.kind === "call" ? rows[node.name]!.binds : undefined) ?? Number.POSITIVE_INFINITY;
}

/** A pattern for one character out of several. JSONata counts brackets that no backslash stands before. */
function oneOf(characters: string): string {
  const escaped = characters.replace(/[^\w ,;:]/gu, (found) =>
    found.codePointAt(0)! < 0x80 ? `\\x${found.charCodeAt(0).toString(16).padStart(2, "0")}` : found,
  );
  return `/[${escaped}]/`;
}

function glob(pattern: string): string {
  const source = pattern.replace(/\\\*|\*|[\\^$.|?+()[\]{}/]|\n/g, (found) => {
    if (found === "*") return "[\\s\\S]*";
    if (found === "\n") return "\\n";
    return found === "\\*" ? "\\*" : `\\${found}`;
  });
  return `/^${source}$/`;
}
