import {
  type HistoryEvent,
  type Progress,
  reduceAll,
  type State,
  type StateMachine,
  type StateProgress,
  startProgress,
} from "@stepbook/asl";
import { describe, expect, test } from "vitest";
import { bytesOf, MOST_VIEW } from "./bounds";
import { createView } from "./create-view";
import { readView } from "./read-view";
import { statesOfView } from "./states";
import { toSvg } from "./to-svg";

const START = Date.UTC(2026, 0, 5);
const chain = (count: number, name: (i: number) => string, more: object = {}): StateMachine => ({
  StartAt: name(0),
  States: Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      name(i),
      { Type: "Pass", ...more, ...(i + 1 < count ? { Next: name(i + 1) } : { End: true }) } as State,
    ]),
  ),
});
const progressOf = (definition: StateMachine, state: Partial<StateProgress>): Progress => ({
  ...startProgress(),
  status: "RUNNING",
  startTime: START,
  states: new Map(
    Object.keys(definition.States).map((name) => [
      name,
      {
        status: "succeeded",
        entered: 1,
        active: 0,
        succeeded: 1,
        startTime: START,
        endTime: START + 5,
        attempts: [],
        ...state,
      },
    ]),
  ),
});
const event = (id: number, previousEventId: number, type: string, more: object = {}): HistoryEvent =>
  ({ id, previousEventId, type, timestamp: new Date(START + id * 10), ...more }) as HistoryEvent;
const head = {
  name: "x",
  direction: "down",
  rev: 1,
  now: START + 1000,
  execution: { arn: "arn", name: "run" },
} as const;
const sizeOf = (view: unknown): number => bytesOf(JSON.stringify(view));
const readable = (view: unknown): boolean => "view" in readView(view);

describe("a view is bounded", () => {
  test("to 64 kB at 300 states", () => {
    const definition = chain(300, (i) => `State number ${i}`);
    expect(sizeOf(createView({ ...head, definition, progress: progressOf(definition, {}) }))).toBeLessThan(64_000);
  });

  test("by leaving out inputs and outputs first", () => {
    const definition = chain(300, (i) => `S${i}`);
    const progress = progressOf(definition, { input: "x".repeat(1900), output: "y".repeat(9000) });
    const view = createView({ ...head, definition, progress, includeIo: true });
    expect(sizeOf(view)).toBeLessThanOrEqual(MOST_VIEW);
    expect(view.execution?.dropped).toEqual(["io"]);
    expect(view.execution?.times).toHaveLength(900);
  });

  test("to 64 kB at 300 states while it runs, whatever there is to tell; the last update has it all", () => {
    const definition = chain(300, (i) => `State number ${i}`);
    const progress = progressOf(definition, { input: "x".repeat(1900), error: "E".repeat(50) });
    const many = Array.from({ length: 200 }, (_, i) =>
      event(i + 1, i, "TaskFailed", { taskFailedEventDetails: { error: "Oops", cause: "c".repeat(500) } }),
    );
    const options = { ...head, definition, includeIo: true, events: many };
    const live = createView({ ...options, progress });
    expect(sizeOf(live)).toBeLessThan(64_000);
    expect(live.execution?.dropped).toEqual(["io", "events"]);
    expect(live.execution?.times).toHaveLength(900);
    const small = progressOf(
      chain(30, (i) => `State number ${i}`),
      { input: "x".repeat(1900) },
    );
    const last = createView({ ...options, progress: { ...small, status: "SUCCEEDED" } });
    expect(last.execution?.dropped).toBeUndefined();
    expect(last.execution?.events).toHaveLength(200);
  });

  test("by what it tells of states that are not shown at first, before the definition", () => {
    const inner = chain(400, (i) => `Inner ${i}`, { Comment: "c".repeat(200) });
    const definition: StateMachine = {
      StartAt: "Each",
      States: { Each: { Type: "Map", ItemProcessor: inner, End: true } },
    };
    const states = new Map(
      [...progressOf(inner, { error: "e".repeat(256), cause: "c".repeat(768) }).states].concat([
        ...progressOf(definition, {}).states,
      ]),
    );
    const view = createView({ ...head, definition, progress: { ...progressOf(definition, {}), states } });
    expect(view.execution?.dropped).toEqual(["times"]);
    expect(view.execution?.times.filter((_, i) => i % 3 === 0)).toEqual([0]);
    expect(JSON.parse(view.definition)).toEqual(definition);
  });

  test("by the skeleton of a definition above 256 kB, which draws the same graph", () => {
    const definition = chain(300, (i) => `S${i}`, { Comment: "c".repeat(1000) });
    const view = createView({ ...head, definition, progress: progressOf(definition, {}) });
    expect(view.definition.length).toBeLessThan(30_000);
    expect(view.execution?.dropped).toEqual(["definition"]);
    expect(statesOfView(view.execution, 300)[299]!.status).toBe("succeeded");
    expect(readable(view)).toBe(true);
  });

  test("even where the names alone are too many", () => {
    const definition = chain(9000, (i) => `${"n".repeat(70)}${i}`);
    const view = createView({ ...head, definition, progress: progressOf(definition, {}) });
    expect(sizeOf(view)).toBeLessThanOrEqual(MOST_VIEW);
    expect(readable(view)).toBe(true);
    expect(toSvg(view)).toContain("too large to be drawn");
  });

  test("in bytes, not in characters", () => {
    expect(bytesOf("aé你🚀")).toBe(new TextEncoder().encode("aé你🚀").length);
  });

  test("by cutting errors", () => {
    const definition = chain(2, (i) => `S${i}`);
    const view = createView({
      ...head,
      definition,
      progress: progressOf(definition, { error: "E".repeat(5000), cause: "c".repeat(99_999) }),
    });
    for (const one of view.execution!.errors!) expect(sizeOf(one)).toBeLessThan(1200);
  });
});

