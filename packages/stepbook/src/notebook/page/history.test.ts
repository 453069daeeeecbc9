import type { HistoryEvent } from "@stepbook/asl";
import { type EventJson, eventJson } from "@stepbook/graph";
import { expect, it } from "vitest";
import { local } from "../../backends/local";
import { pass, wait, workflow } from "../../index";
import { event } from "./event";
import { history } from "./history";
import type { PageExecution } from "./page-execution";

const text = "x".repeat(3000);

/** An execution of many events with long texts, as the page asks for it. */
const run = async (states: number) => {
  const on = local();
  const steps = Array.from({ length: states }, (_, i) => pass(`Step ${i}`));
  const execution = await workflow("long", { steps, on }).execute({ text });
  await execution.output();
  const events: HistoryEvent[] = [];
  for await (const one of execution.events()) events.push(one);
  let calls = 0;
  const api: PageExecution["api"] = {
    getExecutionHistory: (input) => {
      calls += 1;
      return on.api.getExecutionHistory(input);
    },
  };
  const page = { arn: execution.arn, api } as unknown as PageExecution;
  return { page, events, callsSoFar: () => calls };
};

const readOn = async (page: PageExecution, from = 0) => {
  const events: EventJson[] = [];
  const sizes: number[] = [];
  for (let more = true; more; ) {
    const answer = await history(page, { after: events.at(-1)?.id ?? from });
    sizes.push(JSON.stringify(answer).length);
    events.push(...answer.events);
    more = answer.more;
  }
  return { events, sizes };
};

it("a history is given whole, in messages of bounded size, each event read once", async () => {
  const { page, events, callsSoFar } = await run(1200);
  const read = await readOn(page);
  expect(read.events).toEqual(events.map((one) => eventJson(one, 2000)));
  expect(Math.max(...read.sizes)).toBeLessThan(1_100_000);
  expect(callsSoFar()).toBe(Math.ceil(events.length / 1000));
});

it("what came after an event is given, however often and in whatever order it is asked for", async () => {
  const { page, events } = await run(50);
  for (const after of [90, 10, 0, 102, 10]) {
    const { events: read } = await readOn(page, after);
    expect(read.map(({ id }) => id)).toEqual(events.slice(after).map(({ id }) => id));
  }
});

it("texts are cut in a history, and whole in a single event", async () => {
  const { page, events } = await run(1);
  const exited = events.find(({ type }) => type === "PassStateExited")!;
  const listed = (await history(page, { after: 0 })).events.find(({ id }) => id === exited.id);
  expect(JSON.stringify(listed)).toContain(`${"x".repeat(100)}…`);
  expect(await event(page, { id: exited.id })).toEqual(eventJson(exited, Number.POSITIVE_INFINITY));
  await expect(event(page, { id: 99 })).rejects.toThrow("no event 99");
});

it("the events of a run that goes on are given as they come", async () => {
  const on = local();
  const execution = await workflow("slow", { steps: [pass("A"), wait("B", { seconds: 1 }), pass("C")], on }).execute();
  const page = { arn: execution.arn, api: on.api } as unknown as PageExecution;
  await new Promise((later) => setTimeout(later, 100));
  const first = await readOn(page);
  expect(first.events.at(-1)?.type).toBe("WaitStateEntered");
  await execution.output();
  const second = await readOn(page, first.events.at(-1)!.id);
  expect(second.events.map(({ type }) => type)).toEqual([
    "WaitStateExited",
    "PassStateEntered",
    "PassStateExited",
    "ExecutionSucceeded",
  ]);
});

it.each([[{}], [{ after: -1 }], [{ after: "0" }], [{ after: 0.5 }]])(
  "%j is no question for a history",
  async (asked) => {
    await expect(history({} as unknown as PageExecution, asked)).rejects.toThrow("by the id of the event");
  },
);
