import { createLocalStepFunctions } from "@stepbook/local";
import { describe, expect, it } from "vitest";
import { createExecutionFeed } from "./execution-feed";

const roleArn = "arn:aws:iam::123456789012:role/steps";
const long = "x".repeat(3000);
const definition = {
  StartAt: "Prepare",
  States: {
    Prepare: { Type: "Pass", Result: long, Next: "Ship" },
    Ship: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName: "ship" },
      Next: "Thank",
    },
    Thank: { Type: "Pass", End: true },
  },
};

/** A service with an execution that is at its task, which ends when it is told to. */
const begin = async () => {
  const ends: ((fails: boolean) => void)[] = [];
  const ship = () =>
    new Promise((resolve, reject) => {
      ends.push((fails) => (fails ? reject(new Error("broken")) : resolve("shipped")));
    });
  const calls: string[] = [];
  const local = createLocalStepFunctions({ functions: { ship } });
  const api = new Proxy(local, {
    get: (target, name: keyof typeof local) => (input: never) => {
      calls.push(name);
      return (target[name] as (input: never) => unknown)(input);
    },
  });
  const { stateMachineArn } = await local.createStateMachine({
    name: "orders",
    roleArn,
    definition: JSON.stringify(definition),
  });
  const { executionArn } = await local.startExecution({ stateMachineArn, name: "first", input: "{}" });
  const feed = createExecutionFeed(api, executionArn);
  const end = async (fails: boolean): Promise<void> => {
    await expect.poll(() => ends.length).toBe(1);
    ends.pop()!(fails);
    await expect.poll(async () => (await local.describeExecution({ executionArn })).status).not.toBe("RUNNING");
  };
  await expect.poll(() => ends.length).toBe(1);
  return { local, feed, calls, end, executionArn };
};

const statuses = (feed: Awaited<ReturnType<typeof begin>>["feed"]) => feed.view()?.execution?.statuses;

describe("an execution as the page follows it", () => {
  it("is a view of how it stands, and of each step that it takes", async () => {
    const { feed, end } = await begin();
    expect(feed.view()).toBeUndefined();
    await feed.look();
    expect(feed.view()).toMatchObject({ name: "orders", execution: { name: "first", status: "RUNNING" } });
    expect(statuses(feed)).toBe("srn");
    await end(false);
    expect(await feed.look()).toBe(true);
    expect(feed.view()?.execution?.status).toBe("SUCCEEDED");
    expect(statuses(feed)).toBe("sss");
  });

  it("is asked for no history once it has ended, and goes on where it is redriven", async () => {
    const { local, feed, calls, end, executionArn } = await begin();
    await end(true);
    await feed.look();
    calls.length = 0;
    expect(await feed.look()).toBe(false);
    expect(calls).toEqual(["describeExecution"]);
    await local.redriveExecution({ executionArn });
    await end(false);
    await feed.look();
    expect(feed.view()?.execution?.status).toBe("SUCCEEDED");
    expect(feed.described?.redriveCount).toBe(1);
    const { events } = feed.history(0);
    expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
    expect(events.some(({ type }) => type === "ExecutionRedriven")).toBe(true);
  });

  it("gives its events with long texts cut, and one of them whole", async () => {
    const { feed, end } = await begin();
    await end(false);
    await feed.look();
    const { events, more } = feed.history(0);
    expect(more).toBe(false);
    const exited = events.find(({ type }) => type === "PassStateExited")!;
    expect(exited.timestamp).toBeTypeOf("number");
    expect(JSON.stringify(exited)).toContain("…");
    expect(JSON.stringify(feed.event(exited.id))).toContain(long);
    expect(feed.history(exited.id).events[0]?.id).toBe(exited.id + 1);
    expect(() => feed.event(99)).toThrow("no event 99");
  });

  it("is refused where there is none", async () => {
    const { local, executionArn } = await begin();
    await expect(createExecutionFeed(local, `${executionArn}-none`).look()).rejects.toMatchObject({
      name: "ExecutionDoesNotExist",
    });
  });
});
