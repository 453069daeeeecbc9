import type { Json, QueryLanguage } from "@stepbook/asl";
import type { Path } from "../placeholders/expression";
import { withPath } from "./jsonata";

/** The dialect of a step: its own, or the workflow's. */
export function dialectAt(whole: Dialect, { queryLanguage }: { readonly queryLanguage?: QueryLanguage }): Dialect {
  return queryLanguage === undefined ? whole : dialects[queryLanguage];
}

/** How a query language names what states read from. */
export interface Dialect {
  readonly queryLanguage: QueryLanguage;
  readonly context: string;
  readonly input: string;
  readonly result: string;
  readonly error: string;
  /** The part of AWS's reserved variable at a path; undefined where there is none. */
  readonly states: (path: Path) => string | undefined;
  /** The part of a variable at a path. */
  readonly ofVariable: (base: string, path: Path) => string;
  /** The part of a value at a path. */
  readonly part: (base: string, path: Path) => string;
  /** A member of an object whose value is read by an expression or a path. */
  readonly member: (name: string, text: string) => readonly [string, Json];
}

/** What the parts of AWS's reserved variable are in paths. */
const roots: { readonly [part: string]: string } = { input: "$", result: "$", errorOutput: "$", context: "$$" };

/** A path as people write it. */
function dotted(base: string, path: Path): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === "number") return `${text}[${key}]`;
    return /^[A-Za-z_][\w-]*$/.test(key) ? `${text}.${key}` : `${text}['${key.replace(/[\\']/g, "\\$&")}']`;
  }, base);
}

/** One row for each query language. */
export const dialects: Readonly<Record<QueryLanguage, Dialect>> = {
  JSONata: {
    queryLanguage: "JSONata",
    context: "$states.context",
    input: "$states.input",
    result: "$states.result",
    error: "$states.errorOutput",
    states: (path) => withPath("$states", path),
    ofVariable: withPath,
    part: withPath,
    member: (name, text) => [name, `{% ${text} %}`],
  },
  JSONPath: {
    queryLanguage: "JSONPath",
    context: "$$",
    input: "$",
    result: "$",
    error: "$",
    states: ([name, ...path]) => (Object.hasOwn(roots, String(name)) ? dotted(roots[String(name)]!, path) : undefined),
    ofVariable: dotted,
    part: (base, path) =>
      path.reduce<string>(
        (text, key) => text + (typeof key === "number" ? `[${key}]` : `['${key.replace(/[\\']/g, "\\$&")}']`),
        base,
      ),
    member: (name, text) => [`${name}.$`, text],
  },
};
