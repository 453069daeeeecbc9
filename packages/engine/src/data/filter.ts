import type { Comparison, Filter, Json, Operand } from "@stepbook/asl";
import { compileWalk, type Scan } from "./walk";

/** Whether a filter holds for an item. */
export type Holds = (item: Json, scan: Scan) => boolean;

export const compileFilter = (filter: Filter): Holds => {
  switch (filter.kind) {
    case "and": {
      const parts = filter.parts.map(compileFilter);
      return (item, scan) => parts.every((holds) => holds(item, scan));
    }
    case "or": {
      const parts = filter.parts.map(compileFilter);
      return (item, scan) => parts.some((holds) => holds(item, scan));
    }
    case "not": {
      const part = compileFilter(filter.part);
      return (item, scan) => !part(item, scan);
    }
    case "exists": {
      const operand = compileOperand(filter.operand);
      return (item, scan) => operand(item, scan) !== undefined;
    }
    case "compare": {
      const left = compileOperand(filter.left);
      const right = compileOperand(filter.right);
      const compare = comparisons[filter.operator];
      return (item, scan) => compare(left(item, scan), right(item, scan));
    }
  }
};

const compileOperand = (operand: Operand): ((item: Json, scan: Scan) => Json | undefined) => {
  if (operand.kind === "literal") return () => operand.value;
  const walk = compileWalk(operand.steps);
  return operand.from === "item" ? (item, scan) => walk([item], scan)[0] : (_, scan) => walk([scan.root], scan)[0];
};

type Value = Json | undefined;
const equal = (one: Value, other: Value): boolean =>
  one === other ||
  (typeof one === "object" && typeof other === "object" && JSON.stringify(one) === JSON.stringify(other));
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
