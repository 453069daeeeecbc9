import type { ChoiceRule, State } from "./definition";
import { isJsonObject } from "./json";
import type { KeyPath } from "./paths";

/** A way out of a state, to another of the same scope. `keys` is where it is written within the state. */
export type Transition =
  | { readonly kind: "next" | "default"; readonly target: string; readonly keys: KeyPath }
  | { readonly kind: "choice"; readonly target: string; readonly rule: ChoiceRule; readonly keys: KeyPath }
  | {
      readonly kind: "catch";
      readonly target: string;
      readonly errorEquals: readonly string[];
      readonly keys: KeyPath;
    };

/**
 * The ways out of a state, in the order that they are tried: `Next`, then a Choice's rules and its `Default`, then the
 * catchers.
 */
export const transitionsOf = (state: State): readonly Transition[] => {
  const fields: { readonly [field: string]: unknown } = { ...state };
  const found: Transition[] = [];
  if (typeof fields.Next === "string") found.push({ kind: "next", target: fields.Next, keys: ["Next"] });
  for (const [index, rule] of rowsOf(fields.Choices))
    found.push({ kind: "choice", target: rule.Next, rule: rule as ChoiceRule, keys: ["Choices", index, "Next"] });
  if (typeof fields.Default === "string") found.push({ kind: "default", target: fields.Default, keys: ["Default"] });
  for (const [index, catcher] of rowsOf(fields.Catch)) {
    const errorEquals = Array.isArray(catcher.ErrorEquals) ? catcher.ErrorEquals : [];
    found.push({ kind: "catch", target: catcher.Next, errorEquals, keys: ["Catch", index, "Next"] });
  }
  return found;
};

type Row = { readonly Next: string; readonly [field: string]: unknown };

const rowsOf = (rows: unknown): readonly (readonly [number, Row])[] =>
  Array.isArray(rows)
    ? rows.flatMap((row, index) =>
        isJsonObject(row) && typeof row.Next === "string" ? [[index, row as Row] as const] : [],
      )
    : [];
