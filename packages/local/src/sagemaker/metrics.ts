import { LocalServiceError } from "../service-error";
import type { MetricData, MetricDefinition } from "./shapes";

/** Python's names of groups, as JavaScript writes them. */
const inJavaScript = (regex: string): string => regex.replaceAll("(?P<", "(?<");

interface Metric {
  readonly name: string;
  readonly regex: RegExp;
}

const metricOf = ({ Name, Regex }: MetricDefinition): Metric => {
  try {
    return { name: Name, regex: new RegExp(inJavaScript(Regex)) };
  } catch (error) {
    throw new LocalServiceError(
      "ValidationException",
      `Invalid regex for metric ${Name}: ${JSON.stringify(Regex)}: ${(error as Error).message}`,
    );
  }
};

/** Finds the values of metrics in lines. @throws LocalServiceError where a regex is none. */
export const metricFinder = (definitions: readonly MetricDefinition[]) => {
  const metrics = definitions.map(metricOf);
  return (line: string, Timestamp: Date): readonly MetricData[] =>
    metrics.flatMap(({ name, regex }) => {
      const found = regex.exec(line)?.[1];
      const Value = found === undefined || found.trim() === "" ? Number.NaN : Number(found);
      return Number.isNaN(Value) ? [] : [{ MetricName: name, Value, Timestamp }];
    });
};
