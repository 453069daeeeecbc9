import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { machines } from "./machines";
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

const { folder, serve, root } = setting("damage");

/** The folders of processes in a data folder. */
const partsOf = (data: string): readonly string[] =>
  readdirSync(join(data, "processes")).map((name) => join(data, "processes", name));

/** The files of executions, by the name of each. */
const filesOf = (data: string): ReadonlyMap<string, string> =>
  new Map(
    partsOf(data)
      .flatMap((part) => readdirSync(join(part, "executions")).map((name) => join(part, "executions", name)))
      .map((path) => [/"name":"(.*?)"/.exec(readFileSync(path, "utf8"))?.[1] ?? path, path]),
  );

const changeByte = (path: string, offset: number): void => {
  const bytes = readFileSync(path);
  bytes[offset]! ^= 1;
  writeFileSync(path, bytes);
};

/** What those who ask are told of it names nothing of the inside. */
const expectNoInsides = (text: string): void => {
  expect(text).not.toContain(root);
  expect(text).not.toMatch(/\.log|\.json|\/|\bat \w+ \(/);
};

const told = (server: Server, ...parts: readonly string[]): Promise<void> =>
  expect
    .poll(() => parts.filter((part) => !server.complaints().includes(part)), {
      message: `what is told: ${server.complaints()}`,
    })
    .toEqual([]);

describe("the last line of an execution's file", () => {
  it("is cut off where it was not written whole: the history goes on without a gap", async () => {
    const data = folder();
    const first = await serve(data);
    await create(first, "wait");
    const names = Array.from({ length: 24 }, (_, index) => `torn${index}`);
    for (const name of names) await begin(first, "wait", name, { seconds: 1 });
    const arns = names.map((name) => executionArn("wait", name));
    const before = await Promise.all(arns.map((arn) => historyOf(first, arn)));
    await first.kill();
    const files = filesOf(data);
    for (const [index, name] of names.entries()) {
      const path = files.get(name)!;
      const bytes = readFileSync(path);
      const lastLine = bytes.lastIndexOf("\n", bytes.length - 2) + 1;
      const length = bytes.length - lastLine;
      truncateSync(path, lastLine + Math.floor((index * length) / names.length));
    }
    const next = await serve(data);
    for (const [index, arn] of arns.entries()) {
      const there = await historyOf(next, arn);
      const common = Math.min(there.length, before[index].length);
      const same = (events: readonly { readonly id: number; readonly type: string }[]) =>
        events.slice(0, common).map(({ id, type }) => `${id} ${type}`);
      expect(same(there)).toEqual(same(before[index]));
      expect(await ended(next, arn)).toMatchObject({ status: "SUCCEEDED" });
      const whole = await historyOf(next, arn);
      expect(whole.slice(0, there.length)).toEqual(there);
      checkHistory(whole);
      expect(whole.map(({ type }: { type: string }) => type)).toEqual([
        "ExecutionStarted",
        "WaitStateEntered",
        "WaitStateExited",
        "PassStateEntered",
        "PassStateExited",
        "ExecutionSucceeded",
      ]);
    }
    expect(next.complaints()).toBe("");
  });
});

describe("a byte that is changed", () => {
  it("in executions' files is told with its place: nothing of these is guessed, and all else goes on", async () => {
    const data = folder();
    const first = await serve(data);
    await create(first, "wait", "pass");
    const kinds = ["head", "input", "middle", "last", "whole"];
    for (const kind of kinds) {
      await begin(first, "wait", `runs-${kind}`, { seconds: 2 });
      await begin(first, "pass", `done-${kind}`);
      await ended(first, executionArn("pass", `done-${kind}`));
    }
    await sleep(100);
    await first.kill();
    const files = filesOf(data);
    const places = { head: 0, input: 1, middle: 3, last: -2 };
    const damaged = new Map<string, Buffer>();
    for (const [kind, line] of Object.entries(places))
      for (const state of ["runs", "done"]) {
        const path = files.get(`${state}-${kind}`)!;
        const lines = readFileSync(path, "utf8").split("\n");
        const start = lines.slice(0, line).join("\n").length + (line === 0 ? 0 : 1);
        changeByte(path, start + 20);
        damaged.set(path, readFileSync(path));
      }
    const next = await serve(data);
    for (const kind of Object.keys(places))
      for (const [state, machine] of [
        ["runs", "wait"],
        ["done", "pass"],
      ] as const) {
        const arn = executionArn(machine, `${state}-${kind}`);
        for (const asked of [() => describeOf(next, arn), () => historyOf(next, arn)]) {
          const refused = await refusal(asked());
          expectNoInsides(refused.message.replaceAll(arn, ""));
          if (kind === "head") expect(refused.name).toBe("ExecutionDoesNotExist");
          else {
            expect(refused.name).toBe("InternalFailure");
            expect(refused.message).toContain("damaged");
          }
        }
        const file = files.get(`${state}-${kind}`)!.split("/").slice(-2).join("/");
        await told(next, `${file} is damaged at byte`);
      }
    // A damaged one is not begun anew under its name, nor redriven or stopped as if nothing had been.
    const arn = executionArn("wait", "runs-middle");
    for (const operation of ["StopExecution", "RedriveExecution", "DescribeStateMachineForExecution", "ListMapRuns"])
      expect((await refusal(next.ask(operation, { executionArn: arn }))).name).toBe("InternalFailure");
    expect((await refusal(begin(next, "wait", "runs-middle", { seconds: 2 }))).name).toMatch(
      /InternalFailure|ExecutionAlreadyExists/,
    );
    expect(await ended(next, executionArn("wait", "runs-whole"))).toMatchObject({ status: "SUCCEEDED" });
    expect(await describeOf(next, executionArn("pass", "done-whole"))).toMatchObject({ status: "SUCCEEDED" });
    const { executions } = await next.ask("ListExecutions", { stateMachineArn: machineArn("wait") });
    expect(executions.map(({ name }: { name: string }) => name)).toEqual(["runs-whole"]);
    await begin(next, "pass", "after");
    await ended(next, executionArn("pass", "after"));
    const now = new Map([...filesOf(data).values()].map((path) => [path.split("/").at(-1)!, path]));
    for (const [path, bytes] of damaged)
      expect(readFileSync(now.get(path.split("/").at(-1)!)!).equals(bytes), path).toBe(true);
    // It is told once, and not at each look.
    const tellings = next.complaints().split(files.get("runs-middle")!.split("/").at(-1)!).length - 1;
    expect(tellings).toBeLessThanOrEqual(2);
  });

  it("in the catalog is told with its place: executions go on, and new machines are kept", async () => {
    const data = folder();
    const first = await serve(data);
    await create(first, "pass", "wait", "map");
    await begin(first, "wait", "w", { seconds: 1 });
    await first.kill();
    const [part] = partsOf(data);
    const catalog = join(part!, "catalog.log");
    const text = readFileSync(catalog, "utf8");
    const start = text.indexOf("\n") + 1;
    changeByte(catalog, start + 30);
    const damaged = readFileSync(catalog);

    const next = await serve(data);
    await told(next, `catalog.log is damaged at byte ${start}`);
    const { stateMachines } = await next.ask("ListStateMachines");
    expect(stateMachines.map(({ name }: { name: string }) => name)).toEqual(["pass", "map"]);
    expect(await ended(next, executionArn("wait", "w"))).toMatchObject({ status: "SUCCEEDED" });
    await create(next, "branches");
    await begin(next, "branches", "b", { seconds: 0 });
    await ended(next, executionArn("branches", "b"));
    await next.kill();

    const last = await serve(data);
    const names = (await last.ask("ListStateMachines")).stateMachines.map(({ name }: { name: string }) => name);
    expect(names).toEqual(["pass", "map", "branches"]);
    expect(await describeOf(last, executionArn("branches", "b"))).toMatchObject({ status: "SUCCEEDED" });
    const catalogs = partsOf(data).map((path) => readFileSync(join(path, "catalog.log")));
    expect(catalogs.some((bytes) => bytes.equals(damaged))).toBe(true);
  });

  it("in a definition is told with its file: all else goes on", async () => {
    const data = folder();
    const first = await serve(data);
    await create(first, "pass", "wait");
    await begin(first, "wait", "runs", { seconds: 1 });
    await begin(first, "pass", "done");
    await ended(first, executionArn("pass", "done"));
    await first.kill();
    const name = readdirSync(join(data, "definitions")).find((file) =>
      readFileSync(join(data, "definitions", file), "utf8").includes('"Wait"'),
    )!;
    changeByte(join(data, "definitions", name), 5);

    const next = await serve(data);
    await told(next, name, "is damaged at byte");
    const stateMachineArn = machineArn("wait");
    const refused = await refusal(next.ask("DescribeStateMachine", { stateMachineArn }));
    expect(refused.name).toBe("InternalFailure");
    expect(refused.message).toContain("damaged");
    expectNoInsides(refused.message);
    expect((await refusal(begin(next, "wait", "more"))).name).toBe("InternalFailure");
    expect((await next.ask("ListStateMachines")).stateMachines).toHaveLength(2);
    expect((await refusal(describeOf(next, executionArn("wait", "runs")))).message).toContain("damaged");
    expect(await describeOf(next, executionArn("pass", "done"))).toMatchObject({ status: "SUCCEEDED" });
    // The machine can be made anew, with the same definition, too.
    await next.ask("DeleteStateMachine", { stateMachineArn });
    const making = { name: "wait", definition: machines.wait, roleArn };
    await expect.poll(() => next.ask("CreateStateMachine", making).catch(() => undefined)).toBeTruthy();
    expect((await next.ask("DescribeStateMachine", { stateMachineArn })).definition).toBe(machines.wait);
    await begin(next, "wait", "again", { seconds: 0 });
    expect(await ended(next, executionArn("wait", "again"))).toMatchObject({ status: "SUCCEEDED" });
  });
});

describe("what does not belong into a data folder", () => {
  it("is left alone: empty files, other files, other folders", async () => {
    const data = folder();
    const first = await serve(data);
    await create(first, "pass");
    await begin(first, "pass", "p");
    await ended(first, executionArn("pass", "p"));
    await first.kill();
    const [part] = partsOf(data);
    const foreign = {
      [join(data, "notes.txt")]: "mine",
      [join(data, "processes", "notes.txt")]: "mine",
      [join(data, "definitions", "notes.txt")]: "mine",
    };
    for (const [path, text] of Object.entries(foreign)) writeFileSync(path, text);
    mkdirSync(join(data, "processes", "a-folder"));
    mkdirSync(join(part!, "executions", "7.log"));
    writeFileSync(join(part!, "executions", "1.log"), "");
    writeFileSync(join(part!, "executions", "2.log.99.new"), "half");
    writeFileSync(join(part!, "executions", "notes.txt"), "mine");

    const next = await serve(data);
    expect(await describeOf(next, executionArn("pass", "p"))).toMatchObject({ status: "SUCCEEDED" });
    await begin(next, "pass", "q");
    await ended(next, executionArn("pass", "q"));
    const { executions } = await next.ask("ListExecutions", { stateMachineArn: machineArn("pass") });
    expect(executions).toHaveLength(2);
    for (const [path, text] of Object.entries(foreign)) expect(readFileSync(path, "utf8"), path).toBe(text);
    await next.kill();
    const last = await serve(data);
    expect((await last.ask("ListStateMachines")).stateMachines).toHaveLength(1);
  });

  it("a catalog that is empty, or no text at all", async () => {
    const data = folder();
    const first = await serve(data);
    await create(first, "pass");
    await first.kill();
    const copy = folder();
    cpSync(data, copy, { recursive: true });
    writeFileSync(join(partsOf(data)[0]!, "catalog.log"), "");
    writeFileSync(join(partsOf(copy)[0]!, "catalog.log"), Buffer.from([0, 1, 2, 255, 254, 10, 0, 0]));
    for (const path of [data, copy]) {
      const next = await serve(path);
      expect((await next.ask("ListStateMachines")).stateMachines).toEqual([]);
      await next.ask("CreateStateMachine", { name: "new", definition: machines.pass, roleArn });
      expect((await next.ask("ListStateMachines")).stateMachines).toHaveLength(1);
    }
  });
});

describe("a data folder that cannot be one", () => {
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [command, "serve", "--port", "0", ...args], { encoding: "utf8", timeout: 20_000 });

  it.each([
    ["a file", (path: string) => writeFileSync(path, "mine")],
    ["a folder below a file", (path: string) => writeFileSync(join(path, ".."), "mine")],
    [
      "a folder whose parts are a file",
      (path: string) => {
        mkdirSync(path);
        writeFileSync(join(path, "processes"), "mine");
      },
    ],
  ])("%s: one clear line, and the code of wrong usage", (_, make) => {
    const place = folder();
    const path = _ === "a folder below a file" ? join(place, "below") : place;
    make(path);
    const { status, stdout, stderr } = run("--data", path);
    expect(stdout).toBe("");
    expect(status).toBe(2);
    expect(stderr.trim().split("\n").length, stderr).toBeLessThanOrEqual(2);
    expect(stderr).toContain(`--data "${path}"`);
    expect(existsSync(place)).toBe(true);
  });
});
