import type { Json, QueryLanguage } from "@stepbook/asl";
import type { Path } from "../placeholders/expression";
import { withPath } from "./jsonata";

/** How a query language names what states read from. */
export interface Dialect {
  readonly queryLanguage: QueryLanguage;
  readonly context: string;
  readonly input: string;
  readonly result: string;
  readonly error: string;
  /** The part of a value at a path. */
  readonly part: (base: string, path: Path) => string;
  /** A member of an object whose value is read by an expression or a path. */
  readonly member: (name: string, text: string) => readonly [string, Json];
}

/** One row for each query language. */
export const dialects: Readonly<Record<QueryLanguage, Dialect>> = {
  JSONata: {
    queryLanguage: "JSONata",
    context: "$states.context",
    input: "$states.input",
    result: "$states.result",
    error: "$states.errorOutput",
    part: withPath,
    member: (name, text) => [name, `{% ${text} %}`],
  },
  JSONPath: {
    queryLanguage: "JSONPath",
    context: "$$",
    input: "$",
    result: "$",
    error: "$",
    part: (base, path) =>
      path.reduce<string>(
        (text, key) => text + (typeof key === "number" ? `[${key}]` : `['${key.replace(/[\\']/g, "\\$&")}']`),
        base,
      ),
    member: (name, text) => [`${name}.$`, text],
  },
};
