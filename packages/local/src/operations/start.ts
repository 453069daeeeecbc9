import type { HistoryEvent, StepFunctionsApi } from "@stepbook/asl";
import { start } from "@stepbook/engine";
import { checkInput, checkName, checkText } from "../checks";
import type { Embedded } from "../embedded";
import { hostOf } from "../host";
import { active, type MachineRecord, notSupported, routed, type Target } from "../machines";
import { LocalServiceError } from "../service-error";
import { type ExecutionRecord, endOf, markEnded } from "../store";
import { dataOf, isIncluded } from "./included-data";

/** How executions begin. */
export const startOperations = (local: Embedded): Pick<StepFunctionsApi, "startExecution" | "startSyncExecution"> => {
  const { store, uuid, targetOf } = local;
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
  };
};

const checkTraceHeader = (traceHeader: unknown): void => checkText("traceHeader", traceHeader, 256);

/** The longest that an execution of each type may take, in seconds: five minutes, and a year. */
const longest = { EXPRESS: 300, STANDARD: 31_536_000 } as const;

const arnOf = ({ arnOf, uuid }: Embedded, machine: MachineRecord, name: string): string =>
  machine.type === "EXPRESS"
    ? arnOf("express", `${machine.name}:${name}:${uuid()}`)
    : arnOf("execution", `${machine.name}:${name}`);

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
