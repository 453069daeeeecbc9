import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { HistoryEvent, Json, StateMachine } from "@stepbook/asl";
import { describe, expect, it } from "vitest";
import { testHost } from "../test/host";
import { compile } from "./compile";
import { type FailedStep, type Host, type TaskCall, TaskError } from "./host";
import { type RunEnd, start } from "./run";
import { UnsupportedDefinition } from "./unsupported";

const folder = join(__dirname, "../../../../shared/conformance/cases");

interface Mock {
  readonly state: string;
  readonly scheduledEventId: number;
  readonly return?: Json;
  readonly throw?: { readonly event: string; readonly error?: string | null; readonly cause?: Json };
  readonly timedOut?: object;
  readonly submitted?: Json;
}

interface Case {
  readonly name: string;
  readonly kind: string;
  readonly class: string;
  readonly definition: StateMachine;
  readonly input: Json;
  readonly placeholders?: Readonly<Record<string, Json>>;
  readonly masks?: readonly { readonly replacement: string }[];
  readonly mocks?: { readonly tasks?: readonly Mock[]; readonly lambdas?: readonly { readonly behaviour: string }[] };
  readonly needsExternalControl?: boolean;
  readonly mocksIncomplete?: boolean;
  readonly parallelEventsSorted?: boolean;
  readonly eventsReversed?: boolean;
  readonly eventsUnusable?: boolean;
  readonly meta: { readonly awsRecorded?: boolean };
  readonly expected: {
    readonly status: string;
    readonly output?: Json;
    readonly error?: string;
    readonly cause?: Json;
    readonly events?: readonly HistoryEvent[];
  };
}

/** Recorded values that stand for any value. */
const anything = new Set(
  "timestamp datetime date snf_role_arn sfn_role_arn RequestId json-input LogResult task_token start-time entered-time".split(
    " ",
  ),
);
const placeholder = /<[A-Za-z][A-Za-z0-9_: -]*>/;

