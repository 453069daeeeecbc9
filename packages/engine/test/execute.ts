import { type HistoryEvent, type Json, type StateMachine, validate } from "@stepbook/asl";
import { expect } from "vitest";
import { compile } from "../src/compile";
import { type Host, type Invocation, type TaskCall, TaskError } from "../src/host";
import type { Limits } from "../src/limits";
import { type Run, type RunEnd, start } from "../src/run";
import { testHost } from "./host";
import { testMapHost } from "./map-host";

export type Task = (input: Json, name: string, call: TaskCall, host: Host) => unknown;

const hostWith = (
  task: Task,
  seed: number,
  maps: ReturnType<typeof testMapHost>,
): Host & { readonly cancelled: string[] } => {
  const cancelled: string[] = [];
  const invoke: Host["invoke"] = (call): Invocation => ({
    result: (async () => ({ output: (await task(call.parameters, call.state, call, host)) as Json }))(),
    cancel: () => cancelled.push(call.state),
  });
  const host = testHost(invoke, { seed, maps: maps.host });
  return { ...host, cancelled };
};

export interface Setting {
  readonly input?: Json;
  readonly task?: Task;
  readonly seed?: number;
  readonly limits?: Limits;
  /** Data sets by `bucket/key`. */
  readonly objects?: Readonly<Record<string, readonly Json[]>>;
  /** Gets the host of map runs before anything runs. */
  readonly onMaps?: (maps: ReturnType<typeof testMapHost>) => void;
  /** Asked at each bad end: whether the execution is redriven then. */
  readonly redrive?: (end: RunEnd) => boolean;
  readonly during?: (event: HistoryEvent, run: () => Run) => void;
}

export const execute = async (
  machine: StateMachine,
  { input = {}, task = (given) => given, seed = 1, ...more }: Setting = {},
) => {
  expect(validate(machine).filter(({ severity }) => severity === "error")).toEqual([]);
  const events: HistoryEvent[] = [];
  const maps = testMapHost(more.objects);
  more.onMaps?.(maps);
  const host = hostWith(task, seed, maps);
  let run: Run | undefined;
  const end = await new Promise<RunEnd>((onEnd) => {
    const stopped: HistoryEvent[] = [];
    run = start(compile(machine), host, {
      executionArn: "arn:aws:states:us-east-1:123456789012:execution:m:e",
      executionName: "e",
      stateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:m",
      stateMachineName: "m",
      roleArn: "arn:aws:iam::123456789012:role/r",
      region: "us-east-1",
      input: JSON.stringify(input),
      onEvent: (event) => {
        events.push(event);
        if (run) more.during?.(event, () => run!);
        else stopped.push(event);
      },
      onEnd: (end) => {
        if (end.status !== "SUCCEEDED" && more.redrive?.(end)) setImmediate(() => run!.redrive());
        else onEnd(end);
      },
      ...(more.limits ? { limits: more.limits } : {}),
    });
    for (const event of stopped) more.during?.(event, () => run!);
  });
  return { end, events, host, maps, output: end.output === undefined ? undefined : JSON.parse(end.output) };
};

export const lambda = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", End: true } as const;
export const fails: Task = () => {
  throw new TaskError("Boom", "it burst");
};
export const types = (events: readonly HistoryEvent[]) => events.map(({ type }) => type);
export const seconds = (events: readonly HistoryEvent[], type: string) =>
  events.filter((event) => event.type === type).map(({ timestamp }) => timestamp.getTime() / 1000);
