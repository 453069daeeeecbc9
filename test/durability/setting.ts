import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect } from "vitest";
import { machines } from "./machines";
import { type Refused, type Server, type ServerOptions, startServer } from "./server";

export const roleArn = "arn:aws:iam::123456789012:role/r";
export const place = "arn:aws:states:us-east-1:123456789012";
export const machineArn = (name: string): string => `${place}:stateMachine:${name}`;
export const executionArn = (machine: string, name: string): string => `${place}:execution:${machine}:${name}`;

export interface Serving extends Omit<ServerOptions, "data"> {
  readonly isLasting?: boolean;
}

/** A file's place for its folders and servers: all of it goes when its tests are over. */
export const setting = (name: string) => {
  const root = mkdtempSync(join(tmpdir(), `stepbook-${name}-`));
  const effects = join(root, "effects");
  writeFileSync(effects, "");
  const servers = new Set<Server>();
  const lasting = new Set<Server>();
  let count = 0;
  const killAll = async (): Promise<void> => {
    await Promise.all([...servers].map((server) => server.kill()));
    servers.clear();
  };
  afterEach(killAll);
  afterAll(async () => {
    for (const server of lasting) servers.add(server);
    await killAll();
    rmSync(root, { recursive: true, force: true });
  });
  return {
    root,
    /** A data folder that is not there yet. */
    folder: (): string => join(root, `data${count++}`),
    /** Starts a server. It is killed after its test; a lasting one after all. */
    async serve(data: string, { isLasting = false, ...options }: Serving = {}): Promise<Server> {
      const env = { STEPBOOK_TEST_EFFECTS: effects, ...options.env };
      const server = await startServer({ ...options, data, env });
      (isLasting ? lasting : servers).add(server);
      return server;
    },
    /** The calls of the function `work` for a name, each with the number of its try. */
    calls: (wanted: string): readonly string[] =>
      readFileSync(effects, "utf8")
        .split("\n")
        .filter((line) => line.startsWith(`${wanted} `)),
  };
};

export const create = async (server: Server, ...names: readonly (keyof typeof machines)[]): Promise<void> => {
  for (const name of names) await server.ask("CreateStateMachine", { name, definition: machines[name], roleArn });
};

export interface Input {
  readonly seconds?: number;
  readonly milliseconds?: number;
  readonly items?: readonly unknown[];
}

/** Starts an execution of a machine, and gives its ARN. */
export const begin = async (server: Server, machine: string, name: string, input: Input = {}): Promise<string> => {
  const answer = await server.ask("StartExecution", {
    stateMachineArn: machineArn(machine),
    name,
    input: JSON.stringify({ name, ...input }),
  });
  return answer.executionArn;
};

export const describeOf = (server: Server, arn: string) => server.ask("DescribeExecution", { executionArn: arn });

export const historyOf = async (server: Server, arn: string) =>
  (await server.ask("GetExecutionHistory", { executionArn: arn, maxResults: 1000 })).events;

/** Waits until an execution has ended, and gives its description. */
export const ended = async (server: Server, arn: string) => {
  await expect
    .poll(async () => (await describeOf(server, arn)).status, { timeout: 20_000, interval: 50, message: `${arn} ends` })
    .not.toBe("RUNNING");
  return describeOf(server, arn);
};

/** What was refused. */
export const refusal = async (asked: Promise<unknown>): Promise<Refused> =>
  asked.then(
    (answer) => {
      throw new Error(`it was answered: ${JSON.stringify(answer)}`);
    },
    (error) => error,
  );

/** No history has a gap, and its times never go backwards. */
export const checkHistory = (events: readonly { readonly id: number; readonly timestamp: number }[]): void => {
  expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
  const times = events.map(({ timestamp }) => timestamp);
  expect(times).toEqual([...times].sort((one, other) => one - other));
};

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