const task: StateMachine = {
  StartAt: "Call",
  States: {
    Call: { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Next: "Never" },
    Never: { Type: "Succeed" },
  },
};
const events = [
  event(1, 0, "ExecutionStarted"),
  event(2, 1, "TaskStateEntered", { stateEnteredEventDetails: { name: "Call", input: '{"password":"hunter2"}' } }),
  event(3, 2, "TaskScheduled", { taskScheduledEventDetails: { resource: "invoke", resourceType: "lambda" } }),
  event(4, 3, "TaskFailed", { taskFailedEventDetails: { error: "Oops", cause: "why", resource: "invoke" } }),
  event(5, 4, "ExecutionFailed", { executionFailedEventDetails: { error: "Oops", cause: "why" } }),
];

test("an event belongs to the state that it came from, by previousEventId", () => {
  const view = createView({ ...head, definition: task, progress: reduceAll(startProgress(), events), events });
  expect(view.execution?.events.map(({ state }) => state)).toEqual([undefined, 0, 0, 0, undefined]);
  expect(view.execution?.events.map(({ detail }) => detail)).toEqual([
    undefined,
    undefined,
    "lambda:invoke",
    "Oops: why",
    "Oops: why",
  ]);
  expect(view.execution?.eventCount).toBe(5);
});

test("when an execution has ended, what it did not reach was not taken", () => {
  const view = createView({ ...head, definition: task, progress: reduceAll(startProgress(), events) });
  expect(view.execution?.statuses).toBe("fx");
});

test("inputs and outputs are not kept unless asked for", () => {
  const progress = reduceAll(startProgress(), events);
  expect(JSON.stringify(createView({ ...head, definition: task, progress, events }))).not.toContain("hunter2");
  expect(JSON.stringify(createView({ ...head, definition: task, progress, includeIo: true }))).toContain("hunter2");
});

test("without an execution it is the workflow alone", () => {
  const view = createView({ definition: task, name: "x", direction: "right", rev: 1, now: 0 });
  expect(view.execution).toBeUndefined();
  expect(toSvg(view)).not.toMatch(/sb-glyph"/);
});

test("the ids of two images on a page differ", () => {
  const ids = (svg: string) => new Set(svg.match(/ id="[^"]+"/g));
  const a = ids(toSvg(createView({ definition: task, name: "a", direction: "down", rev: 1, now: 0 })));
  const b = ids(toSvg(createView({ definition: task, name: "b", direction: "down", rev: 1, now: 0 })));
  expect([...a].filter((id) => b.has(id))).toEqual([]);
});

test("the jobs of states are told, each in bounds, and read back by their states", () => {
  const definition = chain(3, (i) => `S${i}`);
  const job = { kind: "training job", name: "j", status: "InProgress", metrics: [{ name: "loss", value: 0.5 }] };
  const log = Array.from({ length: 100 }, (_, i) => `line ${i} ${"x".repeat(1000)}`);
  const jobs = [
    { ...job, state: "S1", log },
    { ...job, state: "S1", name: "k", reason: "y".repeat(5000) },
    { ...job, state: "gone" },
  ];
  const view = createView({ ...head, definition, progress: progressOf(definition, {}), jobs });
  expect(readable(view)).toBe(true);
  expect(view.execution?.jobs).toHaveLength(2);
  const [first, second] = statesOfView(view.execution, 3)[1]!.jobs;
  expect(first?.log).toHaveLength(20);
  expect(first?.log?.at(-1)).toMatch(/^line 99 x+…$/);
  expect(second?.reason?.length).toBe(768);
  const many = Array.from({ length: 400 }, () => ({ ...job, state: "S1", log }));
  expect(
    createView({ ...head, definition, progress: progressOf(definition, {}), jobs: many }).execution?.jobs,
  ).toHaveLength(50);
});
