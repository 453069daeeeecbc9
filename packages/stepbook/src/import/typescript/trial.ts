import type { Json, QueryLanguage, State } from "@stepbook/asl";
import { assemble } from "../../assemble/assemble";
import * as stepbook from "../../index";
import type { Any } from "../../placeholders/any";
import type { Step } from "../../steps/step";
import { type Code, evaluate, holds } from "./code";

/** What the names of a source stand for: what it imports, and `$name` for a variable. */
export function globalOf(name: string): unknown {
  if (Object.hasOwn(builtIn, name)) return builtIn[name];
  if (name.startsWith("$")) return stepbook.variable(name.slice(1));
  return (stepbook as { readonly [name: string]: unknown })[name];
}

const builtIn: { readonly [name: string]: unknown } = { String, Number, Boolean, Date };

/** A step that stands for any other, as a target. */
export const target = "→";

/**
 * Assembles single values and states, to see that a piece of source says what the definition does. A piece that the
 * language refuses says nothing.
 */
export class Trial {
  readonly #language: QueryLanguage;
  readonly #variables: ReadonlySet<string>;

  /** `variables`: those that some state sets. */
  constructor(language: QueryLanguage, variables: ReadonlySet<string>) {
    this.#variables = variables;
    this.#language = language;
  }

  /** The member of a template that a value becomes. */
  value(code: Code, language: QueryLanguage): readonly [string, Json] | undefined {
    const step = {
      resource: "arn:aws:states:::lambda:invoke",
      catch: [{ errorEquals: ["States.ALL"], next: stepbook.succeed(target) }],
      ...(language !== this.#language && { queryLanguage: language }),
    };
    const state = this.#assembled(code, (value) => stepbook.task("T", { ...step, arguments: { v: value as Any } }));
    const made = state && ((state as Any)[language === "JSONata" ? "Arguments" : "Parameters"] as object | undefined);
    return made && (Object.entries(made)[0] as [string, Json] | undefined);
  }

  /** The state that a step becomes. Other steps are the target. */
  state(code: Code): State | undefined {
    return this.#assembled(code, (step) => step as Step);
  }

  #assembled(code: Code, stepOf: (value: unknown) => Step): State | undefined {
    const read = variablesIn(code);
    if (!read.every((name) => this.#variables.has(name))) return undefined;
    try {
      let count = 0;
      const step = stepOf(
        evaluate(code, (name) => (name === target ? stepbook.succeed(`${target}${count++}`) : globalOf(name))),
      );
      const set = stepbook.pass("Set", { assign: Object.fromEntries(read.map((name) => [name, 0])) });
      const machine = assemble({ steps: [set, step], input: undefined, queryLanguage: this.#language });
      return machine.States[step.id];
    } catch {
      return undefined;
    }
  }
}

/** The variables that a piece reads. */
export function variablesIn(code: Code): readonly string[] {
  const found = new Set<string>();
  holds(code, (each) => {
    if (each.kind === "name" && each.name.startsWith("$")) found.add(each.name.slice(1));
    return false;
  });
  return [...found];
}