const same = (expected: unknown, actual: unknown, any: ReadonlySet<string>): boolean => {
  if (typeof expected === "string" && (placeholder.test(expected) || any.has(expected))) return true;
  if (expected !== null && typeof expected === "object") {
    const found: unknown = typeof actual === "string" ? parsed(actual) : actual;
    if (found === null || typeof found !== "object" || Array.isArray(expected) !== Array.isArray(found)) return false;
    const [one, other] = [expected as Record<string, unknown>, found as Record<string, unknown>];
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key], any))
    );
  }
  if (typeof expected === "string" && typeof actual === "string" && /^[[{"]/.test(expected)) {
    const [one, other] = [parsed(expected), parsed(actual)];
    return expected === actual || (one !== expected && same(one, other, any));
  }
  return expected === actual;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** What a task gives that has no recorded answer: the function gave back what it got. */
const identity = ({ resource, parameters }: TaskCall): Json =>
  resource.endsWith(":lambda:invoke") ? { Payload: (parameters as { Payload?: Json }).Payload ?? {} } : parameters;

const mockHost = ({ tasks: mocks = [], lambdas = [] }: NonNullable<Case["mocks"]>): Host => {
  const queues = new Map<string, Mock[]>();
  for (const mock of mocks) queues.set(mock.state, [...(queues.get(mock.state) ?? []), mock]);
  const result = async (call: TaskCall) => {
    const mock = queues.get(call.state)?.shift();
    if (!mock && lambdas.some(({ behaviour }) => behaviour === "identity")) return { output: identity(call) };
    if (!mock) throw new TaskError("Test.NoMock", `no answer is recorded for ${call.state}`);
    call.signals.started("BASE_ID_ACTIVITY_CONSUMER");
    if (mock.submitted !== undefined) call.signals.submitted({ output: mock.submitted });
    if (mock.timedOut) return new Promise<never>(() => undefined);
    if (mock.throw) {
      const step = /Failed$|(Schedule|Start|Submit)Failed$/.exec(mock.throw.event)?.[0] as FailedStep;
      throw new TaskError(mock.throw.error ?? undefined, textOf(mock.throw.cause), step);
    }
    return { output: mock.return ?? null };
  };
  const start = Date.UTC(2026, 10, 22, 16, 30, 5);
  return testHost((call) => ({ result: result(call), cancel: () => undefined }), { start });
};

const textOf = (cause: Json | undefined): string | undefined =>
  typeof cause === "string" ? cause : cause == null ? undefined : JSON.stringify(cause);

const runCase = async (one: Case) => {
  const events: HistoryEvent[] = [];
  const end = await new Promise<RunEnd>((onEnd) =>
    start(compile(one.definition), mockHost(one.mocks ?? {}), {
      executionArn: "arn:aws:states:us-east-1:111111111111:execution:machine:run",
      executionName: "run",
      stateMachineArn: "arn:aws:states:us-east-1:111111111111:stateMachine:machine",
      stateMachineName: "machine-name-abc",
      roleArn: "snf_role_arn",
      region: "us-east-1",
      input: JSON.stringify(one.input),
      onEvent: (event) => events.push(event),
      onEnd,
    }),
  );
  return { end, events };
};

/** What differs between a recorded run and ours; empty where nothing does. */
const differences = async (one: Case): Promise<string[]> => {
  const { expected } = one;
  const { end, events } = await runCase(one);
  const any = new Set([...anything, ...(one.masks ?? []).map(({ replacement }) => replacement)]);
  for (const key of Object.keys(one.placeholders ?? {})) any.add(key);
  const found: string[] = [];
  const compare = (what: string, one: unknown, other: unknown): void => {
    if (!same(one, other, any)) found.push(`${what}: ${JSON.stringify(one)} ≠ ${JSON.stringify(other)}`);
  };
  compare("status", expected.status, end.status);
  if (expected.status === "SUCCEEDED") compare("output", expected.output, end.output && JSON.parse(end.output));
  compare("error", expected.error ?? undefined, end.error);
  if (one.meta.awsRecorded !== false) compare("cause", expected.cause ?? undefined, end.cause);
  if (found.length > 0 || !expected.events || one.eventsUnusable) return found;
  const recorded = expected.events;
  if (one.parallelEventsSorted) {
    const types = (list: readonly HistoryEvent[]) =>
      list
        .map(({ type }) => type)
        .filter((type) => !/^ParallelState(Succeeded|Failed)$/.test(type))
        .sort();
    compare("event types", types(recorded), types(events));
    return found;
  }
  const inOrder = asToday(one.eventsReversed ? [...recorded].reverse() : recorded);
  compare(
    "event types",
    inOrder.map(({ type }) => type),
    events.map(({ type }) => type),
  );
  if (found.length === 0)
    inOrder.forEach((event, index) => {
      compare(`event ${index + 1}`, withoutNulls(event), withoutNulls({ ...events[index], timestamp: "timestamp" }));
    });
  return found;
};

/** Since late 2024 the event that leaves a distributed Map follows the one that started its run, not the one that ended it. */
const asToday = (events: readonly HistoryEvent[]): readonly HistoryEvent[] =>
  events.map((event) => {
    const before = events.find(({ id }) => id === event.previousEventId);
    return event.type === "MapStateExited" && before?.type === "MapRunSucceeded"
      ? { ...event, previousEventId: before.previousEventId! }
      : event;
  });

const withoutNulls = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const kinds = new Set(["execution", "execution-output-only", "express-sync", "express-async"]);
const classes = new Set(["pure", "lambda", "service", "sfn", "activity"]);

describe.skipIf(!existsSync(folder))("runs recorded from AWS", () => {
  const cases = existsSync(folder)
    ? readdirSync(folder)
        .map((file): Case => JSON.parse(readFileSync(join(folder, file), "utf8")))
        .filter((one) => kinds.has(one.kind) && classes.has(one.class))
        .filter((one) => !one.needsExternalControl && !one.mocksIncomplete)
        .filter((one) => one.class === "pure" || one.mocks?.tasks || !one.kind.startsWith("express"))
    : [];

  it("come out the same here, event for event", async () => {
    const failed: Record<string, string> = {};
    let compared = 0;
    for (const one of cases) {
      try {
        const [first] = await differences(one);
        compared += 1;
        if (first !== undefined) failed[one.name] = first;
      } catch (error) {
        if (!(error instanceof UnsupportedDefinition)) failed[one.name] = String((error as Error).stack);
      }
    }

    expect(failed).toEqual({});
    expect(compared).toBeGreaterThan(480);
  });
});
