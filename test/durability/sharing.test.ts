import { describe, expect, it } from "vitest";
import { machines } from "./machines";
import type { Server } from "./server";
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

const { folder, serve, calls } = setting("sharing");

const two = async (): Promise<readonly [Server, Server, string]> => {
  const data = folder();
  const [one, other] = await Promise.all([serve(data), serve(data)]);
  return [one!, other!, data];
};

const namesOf = async (server: Server, machine: string): Promise<readonly string[]> =>
  (await server.ask("ListExecutions", { stateMachineArn: machineArn(machine) })).executions.map(
    ({ name }: { name: string }) => name,
  );

const withoutRunner = ({ runBy: _, ...described }: { runBy?: string }): object => described;

describe("two servers with one folder", () => {
  it("know each other's machines, as they are changed and deleted", async () => {
    const [one, other] = await two();
    await create(one, "pass");
    await create(other, "wait");
    const list = (server: Server) => server.ask("ListStateMachines");
    expect((await list(one)).stateMachines.map(({ name }: { name: string }) => name)).toEqual(["pass", "wait"]);
    expect(await list(other)).toEqual(await list(one));

    const stateMachineArn = machineArn("pass");
    await one.ask("UpdateStateMachine", { stateMachineArn, definition: machines.task });
    expect((await other.ask("DescribeStateMachine", { stateMachineArn })).definition).toBe(machines.task);
    await other.ask("UpdateStateMachine", { stateMachineArn, definition: machines.map, publish: true });
    expect((await one.ask("DescribeStateMachine", { stateMachineArn })).definition).toBe(machines.map);
    const { stateMachineVersionArn } = await one.ask("PublishStateMachineVersion", { stateMachineArn });
    expect(stateMachineVersionArn).toBe(`${stateMachineArn}:1`);
    await one.ask("TagResource", { resourceArn: stateMachineArn, tags: [{ key: "k", value: "v" }] });
    expect((await other.ask("ListTagsForResource", { resourceArn: stateMachineArn })).tags).toEqual([
      { key: "k", value: "v" },
    ]);

    await one.ask("CreateActivity", { name: "work" });
    expect((await other.ask("ListActivities")).activities).toHaveLength(1);

    await other.ask("DeleteStateMachine", { stateMachineArn });
    expect((await refusal(one.ask("DescribeStateMachine", { stateMachineArn }))).name).toBe("StateMachineDoesNotExist");
    await one.ask("CreateStateMachine", { name: "pass", definition: machines.pass, roleArn });
    expect((await other.ask("DescribeStateMachine", { stateMachineArn })).definition).toBe(machines.pass);
  });

  it("see each other's executions live, and leave them alone", async () => {
    const [one, other] = await two();
    await create(one, "wait", "distributed");
    const arn = await begin(one, "wait", "seen", { seconds: 2 });
    expect(await begin(other, "wait", "seen", { seconds: 2 })).toBe(arn);
    expect((await refusal(begin(other, "wait", "seen", { seconds: 3 }))).name).toBe("ExecutionAlreadyExists");
    await begin(other, "wait", "own", { seconds: 0 });
    expect(await namesOf(one, "wait")).toEqual(["own", "seen"]);
    expect(await namesOf(other, "wait")).toEqual(["own", "seen"]);

    const described = await describeOf(other, arn);
    expect(described).toMatchObject({ status: "RUNNING", runBy: `process ${one.process.pid}` });
    expect(withoutRunner(described)).toEqual(await describeOf(one, arn));
    expect(await historyOf(other, arn)).toEqual(await historyOf(one, arn));
    expect(await historyOf(other, arn)).toHaveLength(2);
    const refused = await refusal(other.ask("StopExecution", { executionArn: arn }));
    expect(refused.name).toBe("ConflictException");
    expect(refused.message).toBe(`The execution is run by another process: '${arn}'`);
    expect((await describeOf(one, arn)).status).toBe("RUNNING");

    const map = await begin(one, "distributed", "map", { items: [1, 2] });
    const mapRuns = (server: Server) => server.ask("ListMapRuns", { executionArn: map });
    await expect.poll(async () => (await mapRuns(other)).mapRuns.length).toBe(1);
    const { mapRunArn } = (await mapRuns(other)).mapRuns[0];
    await expect
      .poll(async () => (await other.ask("ListExecutions", { mapRunArn })).executions.length, { timeout: 3000 })
      .toBe(2);
    await ended(one, map);
    await ended(other, map);
    for (const operation of ["DescribeMapRun", "ListExecutions"])
      expect(await other.ask(operation, { mapRunArn })).toEqual(await one.ask(operation, { mapRunArn }));
    const [{ executionArn: child }] = (await one.ask("ListExecutions", { mapRunArn })).executions;
    expect(await historyOf(other, child)).toEqual(await historyOf(one, child));

    expect(withoutRunner(await ended(other, arn))).toEqual(await ended(one, arn));
    expect(await describeOf(other, arn)).not.toHaveProperty("runBy");
    expect(await historyOf(other, arn)).toEqual(await historyOf(one, arn));
    expect((await refusal(begin(other, "wait", "seen", { seconds: 2 }))).name).toBe("ExecutionAlreadyExists");
  });

  it("do not redrive each other's executions, but see it when that is done", async () => {
    const [one, other] = await two();
    await create(one, "wait");
    const arn = await begin(one, "wait", "stopped", { seconds: 1 });
    await one.ask("StopExecution", { executionArn: arn, error: "Enough" });
    expect(await describeOf(other, arn)).toMatchObject({ status: "ABORTED", error: "Enough" });
    const refused = await refusal(other.ask("RedriveExecution", { executionArn: arn }));
    expect(refused.name).toBe("ConflictException");
    await one.ask("RedriveExecution", { executionArn: arn });
    expect(await describeOf(other, arn)).toMatchObject({ status: "RUNNING", redriveCount: 1 });
    await ended(one, arn);
    const there = await describeOf(one, arn);
    expect(there).toMatchObject({ status: "SUCCEEDED", redriveCount: 1 });
    expect(await describeOf(other, arn)).toEqual(there);
    expect(await historyOf(other, arn)).toEqual(await historyOf(one, arn));
  });

  it("know how it stood when the other was killed, though they had not looked since", async () => {
    const [one, other] = await two();
    await create(one, "wait");
    const ends = await begin(one, "wait", "ends", { seconds: 1 });
    const goesOn = await begin(one, "wait", "goes-on", { seconds: 1 });
    await one.ask("StopExecution", { executionArn: goesOn });
    expect((await describeOf(other, ends)).status).toBe("RUNNING");
    expect((await describeOf(other, goesOn)).status).toBe("ABORTED");
    const described = await ended(one, ends);
    await one.ask("RedriveExecution", { executionArn: goesOn });
    await one.kill();
    expect(await describeOf(other, ends)).toEqual(described);
    expect(await describeOf(other, goesOn)).toMatchObject({ status: "RUNNING", redriveCount: 1 });
    expect(await ended(other, goesOn)).toMatchObject({ status: "SUCCEEDED", redriveCount: 1 });
    checkHistory(await historyOf(other, goesOn));
    expect(other.complaints()).toBe("");
  });

  it("go on with what the other ran, within about a second after it was killed, asked or not", async () => {
    const [one, other] = await two();
    await create(one, "wait", "task", "plain");
    await begin(one, "wait", "w", { seconds: 2 });
    await begin(one, "task", "taken-task", { milliseconds: 60_000 });
    await begin(one, "plain", "taken-plain", { milliseconds: 60_000 });
    await expect.poll(() => [...calls("taken-task"), ...calls("taken-plain")].length).toBe(2);
    await other.ask("ListStateMachines");
    await one.kill();
    // Nobody asks the other for anything: the task is tried again nevertheless.
    await expect
      .poll(() => calls("taken-task"), { timeout: 4000, message: "the task is tried again" })
      .toEqual(["taken-task 0", "taken-task 1"]);
    expect(await ended(other, executionArn("plain", "taken-plain"))).toMatchObject({
      status: "FAILED",
      error: "States.TaskFailed",
    });
    expect(calls("taken-plain")).toEqual(["taken-plain 0"]);
    const arn = executionArn("wait", "w");
    const waited = await ended(other, arn);
    expect(waited).toMatchObject({ status: "SUCCEEDED" });
    expect(waited.stopDate - waited.startDate).toBeGreaterThanOrEqual(2);
    expect(waited.stopDate - waited.startDate).toBeLessThan(5);
    checkHistory(await historyOf(other, arn));
    // It is its own now.
    const task = executionArn("task", "taken-task");
    expect(await describeOf(other, task)).not.toHaveProperty("runBy");
    await other.ask("StopExecution", { executionArn: task });
    expect(other.complaints()).toBe("");
  });
});

