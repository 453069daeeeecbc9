import { spawnSync } from "node:child_process";
import { mkdirSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { command, type Server } from "./server";
import {
  begin,
  checkHistory,
  create,
  describeOf,
  ended,
  executionArn,
  historyOf,
  machineArn,
  refusal,
  roleArn,
  setting,
  sleep,
} from "./setting";

const { folder, serve, root } = setting("faults");

/** A small disk; undefined where this user may make none. */
const disk = ((): string | undefined => {
  const path = join(root, "disk");
  mkdirSync(path);
  return spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", path]).status === 0 ? path : undefined;
})();
afterAll(() => {
  if (disk) spawnSync("umount", ["-l", disk]);
});
const needsDisk = disk ? "" : " (skipped: only root can mount a small disk)";

const namesOf = async (server: Server, machine: string): Promise<readonly string[]> => {
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const asked = { stateMachineArn: machineArn(machine), maxResults: 1000, ...(nextToken ? { nextToken } : {}) };
    const page = await server.ask("ListExecutions", asked);
    names.push(...page.executions.map(({ name }: { name: string }) => name));
    nextToken = page.nextToken;
  } while (nextToken);
  return names;
};

describe("a disk", () => {
  it.skipIf(!disk)(
    `that is full: nothing more is taken, all is told, and it goes on when there is room${needsDisk}`,
    async () => {
      const data = join(disk!, "data");
      const server = await serve(data);
      await create(server, "pass", "wait");
      await begin(server, "wait", "long", { seconds: 2 });
      const known: string[] = [];
      const filler = join(disk!, "filler");
      writeFileSync(filler, Buffer.alloc(700_000));
      let refused: { readonly name: string; readonly message: string } | undefined;
      for (let count = 0; count < 400 && !refused; count++) {
        const name = `p${count}`;
        await begin(server, "pass", name).then(
          () => known.push(name),
          (error) => {
            refused = error;
          },
        );
      }
      expect(refused).toMatchObject({ name: "InternalFailure" });
      expect(refused!.message).toContain("no space is left");
      expect(refused!.message).not.toContain(root);
      const { stateMachines } = await server.ask("ListStateMachines");
      expect(stateMachines).toHaveLength(2);
      expect(await describeOf(server, executionArn("wait", "long"))).toMatchObject({ status: "RUNNING" });
      expect(await describeOf(server, executionArn("pass", known[0]!))).toMatchObject({ status: "SUCCEEDED" });
      const making = {
        name: "more",
        definition: JSON.stringify({ StartAt: "S", States: { S: { Type: "Succeed", Comment: "x".repeat(9000) } } }),
        roleArn,
      };
      expect((await refusal(server.ask("CreateStateMachine", making))).message).toContain("no space is left");
      // The execution that runs comes to its end, whether that can be kept or not.
      await sleep(2200);
      expect(server.complaints()).toContain("ENOSPC");

      unlinkSync(filler);
      await expect
        .poll(() => begin(server, "pass", "roomy").catch(() => undefined), { timeout: 5000 })
        .toBe(executionArn("pass", "roomy"));
      known.push("roomy");
      await ended(server, executionArn("pass", "roomy"));
      expect(await ended(server, executionArn("wait", "long"))).toMatchObject({ status: "SUCCEEDED" });
      const { stateMachineArn } = await server.ask("CreateStateMachine", making);
      await sleep(100);
      const before = new Map<string, object>();
      for (const name of [...known.slice(0, 3), ...known.slice(-8)])
        before.set(name, await historyOf(server, executionArn("pass", name)));
      const long = await historyOf(server, executionArn("wait", "long"));
      await server.kill();

      const next = await serve(data);
      for (const [name, events] of before)
        expect(await historyOf(next, executionArn("pass", name)), name).toEqual(events);
      expect(await historyOf(next, executionArn("wait", "long"))).toEqual(long);
      checkHistory(long);
      expect([...(await namesOf(next, "pass"))].sort()).toEqual(expect.arrayContaining([...known].sort()));
      expect((await namesOf(next, "pass")).filter((name) => !known.includes(name)).length).toBeLessThanOrEqual(1);
      expect((await next.ask("DescribeStateMachine", { stateMachineArn })).definition).toBe(making.definition);
      expect(next.complaints()).toBe("");
    },
  );

  it.skipIf(!disk)(`that can only be read: one clear line at the start${needsDisk}`, () => {
    expect(spawnSync("mount", ["-o", "remount,ro", disk!]).status).toBe(0);
    try {
      for (const path of [join(disk!, "data"), join(disk!, "new")]) {
        const given = ["serve", "--port", "0", "--data", path];
        const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...given], { encoding: "utf8" });
        expect([status, stdout]).toEqual([2, ""]);
        expect(stderr).toContain(`--data "${path}"`);
        expect(stderr).toMatch(/read-only/);
        expect(stderr.trim().split("\n").length, stderr).toBeLessThanOrEqual(2);
      }
    } finally {
      spawnSync("mount", ["-o", "remount,rw", disk!]);
    }
  });
});

