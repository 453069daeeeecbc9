import type { DescribeExecutionOutput, ExecutionStatus } from "@stepbook/asl";
import type { LocalStepFunctions } from "../api";
import { checkChoice, checkText } from "../checks";
import type { Embedded } from "../embedded";
import { historyPage } from "../history-page";
import { type MachineRecord, notSupported } from "../machines";
import { pageOf } from "../paging";
import { LocalServiceError } from "../service-error";
import type { ExecutionRecord } from "../store";
import { dataOf, isIncluded } from "./included-data";
import { redriveOf } from "./redrive";

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
      record.run?.stop({ ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) });
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
      const among =
        mapRunArn === undefined ? startedBy(local, stateMachineArn!) : [...mapRunOf(mapRunArn).children].reverse();
      const found = among.filter(
        (record) =>
          (statusFilter === undefined || statusOf(record) === statusFilter) &&
          (redriveFilter === undefined || (record.redrive !== undefined) === (redriveFilter === "REDRIVEN")),
      );
      const { items, ...token } = pageOf(found, ({ number }) => -number, paging, longestToken);
      const executions = items.map((record) => ({
        ...headOf(record),
        ...(record.itemCount === undefined ? {} : { itemCount: record.itemCount }),
        redriveCount: record.redrive?.count ?? 0,
        ...(record.redrive ? { redriveDate: record.redrive.date } : {}),
      }));
      return { executions, ...token };
    },

    async getExecutionHistory(input) {
      return historyPage(executionOf(input.executionArn).events, input);
    },
  };
};

/** The executions of a machine, without those of another that had its name. Newest first. */
export const executionsOf = ({ store }: Embedded, { arn, number }: MachineRecord): readonly ExecutionRecord[] =>
  store.executions().filter((record) => record.stateMachineArn === arn && record.machine.number === number);

/** The executions of a machine; of a version or an alias, those that were started by it. */
const startedBy = (local: Embedded, arn: string): readonly ExecutionRecord[] => {
  const { machine, version, alias } = local.targetOf(arn);
  if (machine.type === "EXPRESS") throw notSupported();
  return executionsOf(local, machine).filter((record) => {
    if (alias) return record.stateMachineAliasArn === alias.arn;
    return !version || record.stateMachineVersionArn === version.arn;
  });
};

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

const headOf = (record: ExecutionRecord) => ({
  executionArn: record.arn,
  stateMachineArn: record.stateMachineArn,
  name: record.name,
  status: statusOf(record),
  startDate: record.startDate,
  ...(record.end ? { stopDate: new Date(record.end.stopTime) } : {}),
  ...(record.mapRunArn === undefined ? {} : { mapRunArn: record.mapRunArn }),
  ...(record.stateMachineVersionArn === undefined ? {} : { stateMachineVersionArn: record.stateMachineVersionArn }),
  ...(record.stateMachineAliasArn === undefined ? {} : { stateMachineAliasArn: record.stateMachineAliasArn }),
});

const describe = (local: Embedded, record: ExecutionRecord, included: boolean): DescribeExecutionOutput => ({
  ...headOf(record),
  ...dataOf(record.input, record.end ?? {}, included),
  ...(record.traceHeader === undefined ? {} : { traceHeader: record.traceHeader }),
  ...redriveOf(local, record),
});
