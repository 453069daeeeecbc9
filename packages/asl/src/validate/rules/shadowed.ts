import { isJsonObject, type Json } from "../../json";
import type { Rule } from "../rule";

/** A catcher or a retrier has an error that none before it takes. */
export const shadowed: Rule = function* ({ states }) {
  for (const { fields, keys } of states)
    for (const field of ["Retry", "Catch"] as const) {
      const rows = fields[field];
      const taken = new Map<string, number>();
      for (const [index, row] of (Array.isArray(rows) ? rows : []).entries()) {
        const errors = namesOf(row);
        const before = errors.map((error) => takerOf(error, taken, fields.Type === "Task"));
        const first = before[0];
        if (first !== undefined && before.every((taker) => taker !== undefined))
          yield {
            code: "SHADOWED_HANDLER",
            keys: [...keys, field, index],
            data: { field, errors, first: `${field}[${Math.max(...(before as number[]))}]` },
          };
        for (const error of errors) if (!taken.has(error)) taken.set(error, index);
      }
    }
};

const namesOf = (row: Json): readonly string[] => {
  const names = isJsonObject(row) ? row.ErrorEquals : undefined;
  return Array.isArray(names) ? names.filter((name): name is string => typeof name === "string") : [];
};

/**
 * What of the rows before takes an error: the same name, or in a task States.TaskFailed, which stands for the errors
 * of what it calls.
 */
const takerOf = (error: string, taken: ReadonlyMap<string, number>, isTask: boolean): number | undefined =>
  taken.get(error) ?? (isTask && !error.startsWith("States.") ? taken.get("States.TaskFailed") : undefined);
