import type { Comparison, Filter, Json, Operand } from "@stepbook/asl";
import { compileWalk } from "./json-path";

/** Whether a filter holds for an item. */
export type Holds = (item: Json, root: Json) => boolean;

export const compileFilter = (filter: Filter): Holds => {
  switch (filter.kind) {
    case "and": {
      const parts = filter.parts.map(compileFilter);
      return (item, root) => parts.every((holds) => holds(item, root));
    }
    case "or": {
      const parts = filter.parts.map(compileFilter);
      return (item, root) => parts.some((holds) => holds(item, root));
    }
    case "not": {
      const part = compileFilter(filter.part);
      return (item, root) => !part(item, root);
    }
    case "exists": {
      const operand = compileOperand(filter.operand);
      return (item, root) => operand(item, root) !== undefined;
    }
    case "compare": {
      const left = compileOperand(filter.left);
      const right = compileOperand(filter.right);
      const compare = comparisons[filter.operator];
      return (item, root) => compare(left(item, root), right(item, root));
    }
  }
};

const compileOperand = (operand: Operand): ((item: Json, root: Json) => Json | undefined) => {
  if (operand.kind === "literal") return () => operand.value;
  const walk = compileWalk(operand.steps);
  return operand.from === "item" ? (item, root) => walk([item], root)[0] : (_, root) => walk([root], root)[0];
};

type Value = Json | undefined;
const equal = (one: Value, other: Value): boolean =>
  one === other || (typeof one === "object" && JSON.stringify(one) === JSON.stringify(other));
const ordered =
  (holds: (one: number | string, other: number | string) => boolean) =>
  (one: Value, other: Value): boolean =>
    (typeof one === "number" && typeof other === "number") || (typeof one === "string" && typeof other === "string")
      ? holds(one, other)
      : false;
const within = (one: Value, other: Value): boolean => Array.isArray(other) && other.some((item) => equal(one, item));

const comparisons: Readonly<Record<Comparison, (one: Value, other: Value) => boolean>> = {
  "==": equal,
  "!=": (one, other) => !equal(one, other),
  "<": ordered((one, other) => one < other),
  "<=": ordered((one, other) => one <= other),
  ">": ordered((one, other) => one > other),
  ">=": ordered((one, other) => one >= other),
  in: within,
  nin: (one, other) => !within(one, other),
};