it("three that start at once after two were killed have all of it once", async () => {
  const [one, other, data] = await two();
  await create(one, "task", "wait");
  const names = Array.from({ length: 10 }, (_, index) => `many${index}`);
  await Promise.all(
    names.map((name, index) => begin(index % 2 ? one : other, "task", name, { milliseconds: 100 * index })),
  );
  await begin(one, "wait", "waits", { seconds: 1 });
  await sleep(400);
  await Promise.all([one.kill(), other.kill()]);
  const three = await Promise.all([serve(data), serve(data), serve(data)]);
  for (const name of names) {
    const [first, ...others] = await Promise.all(three.map((server) => ended(server, executionArn("task", name))));
    expect(first).toMatchObject({ status: "SUCCEEDED", output: JSON.stringify(name) });
    for (const described of others) expect(described).toEqual(first);
    const histories = await Promise.all(three.map((server) => historyOf(server, executionArn("task", name))));
    checkHistory(histories[0]);
    expect(histories[1]).toEqual(histories[0]);
    expect(histories[2]).toEqual(histories[0]);
    expect(new Set(calls(name)).size, `${calls(name)}`).toBe(calls(name).length);
  }
  for (const server of three) {
    expect([...(await namesOf(server, "task"))].sort()).toEqual([...names].sort());
    expect((await ended(server, executionArn("wait", "waits"))).status).toBe("SUCCEEDED");
    expect(server.complaints()).toBe("");
  }
});
