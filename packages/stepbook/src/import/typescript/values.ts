import { expressionIn, isJsonObject, type Json, type QueryLanguage } from "@stepbook/asl";
import { arrow, type Code, call, holds, json, list, literal, name, replaced, tagged } from "./code";
import { jsonPathCode, type Root } from "./json-path-code";
import { jsonataCode } from "./jsonata-code";
import type { Trial } from "./trial";

/** Values of a definition as pieces of source, each seen to become that value again. */
export class Values {
  readonly language: QueryLanguage;
  readonly #trial: Trial;
  readonly #known: Map<string, Code | undefined>;

  constructor(language: QueryLanguage, trial: Trial, known = new Map<string, Code | undefined>()) {
    this.language = language;
    this.#trial = trial;
    this.#known = known;
  }

  /** A template. */
  template(value: Json, root: Root = "input"): Code {
    return this.language === "JSONata" ? this.#jsonata(value) : this.#paths(value, root);
  }

  /** A path, or a call of an intrinsic function, in place of a value. */
  path(text: Json, root: Root = "input"): Code | undefined {
    return typeof text === "string" ? this.#path(text, root) : undefined;
  }

  /** An expression of JSONata, in its delimiters. */
  expression(value: Json): Code {
    if (typeof value !== "string") return call("raw", json(value));
    return this.#remember(value, () => {
      const text = expressionIn(value);
      if (text === undefined) return literal(value);
      const inner = value.slice(3, -3);
      const candidates = [jsonataCode(text), tagged("jsonata", inner), call("raw", literal(value))];
      return candidates.find((code) => code && this.#becomes(code, ["v", value]));
    })!;
  }

  #jsonata(value: Json): Code {
    if (typeof value === "string") return /^\s*\{%/.test(value) ? this.#plainOr(value) : literal(value);
    if (Array.isArray(value)) return list(value.map((item) => this.#jsonata(item)));
    if (!isJsonObject(value)) return json(value);
    return { kind: "object", entries: Object.entries(value).map(([key, each]) => [key, this.#jsonata(each)]) };
  }

  #plainOr(value: string): Code {
    const code = this.expression(value);
    return this.#becomes(code, ["v", value]) ? code : call("raw", literal(value));
  }

  #paths(value: Json, root: Root): Code {
    if (Array.isArray(value)) return list(value.map((item) => this.#paths(item, root)));
    if (!isJsonObject(value)) return json(value);
    const entries = Object.entries(value).map(([key, each]): readonly [string, Code | undefined] =>
      key.endsWith(".$") ? [key.slice(0, -2), this.path(each as Json, root)] : [key, this.#paths(each as Json, root)],
    );
    const isSaid = entries.every(([, code]) => code) && new Set(entries.map(([key]) => key)).size === entries.length;
    return isSaid ? { kind: "object", entries: entries as [string, Code][] } : call("raw", json(value));
  }

  #path(text: string, root: Root): Code | undefined {
    return this.#remember(`${root} ${text}`, () => {
      const candidates = [jsonPathCode(text, root), call("jsonPath", literal(text))];
      return candidates.find((code) => code && this.#becomes(code, ["v.$", text]));
    });
  }

  #becomes(code: Code, [key, value]: readonly [string, Json]): boolean {
    const made = this.#trial.value(code, this.language);
    return made !== undefined && made[0] === key && made[1] === value;
  }

  #remember(text: string, make: () => Code | undefined): Code | undefined {
    const key = `${this.language} ${text}`;
    if (!this.#known.has(key)) this.#known.set(key, make());
    return this.#known.get(key);
  }
}

/** A value as a function of a step's own, where it uses this: `(result) => result.Payload`. */
export function functionOf(code: Code, ...own: readonly (readonly [parameter: string, path: string])[]): Code {
  const used = own.map(() => false);
  const body = replaced(code, (each) => {
    const index = own.findIndex(([, path]) => isPath(each, path));
    if (index < 0) return undefined;
    used[index] = true;
    return name(own[index]![0]);
  });
  const last = used.lastIndexOf(true);
  return last < 0
    ? code
    : arrow(
        own.slice(0, last + 1).map(([parameter]) => parameter),
        body,
      );
}

/** Whether a piece is the placeholder at a path of names. */
export function isPath(code: Code, path: string): boolean {
  const dot = path.lastIndexOf(".");
  if (dot < 0) return code.kind === "name" && code.name === path;
  return code.kind === "member" && code.key === path.slice(dot + 1) && isPath(code.of, path.slice(0, dot));
}

/** Whether a piece holds what no function or placeholder says. */
export function hasEscape(code: Code): boolean {
  return holds(code, (each) => each.kind === "tagged" || isCallOf(each, "raw") || isCallOf(each, "jsonPath"));
}

const isCallOf = (code: Code, path: string): boolean => code.kind === "call" && isPath(code.of, path);
