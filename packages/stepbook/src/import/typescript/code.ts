/** A piece of TypeScript: what `toTypeScript` prints, and what it runs to see that it says the same. */
export type Code =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  /** A const, a parameter or an import. `later`: it is made after this, and mentioned by a function. */
  | { readonly kind: "name"; readonly name: string; readonly later?: true }
  | { readonly kind: "member"; readonly of: Code; readonly key: string | number }
  | { readonly kind: "call"; readonly of: Code; readonly args: readonly Code[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [string, Code])[] }
  | { readonly kind: "list"; readonly items: readonly Code[] }
  | { readonly kind: "arrow"; readonly parameters: readonly string[]; readonly body: Code }
  | { readonly kind: "pattern"; readonly pattern: RegExp }
  /** Text in backticks, behind the name of a function. */
  | { readonly kind: "tagged"; readonly tag: string; readonly text: string };

export const literal = (value: string | number | boolean | null): Code => ({ kind: "literal", value });
export const name = (text: string): Code => ({ kind: "name", name: text });
export const list = (items: readonly Code[]): Code => ({ kind: "list", items });
export const tagged = (tag: string, text: string): Code => ({ kind: "tagged", tag, text });
export const arrow = (parameters: readonly string[], body: Code): Code => ({ kind: "arrow", parameters, body });
export const member = (of: Code, key: string | number): Code => ({ kind: "member", of, key });

/** A call of what stands at the path of names: `call("lambda.invoke", …)`. */
export const call = (path: string, ...args: readonly Code[]): Code => {
  const [first, ...rest] = path.split(".");
  return { kind: "call", of: rest.reduce<Code>((of, key) => member(of, key), name(first!)), args };
};

/** An object; members without a value are left out. */
export const object = (members: { readonly [key: string]: Code | undefined }): Code => ({
  kind: "object",
  entries: Object.entries(members).filter((each): each is [string, Code] => each[1] !== undefined),
});

/** Plain JSON. */
export const json = (value: unknown): Code => {
  if (Array.isArray(value)) return list(value.map(json));
  if (typeof value === "object" && value !== null)
    return { kind: "object", entries: Object.entries(value).map(([key, part]) => [key, json(part)]) };
  return literal(value as string | number | boolean | null);
};

/** The parts of placeholders that a property can't name. */
const reserved: ReadonlySet<string> = new Set([
  "at",
  "then",
  "toJSON",
  ...Object.getOwnPropertyNames(Object.prototype),
]);

/** The part of a placeholder at a key. */
export const part = (of: Code, key: string | number): Code => {
  const isProperty = typeof key === "number" ? key >= 0 && key < 1e9 : /^[A-Za-z_$][\w$-]*$/.test(key);
  return isProperty && !reserved.has(String(key))
    ? member(of, key)
    : { kind: "call", of: member(of, "at"), args: [literal(key)] };
};

/** The piece with others in place of some of its parts. */
export const replaced = (code: Code, by: (code: Code) => Code | undefined): Code => {
  const found = by(code);
  if (found) return found;
  const inner = (each: Code) => replaced(each, by);
  switch (code.kind) {
    case "member":
      return { ...code, of: inner(code.of) };
    case "call":
      return { ...code, of: inner(code.of), args: code.args.map(inner) };
    case "object":
      return { ...code, entries: code.entries.map(([key, value]) => [key, inner(value)] as const) };
    case "list":
      return { ...code, items: code.items.map(inner) };
    case "arrow":
      return { ...code, body: inner(code.body) };
    default:
      return code;
  }
};

/** Whether a part of the piece is such. */
export const holds = (code: Code, is: (code: Code) => boolean): boolean => {
  let found = false;
  replaced(code, (each) => {
    found ||= is(each);
    return undefined;
  });
  return found;
};

/** The value of a piece. `scope` gives what names stand for. */
export const evaluate = (code: Code, scope: (name: string) => unknown): unknown => {
  switch (code.kind) {
    case "literal":
      return code.value;
    case "pattern":
      return code.pattern;
    case "name":
      return code.later ? () => scope(code.name) : scope(code.name);
    case "member":
      return (evaluate(code.of, scope) as Record<string | number, unknown>)[code.key];
    case "call": {
      const args = code.args.map((each) => evaluate(each, scope));
      if (code.of.kind !== "member") return (evaluate(code.of, scope) as (...args: unknown[]) => unknown)(...args);
      const self = evaluate(code.of.of, scope) as Record<string | number, (...args: unknown[]) => unknown>;
      return self[code.of.key]!(...args);
    }
    case "object":
      return Object.fromEntries(code.entries.map(([key, value]) => [key, evaluate(value, scope)]));
    case "list":
      return code.items.map((each) => evaluate(each, scope));
    case "arrow":
      return (...args: unknown[]) =>
        evaluate(code.body, (each) => {
          const index = code.parameters.indexOf(each);
          return index < 0 ? scope(each) : args[index];
        });
    case "tagged":
      return (scope(code.tag) as (parts: readonly string[]) => unknown)([code.text]);
  }
};

/** The row of a table; undefined where it has none of that name, whatever its prototype has. */
export const rowOf = <Row>(table: { readonly [name: string]: Row }, key: string): Row | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
