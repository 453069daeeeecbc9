import type { DescribeExecutionOutput, ExecutionListItem, ExecutionStatus } from "@stepbook/asl";
import type { LocalStepFunctions } from "../api";
import { checkChoice, checkText } from "../checks";
import type { Embedded } from "../embedded";
import { historyPage } from "../history-page";
import { type MachineRecord, notSupported } from "../machines";
import { newestPageOf } from "../paging";
import { LocalServiceError } from "../service-error";
import type { ExecutionRecord } from "../store";
import { dataOf, isIncluded } from "./included-data";
import { checkOwn, redriveOf } from "./redrive";

type Operations = Pick<
  LocalStepFunctions,
  "describeExecution" | "stopExecution" | "listExecutions" | "getExecutionHistory"
>;

/** What is done with executions that have begun. */
export const executionOperations = (local: Embedded): Operations => {
  const { today, executionOf, describableOf, mapRunOf } = local;
  return {
    async describeExecution({ executionArn, includedData }) {
      return describe(local, describableOf(executionArn), isIncluded(includedData));
    },

    async stopExecution({ executionArn, error, cause }) {
      const record = executionOf(executionArn);
      checkText("error", error, 256);
      checkText("cause", cause, 32_768);
      if (!record.end) checkOwn(record);
      await record.run?.stop({ ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) });
      return { stopDate: record.end ? new Date(record.end.stopTime) : today() };
    },

    async listExecutions({ stateMachineArn, mapRunArn, statusFilter, redriveFilter, ...paging }) {
      if ((stateMachineArn === undefined) === (mapRunArn === undefined))
        throw new LocalServiceError("ValidationException", "Must provide a StateMachine ARN or MapRun ARN");
      checkChoice("statusFilter", statusFilter, statuses);
      checkChoice("redriveFilter", redriveFilter, ["REDRIVEN", "NOT_REDRIVEN"]);
      if (statusFilter === "PENDING_REDRIVE" && mapRunArn === undefined)
        throw new LocalServiceError(
          "ValidationException",
          "PENDING_REDRIVE is a status of children of a MapRun: provide a MapRun ARN",
        );
      const { among, isOf } =
        mapRunArn === undefined
          ? startedBy(local, stateMachineArn!)
          : { among: mapRunOf(mapRunArn).children, isOf: () => true };
      const matches = (record: ExecutionRecord): boolean =>
        isOf(record) &&
        (statusFilter === undefined || statusOf(record) === statusFilter) &&
        (redriveFilter === undefined || (record.redrive !== undefined) === (redriveFilter === "REDRIVEN"));
      const { items, ...token } = newestPageOf(among, matches, paging, longestToken);
      return { executions: items.map(listed), ...token };
    },

    async getExecutionHistory(input) {
      return historyPage(executionOf(input.executionArn).events, input);
    },
  };
};

/** The executions of a machine, without those of another that had its name. Oldest first. */
export const executionsOf = ({ store }: Embedded, machine: MachineRecord): readonly ExecutionRecord[] =>
  store.executionsOf(machine.arn).filter((record) => isOfMachine(record, machine));

/** Among which the executions of a machine are, and which they are; of a version or an alias, those that it started. */
const startedBy = (local: Embedded, arn: string) => {
  const { machine, version, alias } = local.targetOf(arn);
  if (machine.type === "EXPRESS") throw notSupported();
  const isOf = (record: ExecutionRecord): boolean => {
    if (!isOfMachine(record, machine)) return false;
    if (alias) return record.stateMachineAliasArn === alias.arn;
    return !version || record.stateMachineVersionArn === version.arn;
  };
  return { among: local.store.executionsOf(machine.arn), isOf };
};

const isOfMachine = (record: ExecutionRecord, { number }: MachineRecord): boolean =>
  record.machine.number === number && !record.damaged;

/** The longest token that a list of executions takes. */
const longestToken = 3096;

const statuses: readonly ExecutionStatus[] = [
  "SUCCEEDED",
  "TIMED_OUT",
  "PENDING_REDRIVE",
  "ABORTED",
  "FAILED",
  "RUNNING",
];

const statusOf = (record: ExecutionRecord): ExecutionStatus => record.end?.status ?? "RUNNING";

type Head = { -readonly [Name in keyof ExecutionListItem]: ExecutionListItem[Name] };

/** A list has many of them: members are set one by one, since spreading takes several times as long. */
const headOf = (record: ExecutionRecord): Head => {
  const { arn: executionArn, stateMachineArn, name, startDate, end } = record;
  const head: Head = { executionArn, stateMachineArn, name, status: statusOf(record), startDate };
  if (end) head.stopDate = new Date(end.stopTime);
  if (record.mapRunArn !== undefined) head.mapRunArn = record.mapRunArn;
  if (record.stateMachineVersionArn !== undefined) head.stateMachineVersionArn = record.stateMachineVersionArn;
  if (record.stateMachineAliasArn !== undefined) head.stateMachineAliasArn = record.stateMachineAliasArn;
  return head;
};

const listed = (record: ExecutionRecord): Head => {
  const item = headOf(record);
  if (record.itemCount !== undefined) item.itemCount = record.itemCount;
  item.redriveCount = record.redrive?.count ?? 0;
  if (record.redrive) item.redriveDate = record.redrive.date;
  return item;
};

const describe = (local: Embedded, record: ExecutionRecord, included: boolean): DescribeExecutionOutput => ({
  ...headOf(record),
  ...dataOf(record.input, record.end ?? {}, included),
  ...(record.traceHeader === undefined ? {} : { traceHeader: record.traceHeader }),
  ...redriveOf(local, record),
  ...(record.foreign === undefined || record.end ? {} : { runBy: record.foreign }),
});
