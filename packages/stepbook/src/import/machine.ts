import type { Json, JsonObject, StateMachine } from "@stepbook/asl";
import { describeValue, StepbookError } from "../errors";
import { expressionNode } from "../placeholders/expression";
import { isPlainObject } from "../steps/data";

/** A copy of a state machine; fails where the value is none. */
export function machineOf(value: unknown, what: string): StateMachine {
  if (!isPlainObject(value))
    throw new StepbookError(`${what} must hold an object with StartAt and States, but is ${describeValue(value)}.`);
  const missing = ["StartAt", "States"].filter((field) => !Object.hasOwn(value, field));
  if (missing.length > 0)
    throw new StepbookError(
      `${what} is no state machine: it has no ${missing.join(" and no ")}. ` +
        (Object.hasOwn(value, "Type")
          ? "It looks like a single state: put it into { StartAt: name, States: { [name]: state } }."
          : "A definition is { StartAt: name, States: { [name]: state, … } }."),
    );
  const { States } = value;
  if (!isPlainObject(States))
    throw new StepbookError(
      `States of ${what} must be an object of states by their names, but is ${describeValue(States)}.`,
    );
  return json(value, what, [], []) as unknown as StateMachine;
}

/** Deeper than people nest, and than AWS takes; shallow enough for what walks a definition. */
const deepest = 300;

/** A frozen copy; fails on what JSON can't hold, naming its place. */
function json(value: unknown, what: string, keys: readonly (string | number)[], around: readonly unknown[]): Json {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  const isList = Array.isArray(value);
  if (
    around.length < deepest &&
    !around.includes(value) &&
    !expressionNode(value) &&
    (isList || isPlainObject(value))
  ) {
    const inside = [...around, value];
    return Object.freeze(
      isList
        ? Array.from(value, (item, index) => json(item, what, [...keys, index], inside))
        : Object.fromEntries(
            Object.entries(value).map(([key, part]) => [key, json(part, what, [...keys, key], inside)]),
          ),
    ) as JsonObject;
  }
  const where = keys.length > 12 ? `${keys.slice(0, 12).join(".")}. …` : keys.join(".");
  const why = around.includes(value)
    ? "is an object that holds itself"
    : around.length >= deepest
      ? `is nested more than ${deepest} deep`
      : `is ${expressionNode(value) ? "a placeholder" : describeValue(value)}, which JSON can't hold`;
  throw new StepbookError(`${what}: ${where} ${why}. A definition is plain JSON.`);
}
