import type { DescribeExecutionOutput, ExecutionStatus, HistoryEvent } from "@stepbook/asl";
import { start } from "@stepbook/engine";
import type { LocalStepFunctions } from "../api";
import { checkChoice, checkInput, checkName, checkText } from "../checks";
import type { Embedded } from "../embedded";
import { historyPage } from "../history-page";
import { hostOf } from "../host";
import { active, type MachineRecord, routed, type Target } from "../machines";
import { pageOf } from "../paging";
import { LocalServiceError } from "../service-error";
import { type ExecutionRecord, endOf, markEnded } from "../store";
import { isIncluded } from "./descriptions";
import { redriveOf } from "./redrive";

type Operations = Pick<
  LocalStepFunctions,
  | "startExecution"
  | "startSyncExecution"
  | "describeExecution"
  | "stopExecution"
  | "listExecutions"
  | "getExecutionHistory"
>;

/** What is done with executions. */
export const executionOperations = (local: Embedded): Operations => {
  const { store, today, uuid, targetOf, executionOf, describableOf, mapRunOf } = local;
  return {
    async startExecution({ stateMachineArn, name = uuid(), input, traceHeader }) {
      const target = targetOf(stateMachineArn);
      const machine = active(target.machine);
      checkName(name);
      checkTraceHeader(traceHeader);
      const text = checkInput(input, local.limits.payloadBytes);
      const known = machine.type === "STANDARD" && store.execution(arnOf(local, machine, name));
      if (known && (known.end || known.input !== text))
        throw new LocalServiceError("ExecutionAlreadyExists", `Execution Already Exists: '${known.arn}'`);
      if (known) return { executionArn: known.arn, startDate: known.startDate };
      const { arn, startDate } = begin(local, target, name, text, traceHeader);
      return { executionArn: arn, startDate };
    },

    async startSyncExecution({ stateMachineArn, name = uuid(), input, traceHeader, includedData }) {
      const included = isIncluded(includedData);
      const target = targetOf(stateMachineArn);
      const machine = active(target.machine);
      if (machine.type !== "EXPRESS") throw notSupported();
      checkName(name);
      checkTraceHeader(traceHeader);
      const record = begin(local, target, name, checkInput(input, local.limits.payloadBytes), traceHeader);
      const { status, stopTime, ...result } = await endOf(record);
      return {
        executionArn: record.arn,
        stateMachineArn: machine.arn,
        name,
        startDate: record.startDate,
        stopDate: new Date(stopTime),
        status: status === "ABORTED" ? "FAILED" : status,
        ...dataOf(record.input, result, included),
        ...(traceHeader === undefined ? {} : { traceHeader }),
        billingDetails: {
          billedMemoryUsedInMB: 64,
          billedDurationInMilliseconds: Math.max(100, Math.ceil((stopTime - record.startDate.getTime()) / 100) * 100),
        },
      };
    },

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

const notSupported = (): LocalServiceError =>
  new LocalServiceError(
    "StateMachineTypeNotSupported",
    "This operation is not supported by this type of state machine",
  );

/** The longest that an execution of each type may take, in seconds: five minutes, and a year. */
const longest = { EXPRESS: 300, STANDARD: 31_536_000 } as const;

const arnOf = ({ arnOf, uuid }: Embedded, machine: MachineRecord, name: string): string =>
  machine.type === "EXPRESS"
    ? arnOf("express", `${machine.name}:${name}:${uuid()}`)
    : arnOf("execution", `${machine.name}:${name}`);

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

const ignore = (): void => undefined;

/** Whether an execution comes from one state to another. */
const isTransition = ({ type, previousEventId = 0 }: HistoryEvent): boolean =>
  previousEventId > 0 && type.endsWith("StateEntered");

const begin = (
  local: Embedded,
  { machine, alias, ...target }: Target,
  name: string,
  input: string,
  traceHeader: string | undefined,
): ExecutionRecord => {
  const version = alias ? routed(machine, alias, local.random) : target.version;
  const { revision } = version ?? machine;
  const record: ExecutionRecord = {
    number: local.store.number(),
    arn: arnOf(local, machine, name),
    name,
    stateMachineArn: machine.arn,
    machine: { ...revision, number: machine.number, name: machine.name },
    ...(version ? { stateMachineVersionArn: version.arn } : {}),
    ...(alias ? { stateMachineAliasArn: alias.arn } : {}),
    startDate: local.today(),
    input,
    traceHeader,
    events: [],
  };
  const express = machine.type === "EXPRESS";
  if (!express) local.store.putExecution(record);
  record.run = start(revision.program, hostOf(local, Math.floor(local.random() * 2 ** 32)), {
    executionArn: record.arn,
    executionName: name,
    stateMachineArn: machine.arn,
    stateMachineName: machine.name,
    roleArn: revision.roleArn,
    region: local.region,
    input,
    longestSeconds: longest[machine.type],
    onEvent: express
      ? ignore
      : (event) => {
          record.events.push(event);
          if (machine.deleting && isTransition(event)) record.run?.stop();
        },
    onEnd: (end) => markEnded(record, end),
    limits: express ? { ...local.limits, events: Number.POSITIVE_INFINITY } : local.limits,
  });
  return record;
};

/** The longest token that a list of executions takes. */
const longestToken = 3096;

const checkTraceHeader = (traceHeader: unknown): void => checkText("traceHeader", traceHeader, 256);

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

/** The input and the output, or that they are left out. */
const dataOf = (
  input: string,
  { output, error, cause }: Pick<DescribeExecutionOutput, "output" | "error" | "cause">,
  included: boolean,
) => ({
  ...(included ? { input } : {}),
  inputDetails: { included },
  ...(included && output !== undefined ? { output } : {}),
  ...(output === undefined ? {} : { outputDetails: { included } }),
  ...(included && error !== undefined ? { error } : {}),
  ...(included && cause !== undefined ? { cause } : {}),
});

const describe = (local: Embedded, record: ExecutionRecord, included: boolean): DescribeExecutionOutput => ({
  ...headOf(record),
  ...dataOf(record.input, record.end ?? {}, included),
  ...(record.traceHeader === undefined ? {} : { traceHeader: record.traceHeader }),
  ...redriveOf(local, record),
});
