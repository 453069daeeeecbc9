import type { DescribeExecutionOutput, ExecutionStatus, IncludedData } from "@stepbook/asl";
import { start } from "@stepbook/engine";
import type { LocalStepFunctions } from "../api";
import { checkChoice, checkInput, checkName, checkText } from "../checks";
import type { Embedded } from "../embedded";
import { historyPage } from "../history-page";
import { hostOf } from "../host";
import { pageOf } from "../paging";
import { LocalServiceError } from "../service-error";
import { type ExecutionRecord, endOf, type MachineRecord, markEnded, type Target } from "../store";
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
  const { store, today, uuid, targetOf, executionOf, mapRunOf } = local;
  return {
    async startExecution({ stateMachineArn, name = uuid(), input, traceHeader }) {
      const target = targetOf(stateMachineArn);
      const { machine } = target;
      checkName(name);
      const text = checkInput(input, local.limits.payloadBytes);
      const known = machine.type === "STANDARD" && store.execution(arnOf(local, machine, name));
      if (known && (known.end || known.input !== text))
        throw new LocalServiceError("ExecutionAlreadyExists", `Execution Already Exists: '${known.arn}'`);
      if (known) return { executionArn: known.arn, startDate: known.startDate };
      const { arn, startDate } = begin(local, target, name, text, traceHeader);
      return { executionArn: arn, startDate };
    },

    async startSyncExecution({ stateMachineArn, name = uuid(), input, traceHeader, includedData }) {
      checkChoice("includedData", includedData, ["ALL_DATA", "METADATA_ONLY"]);
      const target = targetOf(stateMachineArn);
      const { machine } = target;
      if (machine.type !== "EXPRESS") throw notSupported();
      checkName(name);
      const record = begin(local, target, name, checkInput(input, local.limits.payloadBytes), traceHeader);
      const { status, stopTime, ...result } = await endOf(record);
      return {
        executionArn: record.arn,
        stateMachineArn: machine.arn,
        name,
        startDate: record.startDate,
        stopDate: new Date(stopTime),
        status: status === "ABORTED" ? "FAILED" : status,
        ...dataOf(record.input, result, includedData),
        ...(traceHeader === undefined ? {} : { traceHeader }),
        billingDetails: {
          billedMemoryUsedInMB: 64,
          billedDurationInMilliseconds: Math.max(100, Math.ceil((stopTime - record.startDate.getTime()) / 100) * 100),
        },
      };
    },

    async describeExecution({ executionArn, includedData }) {
      checkChoice("includedData", includedData, ["ALL_DATA", "METADATA_ONLY"]);
      return describe(local, executionOf(executionArn), includedData);
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
      const among =
        mapRunArn === undefined ? startedBy(local, stateMachineArn!) : [...mapRunOf(mapRunArn).children].reverse();
      const found = among.filter(
        (record) =>
          (statusFilter === undefined || statusOf(record) === statusFilter) &&
          (redriveFilter === undefined || (record.redrive !== undefined) === (redriveFilter === "REDRIVEN")),
      );
      const { items, ...token } = pageOf(found, ({ number }) => number, paging);
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

/** The executions of a machine; of a version or an alias, those that were started by it. Newest first. */
const startedBy = ({ store, targetOf }: Embedded, arn: string): readonly ExecutionRecord[] => {
  const { machine, version, alias } = targetOf(arn);
  if (machine.type === "EXPRESS") throw notSupported();
  return store.executions().filter((record) => {
    if (alias) return record.stateMachineAliasArn === alias.arn;
    if (version) return record.stateMachineVersionArn === version.arn;
    return record.stateMachineArn === machine.arn;
  });
};

const begin = (
  local: Embedded,
  { machine, revision, version, alias }: Target,
  name: string,
  input: string,
  traceHeader: string | undefined,
): ExecutionRecord => {
  const record: ExecutionRecord = {
    number: local.store.number(),
    arn: arnOf(local, machine, name),
    name,
    stateMachineArn: machine.arn,
    machine: { ...revision, name: machine.name },
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
    onEvent: express ? () => undefined : (event) => record.events.push(event),
    onEnd: (end) => markEnded(record, end),
    limits: express ? { ...local.limits, events: Number.POSITIVE_INFINITY } : local.limits,
  });
  return record;
};

const statuses: readonly ExecutionStatus[] = [
  "RUNNING",
  "SUCCEEDED",
  "FAILED",
  "TIMED_OUT",
  "ABORTED",
  "PENDING_REDRIVE",
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
  { output, error, cause }: { readonly output?: string; readonly error?: string; readonly cause?: string },
  includedData: IncludedData | undefined,
) => {
  const included = includedData !== "METADATA_ONLY";
  return {
    ...(included ? { input } : {}),
    inputDetails: { included },
    ...(output === undefined ? {} : { ...(included ? { output } : {}), outputDetails: { included } }),
    ...(error === undefined || !included ? {} : { error }),
    ...(cause === undefined || !included ? {} : { cause }),
  };
};

const describe = (
  local: Embedded,
  record: ExecutionRecord,
  includedData: IncludedData | undefined,
): DescribeExecutionOutput => ({
  ...headOf(record),
  ...dataOf(record.input, record.end ?? {}, includedData),
  ...(record.traceHeader === undefined ? {} : { traceHeader: record.traceHeader }),
  ...redriveOf(local, record),
});
