import type { MapRunLimits } from "@stepbook/engine";
import type { LocalStepFunctions } from "../api";
import type { Embedded } from "../embedded";
import { pageOf } from "../paging";
import { LocalServiceError } from "../service-error";
import type { MapRunRecord } from "../store";

type Operations = Pick<LocalStepFunctions, "describeMapRun" | "listMapRuns" | "updateMapRun">;

/** What is done with map runs. */
export const mapRunOperations = ({ store, executionOf, mapRunOf }: Embedded): Operations => ({
  async describeMapRun({ mapRunArn }) {
    const record = mapRunOf(mapRunArn);
    const { run, status } = record;
    return {
      mapRunArn,
      executionArn: run.executionArn,
      status,
      ...datesOf(record),
      ...run.limits,
      itemCounts: countsOf(run.itemCounts),
      executionCounts: countsOf(run.executionCounts),
      redriveCount: record.redrive?.count ?? 0,
      ...(record.redrive ? { redriveDate: record.redrive.date } : {}),
    };
  },

  async listMapRuns({ executionArn, ...paging }) {
    const { arn } = executionOf(executionArn);
    const found = store.mapRuns().filter(({ run }) => run.executionArn === arn);
    const { items, ...token } = pageOf(found, ({ number }) => number, paging);
    const mapRuns = items.map((record) => ({
      executionArn,
      mapRunArn: record.arn,
      stateMachineArn: record.run.stateMachineArn,
      ...datesOf(record),
    }));
    return { mapRuns, ...token };
  },

  async updateMapRun({ mapRunArn, ...changes }) {
    const { run, status } = mapRunOf(mapRunArn);
    const limits = Object.fromEntries(
      bounds
        .filter(([field]) => changes[field] !== undefined)
        .map(([field, most]) => [field, checked(field, changes[field], most)]),
    ) as Partial<MapRunLimits>;
    if (Object.keys(limits).length === 0)
      throw new LocalServiceError(
        "ValidationException",
        `At least one of ${bounds.map(([field]) => field).join(", ")} must be given`,
      );
    if (status !== "RUNNING")
      throw new LocalServiceError("ValidationException", `Map Run '${mapRunArn}' is ${status} and cannot be updated`, {
        reason: "CANNOT_UPDATE_COMPLETED_MAP_RUN",
      });
    run.update(limits);
    return {};
  },
});

/** The most that each bound of a map run may be. */
const bounds = [
  ["maxConcurrency", Number.POSITIVE_INFINITY],
  ["toleratedFailureCount", Number.POSITIVE_INFINITY],
  ["toleratedFailurePercentage", 100],
] as const;

const checked = (field: keyof MapRunLimits, value: unknown, most: number): number => {
  const isNumber = typeof value === "number" && value >= 0 && value <= most;
  if (isNumber && (field === "toleratedFailurePercentage" || Number.isInteger(value))) return value;
  const expected = most === 100 ? "a number from 0 to 100" : "a whole number of at least 0";
  throw new LocalServiceError("ValidationException", `${field} is ${expected}; this is ${JSON.stringify(value)}`);
};

const datesOf = ({ run, stopTime }: MapRunRecord) => ({
  startDate: new Date(run.startTime),
  ...(stopTime === undefined ? {} : { stopDate: new Date(stopTime) }),
});

const countsOf = (counts: MapRunRecord["run"]["itemCounts"]) => ({
  ...counts,
  failuresNotRedrivable: 0,
  pendingRedrive: 0,
});