describe("a clock", () => {
  const shiftFile = join(root, "shift");
  const preload = fileURLToPath(new URL("shift-clock.cjs", import.meta.url));
  const shifting = { env: { STEPBOOK_TEST_SHIFT: shiftFile, NODE_OPTIONS: `--require ${preload}` } };
  const shift = (milliseconds: number): void => writeFileSync(shiftFile, String(milliseconds));
  const hour = 3_600_000;

  it("that is set back while waits last: they end, times never go backwards, and the order of lists stays", async () => {
    shift(0);
    const server = await serve(folder(), shifting);
    await create(server, "wait");
    await begin(server, "wait", "one", { seconds: 1 });
    await begin(server, "wait", "two", { seconds: 2 });
    shift(-hour);
    await begin(server, "wait", "three", { seconds: 1 });
    expect(await namesOf(server, "wait")).toEqual(["three", "two", "one"]);
    const from = performance.now();
    for (const name of ["one", "two", "three"]) {
      const arn = executionArn("wait", name);
      expect(await ended(server, arn)).toMatchObject({ status: "SUCCEEDED" });
      checkHistory(await historyOf(server, arn));
    }
    expect(performance.now() - from).toBeLessThan(6000);
    const started = await Promise.all(
      ["one", "two", "three"].map(async (name) => (await describeOf(server, executionArn("wait", name))).startDate),
    );
    expect(started).toEqual([...started].sort((a, b) => a - b));
  });

  it("that is set back between two runs: waits end, times never go backwards, and the order of lists stays", async () => {
    const data = folder();
    shift(0);
    const first = await serve(data, shifting);
    await create(first, "wait", "pass");
    await begin(first, "wait", "before", { seconds: 2 });
    await begin(first, "pass", "done");
    await ended(first, executionArn("pass", "done"));
    await first.kill();
    shift(-hour);
    const next = await serve(data, shifting);
    await begin(next, "wait", "after", { seconds: 0 });
    await begin(next, "pass", "later");
    expect(await namesOf(next, "wait")).toEqual(["after", "before"]);
    expect(await namesOf(next, "pass")).toEqual(["later", "done"]);
    for (const name of ["before", "after"]) {
      const arn = executionArn("wait", name);
      expect(await ended(next, arn)).toMatchObject({ status: "SUCCEEDED" });
      checkHistory(await historyOf(next, arn));
    }
    await next.ask("UpdateStateMachine", { stateMachineArn: machineArn("pass"), roleArn: `${roleArn}2` });
    await next.kill();
    const last = await serve(data, shifting);
    expect(await namesOf(last, "pass")).toEqual(["later", "done"]);
    const described = await last.ask("DescribeStateMachine", { stateMachineArn: machineArn("pass") });
    expect(described.roleArn).toBe(`${roleArn}2`);
    expect(last.complaints()).toBe("");
  });
});

describe("much", () => {
  it("a thousand executions that wait when the server is killed are all there, and end", async () => {
    const data = folder();
    const first = await serve(data);
    await create(first, "wait");
    const names = Array.from({ length: 1000 }, (_, index) => `w${index}`);
    for (let from = 0; from < names.length; from += 50)
      await Promise.all(names.slice(from, from + 50).map((name) => begin(first, "wait", name, { seconds: 3 })));
    await first.kill();
    const next = await serve(data);
    expect([...(await namesOf(next, "wait"))].sort()).toEqual([...names].sort());
    const running = async () =>
      (await next.ask("ListExecutions", { stateMachineArn: machineArn("wait"), statusFilter: "RUNNING" })).executions
        .length;
    await expect.poll(running, { timeout: 20_000, interval: 200 }).toBe(0);
    const { executions } = await next.ask("ListExecutions", {
      stateMachineArn: machineArn("wait"),
      statusFilter: "SUCCEEDED",
      maxResults: 1000,
    });
    expect(executions).toHaveLength(1000);
    for (const { executionArn: arn } of executions.slice(0, 20)) checkHistory(await historyOf(next, arn));
    expect(next.complaints()).toBe("");
  });

  it("an execution of 20,000 events opens, and pages quickly", async () => {
    const data = folder();
    const first = await serve(data);
    // Each turn of the loop tells four events.
    const loop = {
      StartAt: "C",
      States: {
        C: {
          Type: "Choice",
          Choices: [{ Variable: "$.n", NumericLessThan: 5000, Next: "P" }],
          Default: "E",
        },
        P: { Type: "Pass", Parameters: { "n.$": "States.MathAdd($.n, 1)" }, Next: "C" },
        E: { Type: "Wait", Seconds: 2, End: true },
      },
    };
    const definition = JSON.stringify(loop);
    const { stateMachineArn } = await first.ask("CreateStateMachine", { name: "loop", definition, roleArn });
    await first.ask("StartExecution", { stateMachineArn, name: "big", input: '{"n":0}' });
    const arn = executionArn("loop", "big");
    const lastOf = async (server: Server) =>
      (await server.ask("GetExecutionHistory", { executionArn: arn, reverseOrder: true, maxResults: 1 })).events[0];
    await expect.poll(async () => (await lastOf(first)).id, { timeout: 30_000 }).toBeGreaterThanOrEqual(20_000);
    await first.kill();

    const from = performance.now();
    const next = await serve(data);
    expect((await lastOf(next)).id).toBeGreaterThanOrEqual(20_000);
    expect(performance.now() - from).toBeLessThan(10_000);
    expect(await ended(next, arn)).toMatchObject({ status: "SUCCEEDED" });
    await next.kill();

    const last = await serve(data);
    const ids: number[] = [];
    const took: number[] = [];
    let nextToken: string | undefined;
    do {
      const start = performance.now();
      const asked = { executionArn: arn, maxResults: 1000, ...(nextToken ? { nextToken } : {}) };
      const page = await last.ask("GetExecutionHistory", asked);
      took.push(performance.now() - start);
      ids.push(...page.events.map(({ id }: { id: number }) => id));
      nextToken = page.nextToken;
    } while (nextToken);
    expect(ids).toEqual(ids.map((_, index) => index + 1));
    expect(ids.length).toBeGreaterThan(20_000);
    const median = took.sort((a, b) => a - b)[Math.floor(took.length / 2)]!;
    expect(median).toBeLessThan(100);
  });
});
