import type { GetExecutionHistoryInput, GetExecutionHistoryOutput, HistoryEvent } from "@stepbook/asl";
import { pageOf } from "./paging";

/** The members of details that carry data, which `includeExecutionData: false` leaves out. */
const data = new Set([
  "input",
  "inputDetails",
  "output",
  "outputDetails",
  "parameters",
  "assignedVariables",
  "assignedVariablesDetails",
]);

const withoutData = (event: HistoryEvent): HistoryEvent =>
  Object.fromEntries(
    Object.entries(event).map(([key, value]) =>
      key.endsWith("EventDetails")
        ? [key, Object.fromEntries(Object.entries(value as object).filter(([name]) => !data.has(name)))]
        : [key, value],
    ),
  ) as unknown as HistoryEvent;

/** One page of a history, forwards or backwards. */
export const historyPage = (
  events: readonly HistoryEvent[],
  { reverseOrder = false, includeExecutionData = true, ...paging }: GetExecutionHistoryInput,
): GetExecutionHistoryOutput => {
  const { items, ...token } = pageOf(
    reverseOrder ? [...events].reverse() : events,
    ({ id }) => (reverseOrder ? -id : id),
    paging,
  );
  return { events: includeExecutionData ? items : items.map(withoutData), ...token };
};
