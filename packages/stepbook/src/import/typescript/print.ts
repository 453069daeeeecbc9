import type { Code } from "./code";

const width = 110;

/** A piece as text. `indent`: how far its lines are indented; `used`: how much of the first line is taken. */
export function print(code: Code, indent = 0, used = indent): string {
  const flat = inline(code);
  if (used + flat.length <= width && !flat.includes("\n")) return flat;
  switch (code.kind) {
    case "call":
      return print(code.of, indent, used) + printArguments(code.args, indent, used + inline(code.of).length);
    case "object":
      return block(
        "{",
        code.entries.map(([key, value]) => printMember(key, value, indent + 2)),
        "}",
        indent,
      );
    case "list":
      return block(
        "[",
        code.items.map((each) => print(each, indent + 2)),
        "]",
        indent,
      );
    case "arrow": {
      const head = `(${code.parameters.join(", ")}) => `;
      return head + bodyOf(code.body, print(code.body, indent, used + head.length));
    }
    case "member":
      return print(code.of, indent, used) + property(code.key);
    default:
      return flat;
  }
}

/** On one line, as far as no text in backticks breaks it. */
function inline(code: Code): string {
  switch (code.kind) {
    case "literal":
      return literalText(code.value);
    case "pattern":
      return String(code.pattern);
    case "name":
      return code.later ? `() => ${code.name}` : code.name;
    case "member":
      return inline(code.of) + property(code.key);
    case "call":
      return `${inline(code.of)}(${code.args.map(inline).join(", ")})`;
    case "object":
      if (code.entries.length === 0) return "{}";
      return `{ ${code.entries.map(([key, value]) => memberText(key, value, inline(value))).join(", ")} }`;
    case "list":
      return `[${code.items.map(inline).join(", ")}]`;
    case "arrow":
      return `(${code.parameters.join(", ")}) => ${bodyOf(code.body, inline(code.body))}`;
    case "tagged":
      return `${code.tag}\`${code.text.replace(/\\|`|\$\{/g, "\\$&").replace(/\r|\u2028|\u2029|<(?=[/!])/g, escaped)}\``;
  }
}

/** The last argument opens on the line of the call where it is an object, a list or a function. */
function printArguments(args: readonly Code[], indent: number, used: number): string {
  const last = args[args.length - 1];
  if (last && (last.kind === "object" || last.kind === "list" || last.kind === "arrow")) {
    const before = args.slice(0, -1).map(inline);
    const head = `(${before.map((each) => `${each}, `).join("")}`;
    const isOpen = before.every((each) => !each.includes("\n")) && used + head.length + 1 <= width;
    const text = isOpen ? print(last, indent, used + head.length) : "";
    if (isOpen && used + head.length + text.split("\n", 1)[0]!.length <= width) return `${head}${text})`;
  }
  return block(
    "(",
    args.map((each) => print(each, indent + 2)),
    ")",
    indent,
  );
}

function printMember(key: string, value: Code, indent: number): string {
  return memberText(key, value, print(value, indent, indent + keyText(key).length + 2));
}

function memberText(key: string, value: Code, text: string): string {
  return value.kind === "name" && !value.later && value.name === key ? key : `${keyText(key)}: ${text}`;
}

function block(open: string, parts: readonly string[], close: string, indent: number): string {
  const inner = " ".repeat(indent + 2);
  return `${open}\n${parts.map((part) => `${inner}${part},\n`).join("")}${" ".repeat(indent)}${close}`;
}

const bodyOf = (body: Code, text: string): string => (body.kind === "object" ? `(${text})` : text);

const property = (key: string | number): string =>
  typeof key === "string" && /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${literalText(key)}]`;

/** `__proto__: …` would set the prototype. */
const keyText = (key: string): string =>
  key === "__proto__" ? '["__proto__"]' : /^[A-Za-z_$][\w$]*$/.test(key) ? key : literalText(key);

/** Nothing in a string ends its line, or a script that the source may stand in. */
function literalText(value: string | number | boolean | null): string {
  if (typeof value === "number" && Object.is(value, -0)) return "-0";
  return typeof value === "string"
    ? JSON.stringify(value).replace(/[\u2028\u2029\u007f-\u009f\ufeff]|<(?=[/!])/g, escaped)
    : String(value);
}

const escaped = (char: string): string =>
  char === "\r" ? "\\r" : `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`;
