import { isJsonObject, type Json } from "../../json";
import type { KeyPath } from "../../paths";
import { expressionIn } from "../../query/expression";
import { around, assignedIn } from "../assigned";
import type { Finding } from "../diagnostic";
import { nearest } from "../nearest";
import type { Rule } from "../rule";
import type { ScopeFound } from "../subject";

/** Fields that hold states of their own. */
const scopes = ["Branches", "ItemProcessor", "Iterator"];

/** A variable that is read is assigned by some state that shares it. */
export const unassigned: Rule = function* ({ scopes: all, states }) {
  const assigned = assignedIn(all);
  const seenBy = new Map<ScopeFound, ReadonlySet<string>>();
  const seen = (scope: ScopeFound): ReadonlySet<string> => {
    const known = seenBy.get(scope);
    if (known) return known;
    const outer = around(scope);
    const names = new Set([...(assigned.get(scope) ?? []), ...(outer ? seen(outer) : [])]);
    seenBy.set(scope, names);
    return names;
  };
  for (const { fields, keys, language, scope } of states) {
    const read = language === "JSONata" ? inExpression : inPath;
    for (const [field, value] of Object.entries(fields))
      if (!scopes.includes(field)) yield* unknownIn(value, [...keys, field], read, seen(scope));
  }
};

/** The variables that a text reads; `field` is the name of the member that holds it. */
type Read = (text: string, field: string) => readonly string[];

function* unknownIn(value: Json, keys: KeyPath, read: Read, known: ReadonlySet<string>): Iterable<Finding> {
  if (typeof value === "string") {
    for (const name of value.includes("$") ? read(value, String(keys.at(-1))) : []) {
      if (known.has(name)) continue;
      const near = nearest(name, known);
      yield { code: "UNASSIGNED_VARIABLE", keys, data: { name, ...(near === undefined ? {} : { nearest: near }) } };
    }
  } else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* unknownIn(item, [...keys, index], read, known);
  else if (isJsonObject(value))
    for (const key of Object.keys(value)) yield* unknownIn(value[key]!, [...keys, key], read, known);
}

const inPath: Read = (text, field) => {
  if (!/(\.\$|Path|^Variable)$/.test(field)) return [];
  const quoted = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g;
  const found = text.replace(quoted, "").matchAll(/(?<![\w$.@])\$([\p{ID_Start}_][\p{ID_Continue}]*)/gu);
  return [...new Set(Array.from(found, ([, name]) => name!))];
};

const inExpression: Read = (text) => {
  const expression = expressionIn(text);
  if (expression === undefined) return [];
  const code = expression.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|\/\*[\s\S]*?\*\//g, '""');
  const own = new Set([
    ...namesIn(code, /\$(\w+)\s*:=/g),
    ...namesIn(code, /[@#]\s*\$(\w+)/g),
    ...Array.from(code.matchAll(/(?:function|λ)\s*\(([^)]*)\)/g), ([, given]) => namesIn(given!, /\$(\w+)/g)).flat(),
  ]);
  return [...new Set(namesIn(code, /\$([A-Za-z_]\w*)(?!\w|\s*\()/g))].filter(
    (name) => !own.has(name) && name !== "states" && !functions.has(name),
  );
};

const namesIn = (text: string, pattern: RegExp): readonly string[] =>
  Array.from(text.matchAll(pattern), ([, name]) => name!);

/** The functions that expressions know by name, which can stand as values. */
const functions: ReadonlySet<string> = new Set(
  (
    "abs append assert average base64decode base64encode boolean ceil clone contains count decodeUrl " +
    "decodeUrlComponent distinct each encodeUrl encodeUrlComponent error eval exists filter floor formatBase " +
    "formatInteger formatNumber fromMillis hash join keys length lookup lowercase map match max merge millis min not " +
    "now number pad parse parseInteger partition power random range reduce replace reverse round shuffle sift single " +
    "sort split spread sqrt string substring substringAfter substringBefore sum toMillis trim type uppercase uuid zip"
  ).split(" "),
);
