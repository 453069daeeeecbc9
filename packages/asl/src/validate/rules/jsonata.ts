import jsonata from "jsonata";
import { isJsonObject, type Json } from "../../json";
import type { KeyPath } from "../../paths";
import { expressionIn } from "../../query/expression";
import type { Finding } from "../diagnostic";
import { topLevelNames } from "../jsonata-names";
import type { Rule } from "../rule";

/** Fields that hold states of their own, which are looked at by themselves, or that are never expressions. */
const apart = [
  "Branches",
  "ItemProcessor",
  "Iterator",
  "Type",
  "Resource",
  "Next",
  "Default",
  "Comment",
  "QueryLanguage",
];

/** What is wrong in an expression, wherever it stands; `caught`: not so in a catcher. */
interface Problem extends Omit<Finding, "keys"> {
  readonly caught?: true;
}

/** Every expression of a JSONata state can be read, and asks only for what is there. */
export const jsonataSyntax: Rule = function* ({ states }) {
  // The same expression often stands in many states, and to read one takes time.
  const known = new Map<string, readonly Problem[]>();
  const problems = (expression: string): readonly Problem[] => {
    let found = known.get(expression);
    if (!found) {
      found = problemsOf(expression);
      known.set(expression, found);
    }
    return found;
  };
  for (const { fields, keys, language } of states)
    if (language === "JSONata")
      for (const [field, value] of Object.entries(fields))
        if (!apart.includes(field)) yield* expressionsIn(value, [...keys, field], problems);
};

function* expressionsIn(
  value: Json,
  keys: KeyPath,
  problems: (expression: string) => readonly Problem[],
): Iterable<Finding> {
  if (typeof value === "string") {
    const expression = expressionIn(value);
    if (expression !== undefined) {
      for (const { caught, ...problem } of problems(expression))
        if (!caught || !keys.includes("Catch")) yield { ...problem, keys };
    } else if (value.startsWith("{%")) yield { code: "OPEN_EXPRESSION", keys, position: value.length };
  } else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* expressionsIn(item, [...keys, index], problems);
  else if (isJsonObject(value))
    for (const key of Object.keys(value)) yield* expressionsIn(value[key]!, [...keys, key], problems);
}

/** A variable and parts of it, a number, a string or a constant. */
const operand =
  /(?:\$[A-Za-z_]\w*(?:\.(?!(?:true|false|null)\b)[A-Za-z_]\w*|\[\d+\])*|\d+(?:\.\d+)?|"[^"\\]*"|true|false|null)/
    .source;
const operator = /(?:\s*(?:!=|<=|>=|[=<>+*/&-])\s*|\s+(?:and|or)\s+)/.source;
/**
 * Values joined by operators, as most expressions are: nothing in them can be wrong. To read one with the parser takes
 * a hundred times as long.
 */
export const plain = new RegExp(`^\\s*${operand}(?:${operator}${operand})*\\s*$`);

/** What keeps an expression from being read or from ever giving a value, and where in the text with its delimiters. */
const problemsOf = (expression: string): readonly Problem[] => {
  if (expression.trim() === "") return [unreadable("it is empty", 0, "Unexpected end of expression")];
  if (plain.test(expression) && !expression.includes("errorOutput")) return [];
  try {
    const tree = jsonata(expression).ast();
    return [
      ...unavailable(tree),
      ...topLevelNames(tree).map(({ name, position }) => ({
        code: "NO_CONTEXT" as const,
        data: { name },
        position: position + 2,
      })),
    ];
  } catch (error) {
    const { message = "unknown reason", position = 0 } = error as { message?: string; position?: number };
    return [unreadable(error instanceof RangeError ? "it nests too deep" : message, position)];
  }
};

const unreadable = (problem: string, position: number, parser = problem): Problem => {
  const ended = /[.!?]$/.test(problem) ? problem : `${problem}.`;
  return { code: "JSONATA_SYNTAX", data: { problem: ended, parser }, position: position + 2 };
};

/** Values of JSONata, or of AWS, that an expression asks for where they are not there. */
function* unavailable(node: unknown): Iterable<Problem> {
  if (typeof node !== "object" || node === null) return;
  const { type, value, steps, position = 0 } = node as Partial<jsonata.ExprNode>;
  const problem = (name: string, way: string, refusal: string): Problem => ({
    code: "UNAVAILABLE_VALUE",
    data: { value: name, way, refusal },
    position: position + 2,
  });
  if (type === "variable" && value === "$")
    yield problem("$$", "Write $states.input, or $states.context.", "Reference to '$$' is not supported.");
  const [from, to] = steps ?? [];
  if (from?.type === "variable" && from.value === "states" && to?.value === "errorOutput") {
    const way = "It is there in the Output and Assign of a catcher.";
    yield { ...problem("$states.errorOutput", way, "Field '$states.errorOutput' does not exist."), caught: true };
  }
  for (const inner of Object.values(node)) yield* unavailable(inner);
}
