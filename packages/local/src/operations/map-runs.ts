import type { MapRunLimits } from "@stepbook/engine";
import type { LocalStepFunctions } from "../api";
import type { Embedded } from "../embedded";
import { pageOf } from "../paging";
import { LocalServiceError } from "../service-error";
import type { ExecutionRecord, MapRunRecord } from "../store";
import { hindrance } from "./redrive";

type Operations = Pick<LocalStepFunctions, "describeMapRun" | "listMapRuns" | "updateMapRun">;

/** What is done with map runs. */
export const mapRunOperations = (local: Embedded): Operations => ({
  async describeMapRun({ mapRunArn }) {
    const record = local.mapRunOf(mapRunArn);
    const { run, status } = record;
    const lost = record.children.filter((child) => isLost(local, child));
    const lostItems = lost.reduce((sum, { itemCount = 0 }) => sum + itemCount, 0);
    return {
      mapRunArn,
      executionArn: run.executionArn,
      status,
      ...datesOf(record),
      ...run.limits,
      itemCounts: { ...run.itemCounts, failuresNotRedrivable: lostItems, pendingRedrive: 0 },
      executionCounts: { ...run.executionCounts, failuresNotRedrivable: lost.length, pendingRedrive: 0 },
      redriveCount: record.redrive?.count ?? 0,
      ...(record.redrive ? { redriveDate: record.redrive.date } : {}),
    };
  },

  async listMapRuns({ executionArn, ...paging }) {
    const { arn } = local.executionOf(executionArn);
    const found = local.store.mapRunsOf(arn);
    const { items, ...token } = pageOf(found, ({ number }) => -number, paging);
    const mapRuns = items.map((record) => ({
      executionArn,
      mapRunArn: record.arn,
      stateMachineArn: record.run.stateMachineArn,
      ...datesOf(record),
    }));
    return { mapRuns, ...token };
  },

  async updateMapRun({ mapRunArn, ...changes }) {
    const { run, status } = local.mapRunOf(mapRunArn);
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
      throw new LocalServiceError("ValidationException", `Map Run is ${status} and cannot be updated: '${mapRunArn}'`, {
        reason: "CANNOT_UPDATE_COMPLETED_MAP_RUN",
      });
    await run.update(limits);
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

/** Whether a child has not ended well, and cannot be redriven either. */
const isLost = (local: Embedded, child: ExecutionRecord): boolean =>
  child.end !== undefined && child.end.status !== "SUCCEEDED" && hindrance(local, child) !== undefined;
