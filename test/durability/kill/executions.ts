import { expect } from "vitest";
import { type MachineName, machines } from "../machines";
import type { Server } from "../server";
import { machineArn, refusal } from "../setting";
import { below, oneOf } from "./chance";

interface Event {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
  readonly timestamp: number;
}

/** What an execution is started with. */
export interface Request {
  readonly name: string;
  readonly seconds: number;
  readonly milliseconds: number;
  readonly items: readonly number[];
}

/** How an execution ended. */
export interface Ended {
  readonly status: string;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** What the service has said of an execution: none of it may ever be otherwise. */
export interface Known {
  readonly arn: string;
  readonly name: string;
  readonly machine: MachineName;
  readonly input: string;
  readonly startDate: number;
  /** As it was last seen. */
  events: readonly Event[];
  /** What a description said of it once it had ended, until it is redriven. */
  ended?: Ended | undefined;
  /** It was asked to be stopped, and that was answered or not. */
  stopped?: "asked" | "answered";
  redrives: number;
  /** A redrive was asked for and not answered: the next look tells whether it came about. */
  maybeRedriven?: true;
  /** A client is at work on it. */
  busy?: boolean;
}

export const known: Known[] = [];

/** Those whose start was not answered: they may be there. */
export const maybe = new Map<string, { readonly machine: MachineName; readonly input: string }>();

let counter = 0;

const start = async (server: Server, machine: MachineName, name: string, input: string): Promise<void> => {
  const answer = await server.ask("StartExecution", { stateMachineArn: machineArn(machine), name, input });
  if (!answer) {
    maybe.set(name, { machine, input });
    return;
  }
  const { executionArn: arn, startDate } = answer;
  known.push({ arn, name, machine, input, startDate, events: [], redrives: 0 });
};

/** Starts an execution. */
export const begin = async (server: Server): Promise<void> => {
  const request: Request = {
    name: `e${counter++}`,
    seconds: below(3),
    milliseconds: below(300),
    items: Array.from({ length: below(5) }, () => below(100)),
  };
  await start(server, oneOf(Object.keys(machines)) as MachineName, request.name, JSON.stringify(request));
};

/** Asks again for a start that was not answered: it may have ended since, and then its name is taken. */
export const beginAgain = async (server: Server): Promise<void> => {
  const [[name, { machine, input }] = oneOf([...maybe])] = [];
  maybe.delete(name);
  try {
    await start(server, machine, name, input);
  } catch (error) {
    expect(error).toMatchObject({ name: "ExecutionAlreadyExists" });
    const executionArn = machineArn(machine).replace(":stateMachine:", ":execution:").concat(`:${name}`);
    const described = await server.ask("DescribeExecution", { executionArn });
    if (!described) {
      maybe.set(name, { machine, input });
      return;
    }
    expect(described.input).toBe(input);
    const { startDate } = described;
    known.push({ arn: executionArn, name, machine, input, startDate, events: [], redrives: 0 });
  }
};

/** What was answered once is answered again; another input is refused. */
export const repeat = async (server: Server, { arn, machine, name, input, startDate }: Known): Promise<void> => {
  const stateMachineArn = machineArn(machine);
  const other = await server.ask("StartExecution", { stateMachineArn, name, input: "{}" }).catch((error) => error);
  if (!other) return;
  expect(other).toMatchObject({ name: "ExecutionAlreadyExists" });
  const same = await server.ask("StartExecution", { stateMachineArn, name, input }).catch((error) => error);
  if (same instanceof Error) expect(same).toMatchObject({ name: "ExecutionAlreadyExists" });
  else if (same) expect(same).toMatchObject({ executionArn: arn, startDate });
};

/** What was seen once is seen again; nothing is missing between. */
export const look = async (server: Server, one: Known): Promise<void> => {
  const what = `${one.name} (${one.machine})`;
  const events = await eventsOf(server, one);
  if (!events) return;
  expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
  expect(events.every(({ id, previousEventId }) => previousEventId < id)).toBe(true);
  expect(events.slice(0, one.events.length), what).toEqual(one.events);
  one.events = events;
  const described = await server.ask("DescribeExecution", { executionArn: one.arn });
  if (!described) return;
  expect(described).toMatchObject({ name: one.name, input: one.input, startDate: one.startDate });
  if (one.maybeRedriven && described.redriveCount > one.redrives) isRedriven(one);
  delete one.maybeRedriven;
  expect(described.redriveCount, what).toBe(one.redrives);
  if (one.ended) expect(described, what).toMatchObject(one.ended);
  if (one.stopped === "answered") expect(described.status, what).not.toBe("RUNNING");
  if (described.status === "RUNNING") return;
  const { status, stopDate, output, error, cause } = described;
  one.ended = JSON.parse(JSON.stringify({ status, stopDate, output, error, cause }));
};

const eventsOf = async (server: Server, { arn }: Known): Promise<readonly Event[] | undefined> => {
  const events: Event[] = [];
  let nextToken: string | undefined;
  do {
    const request = { executionArn: arn, maxResults: 1000, ...(nextToken ? { nextToken } : {}) };
    const page = await server.ask("GetExecutionHistory", request);
    if (!page) return undefined;
    events.push(...page.events);
    nextToken = page.nextToken;
  } while (nextToken);
  return events;
};

export const stop = async (server: Server, one: Known): Promise<void> => {
  if (one.ended) return;
  one.stopped ??= "asked";
  if (await server.ask("StopExecution", { executionArn: one.arn, error: "Stopped" })) one.stopped = "answered";
};

export const redrive = async (server: Server, one: Known): Promise<void> => {
  if (one.maybeRedriven) return;
  one.maybeRedriven = true;
  try {
    if (!(await server.ask("RedriveExecution", { executionArn: one.arn }))) return;
    isRedriven(one);
  } catch (error) {
    expect(error).toMatchObject({ name: "ExecutionNotRedrivable" });
  }
  delete one.maybeRedriven;
};

const isRedriven = (one: Known): void => {
  one.redrives += 1;
  one.ended = undefined;
  delete one.stopped;
};

/** One client at a time, so that what it sees is what it may expect. */
export const alone = async (one: Known, job: (one: Known) => Promise<void>): Promise<void> => {
  if (one.busy) return;
  one.busy = true;
  await job(one);
  one.busy = false;
};

/** The names that are listed: each that was answered, and none that nobody asked for. */
export const checkLists = async (server: Server): Promise<void> => {
  const lists = await Promise.all(Object.keys(machines).map((machine) => listed(server, machineArn(machine))));
  const names = new Set(lists.flat());
  expect(known.filter(({ name }) => !names.has(name)).map(({ name }) => name)).toEqual([]);
  expect([...names].filter((name) => !maybe.has(name) && !known.some((one) => one.name === name))).toEqual([]);
  const none = await refusal(server.ask("DescribeExecution", { executionArn: `${known[0]!.arn}-none` }));
  expect(none.name).toBe("ExecutionDoesNotExist");
};

const listed = async (server: Server, stateMachineArn: string): Promise<readonly string[]> => {
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await server.ask("ListExecutions", { stateMachineArn, ...(nextToken ? { nextToken } : {}) });
    names.push(...page.executions.map(({ name }: { name: string }) => name));
    nextToken = page.nextToken;
  } while (nextToken);
  return names;
};
