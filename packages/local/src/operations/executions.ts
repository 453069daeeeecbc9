import type { DescribeExecutionOutput, ExecutionStatus } from "@stepbook/asl";
import { start } from "@stepbook/engine";
import type { LocalStepFunctions } from "../api";
import { checkChoice, checkInput, checkName, checkText } from "../checks";
import type { Embedded } from "../embedded";
import { historyPage } from "../history-page";
import { hostOf } from "../host";
import { pageOf } from "../paging";
import { LocalServiceError } from "../service-error";
import { type ExecutionRecord, endOf, type MachineRecord, markEnded } from "../store";
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
  const { store, today, uuid, machineOf, executionOf, mapRunOf } = local;
  return {
    async startExecution({ stateMachineArn, name = uuid(), input }) {
      const machine = machineOf(stateMachineArn);
      checkName(name);
      const text = checkInput(input, local.limits.payloadBytes);
      const known = machine.type === "STANDARD" && store.execution(arnOf(local, machine, name));
      if (known && (known.end || known.input !== text))
        throw new LocalServiceError("ExecutionAlreadyExists", `Execution Already Exists: '${known.arn}'`);
      if (known) return { executionArn: known.arn, startDate: known.startDate };
      const { arn, startDate } = begin(local, machine, name, text);
      return { executionArn: arn, startDate };
    },

    async startSyncExecution({ stateMachineArn, name = uuid(), input, traceHeader }) {
      const machine = machineOf(stateMachineArn);
      if (machine.type !== "EXPRESS") throw notSupported();
      checkName(name);
      const record = begin(local, machine, name, checkInput(input, local.limits.payloadBytes));
      const { status, stopTime, ...result } = await endOf(record);
      return {
        executionArn: record.arn,
        stateMachineArn: machine.arn,
        name,
        startDate: record.startDate,
        stopDate: new Date(stopTime),
        status: status === "ABORTED" ? "FAILED" : status,
        ...result,
        input: record.input,
        inputDetails: { included: true },
        ...(result.output === undefined ? {} : { outputDetails: { included: true } }),
        ...(traceHeader === undefined ? {} : { traceHeader }),
        billingDetails: {
          billedMemoryUsedInMB: 64,
          billedDurationInMilliseconds: Math.max(100, Math.ceil((stopTime - record.startDate.getTime()) / 100) * 100),
        },
      };
    },

    async describeExecution({ executionArn }) {
      return describe(local, executionOf(executionArn));
    },

    async stopExecution({ executionArn, error, cause }) {
      const record = executionOf(executionArn);
      checkText("error", error, 256);
      checkText("cause", cause, 32_768);
      record.run?.stop({ ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) });
      return { stopDate: record.end ? new Date(record.end.stopTime) : today() };
    },

    async listExecutions({ stateMachineArn, mapRunArn, statusFilter, ...paging }) {
      if ((stateMachineArn === undefined) === (mapRunArn === undefined))
        throw new LocalServiceError("ValidationException", "Must provide a StateMachine ARN or MapRun ARN");
      if (stateMachineArn !== undefined && machineOf(stateMachineArn).type === "EXPRESS") throw notSupported();
      checkChoice("statusFilter", statusFilter, statuses);
      const among =
        mapRunArn === undefined
          ? store.executions().filter((record) => record.stateMachineArn === stateMachineArn)
          : [...mapRunOf(mapRunArn).children].reverse();
      const found = among.filter((record) => statusFilter === undefined || statusOf(record) === statusFilter);
      const { items, ...token } = pageOf(found, ({ number }) => number, paging);
      const executions = items.map((record) => ({
        ...headOf(record),
        ...(record.itemCount === undefined ? {} : { itemCount: record.itemCount }),
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

const begin = (local: Embedded, machine: MachineRecord, name: string, input: string): ExecutionRecord => {
  const record: ExecutionRecord = {
    number: local.store.number(),
    arn: arnOf(local, machine, name),
    name,
    stateMachineArn: machine.arn,
    startDate: local.today(),
    input,
    events: [],
  };
  const express = machine.type === "EXPRESS";
  if (!express) local.store.putExecution(record);
  record.run = start(machine.program, hostOf(local, Math.floor(local.random() * 2 ** 32)), {
    executionArn: record.arn,
    executionName: name,
    stateMachineArn: machine.arn,
    stateMachineName: machine.name,
    roleArn: machine.roleArn,
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
});

const describe = (local: Embedded, record: ExecutionRecord): DescribeExecutionOutput => {
  const { output, error, cause } = record.end ?? {};
  return {
    ...headOf(record),
    input: record.input,
    inputDetails: { included: true },
    ...(output === undefined ? {} : { output, outputDetails: { included: true } }),
    ...(error === undefined ? {} : { error }),
    ...(cause === undefined ? {} : { cause }),
    ...redriveOf(local, record),
  };
};
