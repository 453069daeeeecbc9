import { type LinearSearch, linearSearch } from "@stepbook/engine";
import { LocalServiceError } from "../service-error";
import type { FindMetrics } from "./job";
import type { MetricDefinition } from "./shapes";

const searchOf = ({ Name, Regex }: MetricDefinition): LinearSearch => {
  try {
    return linearSearch(Regex);
  } catch (error) {
    throw new LocalServiceError(
      "ValidationException",
      `Invalid regex for metric ${Name}: ${JSON.stringify(Regex)}: ${(error as Error).message}`,
    );
  }
};

/** Finds the values of metrics in lines: each is the first group of its regex. @throws LocalServiceError where a regex is none. */
export const metricFinder = (definitions: readonly MetricDefinition[]): FindMetrics => {
  const metrics = definitions.map((definition) => ({ name: definition.Name, search: searchOf(definition) }));
  return (line, Timestamp) =>
    metrics.flatMap(({ name, search }) => {
      const found = search(line)?.[1];
      const Value = found === undefined || found.trim() === "" ? Number.NaN : Number(found);
      return Number.isNaN(Value) ? [] : [{ MetricName: name, Value, Timestamp }];
    });
};
