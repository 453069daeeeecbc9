import type { HistoryEvent } from "@stepbook/asl";
import { start } from "@stepbook/engine";
import { beginKept } from "../data";
import type { Embedded } from "../embedded";
import { hostOf } from "../host";
import { type MachineRecord, routed, type Target } from "../machines";
import { isDue, longest, runOptionsOf } from "../run-options";
import { type ExecutionRecord, markEnded } from "../store";

/** What an execution begins with. */
export interface Beginning {
  readonly target: Target;
  readonly name: string;
  readonly input: string;
  readonly traceHeader: string | undefined;
}

/** Begins an execution. Those of EXPRESS machines are not remembered, and those of others kept where there is a folder. */
export const begin = (local: Embedded, { target, name, input, traceHeader }: Beginning): ExecutionRecord => {
  const { machine, alias } = target;
  const { data } = local;
  const version = alias ? routed(machine, alias, local.random) : target.version;
  const { revision } = version ?? machine;
  const { program, ...asRun } = revision;
  // What is spread stands last: V8 gives an object that begins with a spread a hidden class of its own.
  const head = {
    number: local.store.number(),
    arn: arnOf(local, machine, name),
    name,
    stateMachineArn: machine.arn,
    machine: { number: machine.number, name: machine.name, ...asRun },
    startDate: local.today(),
    input,
    traceHeader,
    events: [] as HistoryEvent[],
    ...(version ? { stateMachineVersionArn: version.arn } : {}),
    ...(alias ? { stateMachineAliasArn: alias.arn } : {}),
  };
  const seed = Math.floor(local.random() * 2 ** 32);
  const isExpress = machine.type === "EXPRESS";
  if (data && !isExpress) return beginKept(local, data, { head, program, seed });
  const record: ExecutionRecord = head;
  if (!isExpress) local.store.putExecution(record);
  const onEvent = (event: HistoryEvent): void => {
    record.events.push(event);
    if (isDue(local, record, event)) void record.run?.stop();
  };
  const { limits } = local;
  record.run = start(
    program,
    hostOf(local, seed),
    runOptionsOf(record, {
      region: local.region,
      longestSeconds: longest[machine.type],
      limits: isExpress ? { ...limits, events: Number.POSITIVE_INFINITY } : limits,
      onEvent: isExpress ? ignore : onEvent,
      onEnd: (end) => markEnded(record, end),
    }),
  );
  return record;
};

/** The ARN of an execution of a name: of an EXPRESS machine there may be many of the same name. */
export const arnOf = ({ arnOf, uuid }: Embedded, machine: MachineRecord, name: string): string =>
  machine.type === "EXPRESS"
    ? arnOf("express", `${machine.name}:${name}:${uuid()}`)
    : arnOf("execution", `${machine.name}:${name}`);

const ignore = (): void => undefined;
