import { createHash } from "node:crypto";
import { type HistoryEvent, type Json, reduceAll, type StateMachine, startProgress, validate } from "@stepbook/asl";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "./compile";
import { seededRandom, uuidFrom } from "./data/random";
import { type Host, type Invocation, TaskError } from "./host";
import { type Run, type RunEnd, start } from "./run";
import { createVirtualClock } from "./virtual-clock";

const later = (job: () => void) => {
  const handle = setImmediate(job);
  return () => clearImmediate(handle);
};

type Task = (input: Json, name: string) => unknown;

const hostWith = (task: Task, seed: number): Host & { readonly cancelled: string[] } => {
  const random = seededRandom(seed);
  const cancelled: string[] = [];
  const clock = createVirtualClock({ start: 0, later, wait: (_, job) => later(job) });
  const invoke: Host["invoke"] = (call): Invocation => ({
    result: (async () => ({ output: (await task(call.parameters, call.state)) as Json }))(),
    cancel: () => cancelled.push(call.state),
  });
  return {
    now: clock.now,
    sleep: clock.sleep,
    busy: clock.busy,
    elapsed: () => performance.now(),
    breathe: later,
    random,
    uuid: () => uuidFrom(random),
    hash: (algorithm, text) => createHash(algorithm.replace("-", "").toLowerCase()).update(text).digest("hex"),
    invoke,
    cancelled,
  };
};

interface Setting {
  readonly input?: Json;
  readonly task?: Task;
  readonly seed?: number;
  readonly events?: number;
  readonly during?: (event: HistoryEvent, run: () => Run) => void;
}

const execute = async (
  machine: StateMachine,
  { input = {}, task = (given) => given, seed = 1, ...more }: Setting = {},
) => {
  expect(validate(machine).filter(({ severity }) => severity === "error")).toEqual([]);
  const events: HistoryEvent[] = [];
  const host = hostWith(task, seed);
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
      onEnd,
      limits: { events: more.events ?? 25_000 },
    });
    for (const event of stopped) more.during?.(event, () => run!);
  });
  return { end, events, host, output: end.output === undefined ? undefined : JSON.parse(end.output) };
};

const lambda = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", End: true } as const;
const fails: Task = () => {
  throw new TaskError("Boom", "it burst");
};
const types = (events: readonly HistoryEvent[]) => events.map(({ type }) => type);
const seconds = (events: readonly HistoryEvent[], type: string) =>
  events.filter((event) => event.type === type).map(({ timestamp }) => timestamp.getTime() / 1000);

describe("a task", () => {
  it("is tried again after waits that grow, up to a bound", async () => {
    const Retry = [{ ErrorEquals: ["Boom"], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 4, MaxDelaySeconds: 20 }];
    const { end, events } = await execute({ StartAt: "T", States: { T: { ...lambda, Retry } } }, { task: fails });
    expect(seconds(events, "TaskFailed")).toEqual([0, 2, 8, 26, 46]);
    expect(end).toMatchObject({ status: "FAILED", error: "Boom", cause: "it burst" });
  });

  it("is tried again at random moments with full jitter, the same for the same seed", async () => {
    const Retry = [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 10, JitterStrategy: "FULL" as const }];
    const machine: StateMachine = { StartAt: "T", States: { T: { ...lambda, Retry } } };
    const run = async (seed: number) => seconds((await execute(machine, { task: fails, seed })).events, "TaskFailed");
    const [one, again, other] = [await run(1), await run(1), await run(2)];
    expect(one).toEqual(again);
    expect(one).not.toEqual(other);
    expect(one[1]).toBeLessThan(10);
  });

  it.each([
    ["States.TaskFailed", "Boom", "caught"],
    ["States.ALL", "Boom", "caught"],
    ["Boom", "Boom", "caught"],
    ["Bang", "Boom", undefined],
    ["States.TaskFailed", "States.Timeout", undefined],
  ])("with a catcher of %s that fails by %s ends as %s", async (name, error, output) => {
    const task: Task = () => {
      throw new TaskError(error, "");
    };
    const { end, ...run } = await execute(
      {
        StartAt: "T",
        States: {
          T: { ...lambda, Catch: [{ ErrorEquals: [name], Next: "H" }] },
          H: { Type: "Pass", Result: "caught", End: true },
        },
      },
      { task },
    );
    expect(run.output).toBe(output);
    if (output === undefined) expect(end).toMatchObject({ status: "FAILED", error });
  });

  it("that never answers times out, and is told that nobody waits", async () => {
    const machine: StateMachine = { StartAt: "T", States: { T: { ...lambda, TimeoutSeconds: 30 } } };
    const { end, events, host } = await execute(machine, { task: () => new Promise(() => undefined) });
    expect(end).toMatchObject({ status: "FAILED", error: "States.Timeout", stopTime: 30_000 });
    expect(types(events).slice(-2)).toEqual(["TaskTimedOut", "ExecutionFailed"]);
    expect(host.cancelled).toEqual(["T"]);
  });
});

describe("a Parallel", () => {
  it("ends its other branches when one fails, tells of each, and may be caught", async () => {
    const machine: StateMachine = {
      StartAt: "P",
      States: {
        P: {
          Type: "Parallel",
          Branches: [
            { StartAt: "W", States: { W: { Type: "Wait", Seconds: 3600, End: true } } },
            { StartAt: "Slow", States: { Slow: { ...lambda } } },
            { StartAt: "F", States: { F: { Type: "Fail", Error: "E", Cause: "C" } } },
          ],
          Catch: [{ ErrorEquals: ["E"], ResultPath: "$.error", Next: "H" }],
          End: true,
        },
        H: { Type: "Succeed" },
      },
    };
    const { events, output, host } = await execute(machine, {
      input: { a: 1 },
      task: () => new Promise(() => undefined),
    });
    expect(output).toEqual({ a: 1, error: { Error: "E", Cause: "C" } });
    expect(host.cancelled).toEqual(["Slow"]);
    const progress = reduceAll(startProgress(), events);
    expect([...progress.states].map(([name, { status }]) => [name, status])).toEqual([
      ["P", "caught"],
      ["W", "aborted"],
      ["Slow", "aborted"],
      ["F", "failed"],
      ["H", "succeeded"],
    ]);
  });
});

describe("a Map", () => {
  const machine = (more: object): StateMachine => ({
    StartAt: "M",
    States: {
      M: {
        Type: "Map",
        ItemProcessor: { StartAt: "T", States: { T: { ...lambda } } },
        End: true,
        ...more,
      },
    },
  });

  it.each([
    [1, 1],
    [3, 3],
    [0, 40],
    [100, 40],
  ])("with MaxConcurrency %i works on %i items at once", async (MaxConcurrency, most) => {
    let running = 0;
    let highest = 0;
    const task: Task = async (given) => {
      highest = Math.max(highest, ++running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      return given;
    };
    const items = Array.from({ length: 100 }, (_, index) => index);
    const { output } = await execute(machine({ MaxConcurrency }), { input: items, task });
    expect(output).toEqual(items);
    expect(highest).toBe(most);
  });

  it("gives the empty list for the empty list", async () => {
    const { output, events } = await execute(machine({}), { input: [] });
    expect(output).toEqual([]);
    expect(types(events)).toContain("MapStateSucceeded");
  });

  it("reads outer variables in its items and never writes them", async () => {
    const { output } = await execute(
      {
        StartAt: "A",
        QueryLanguage: "JSONata",
        States: {
          A: { Type: "Pass", Assign: { x: 1 }, Next: "M" },
          M: {
            Type: "Map",
            Items: "{% [10, 20] %}",
            ItemProcessor: {
              StartAt: "B",
              States: {
                B: { Type: "Pass", Assign: { y: "{% $x + $states.input %}" }, Next: "C" },
                C: { Type: "Pass", Output: "{% $y %}", End: true },
              },
            },
            Next: "D",
          },
          D: { Type: "Pass", Output: "{% [$states.input, $x, $exists($y)] %}", End: true },
        },
      },
      {},
    );
    expect(output).toEqual([11, 21, 1, false]);
  });
});

describe("an expression", () => {
  it.each([
    ["($f := function($n) { $f($n + 1) + 1 }; $f(0))", /Stack overflow/],
    ["($f := function($n) { $f($n + 1) }; $f(0))", /more than 400000 steps/],
    ["[1..1e9]", /must not exceed/],
    [`$match('${"a".repeat(40)}!', /(a+)+$/)`, /repeats what repeats/],
    ["$eval('1')", /\$eval is not there/],
    ["$sum", /unsupported result type/],
    ["1 / 0", /unsupported result type|number out of range/i],
  ])("%s ends soon with States.QueryEvaluationError", async (expression, cause) => {
    const begin = performance.now();
    const { end } = await execute({
      QueryLanguage: "JSONata",
      StartAt: "A",
      States: { A: { Type: "Pass", Output: `{% ${expression} %}`, End: true } },
    });
    expect(end).toMatchObject({ status: "FAILED", error: "States.QueryEvaluationError" });
    expect(end.cause).toMatch(cause);
    expect(performance.now() - begin).toBeLessThan(5000);
  });

  it("that goes on for long lets the event loop breathe", async () => {
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 5);
    const Output = "{% ($f := function($n) { $f($n + 1) }; $f(0)) %}";
    await execute({ QueryLanguage: "JSONata", StartAt: "A", States: { A: { Type: "Pass", Output, End: true } } });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(3);
  });

  it("never changes the data that it reads", async () => {
    const { output } = await execute(
      {
        QueryLanguage: "JSONata",
        StartAt: "A",
        States: {
          A: { Type: "Pass", Assign: { x: "{% $states.input ~> |$|{'a': 2}| %}" }, Next: "B" },
          B: { Type: "Pass", Output: "{% [$states.input.a, $x.a, $states.context.Execution.Input.a] %}", End: true },
        },
      },
      { input: { a: 1 } },
    );
    expect(output).toEqual([1, 2, 1]);
  });
});

describe("names from users", () => {
  it("are data, whatever they are", async () => {
    const definition = `{"StartAt":"__proto__","States":{"__proto__":{"Type":"Pass",
      "Parameters":{"__proto__":{"a.$":"$.__proto__"},"constructor.$":"$.constructor"},"ResultPath":"$.__proto__.toString","End":true}}}`;
    const { end } = await execute(JSON.parse(definition), {
      input: JSON.parse('{"__proto__":{"b":1},"constructor":7}') as Json,
    });
    expect(end.output).toBe(
      '{"__proto__":{"b":1,"toString":{"__proto__":{"a":{"b":1}},"constructor":7}},"constructor":7}',
    );
    expect(Object.hasOwn(Object.prototype, "b")).toBe(false);
  });
});

describe("an execution", () => {
  const day: StateMachine = {
    StartAt: "W",
    States: { W: { Type: "Wait", Seconds: 86_400, Next: "D" }, D: { Type: "Succeed" } },
  };

  it("of days takes moments on a virtual clock", async () => {
    const { end } = await execute(day);
    expect(end).toMatchObject({ status: "SUCCEEDED", stopTime: 86_400_000 });
  });

  it("ends when its time is over", async () => {
    const { end, events } = await execute({ ...day, TimeoutSeconds: 60 });
    expect(end).toEqual({ status: "TIMED_OUT", stopTime: 60_000 });
    expect(types(events)).toEqual(["ExecutionStarted", "WaitStateEntered", "ExecutionTimedOut"]);
  });

  it("ends when its history is full", async () => {
    const loop: StateMachine = { StartAt: "A", States: { A: { Type: "Pass", Next: "A" } } };
    const { end, events } = await execute(loop, { events: 101 });
    expect(end.cause).toBe("The execution reached the maximum number of history events (101).");
    expect(events).toHaveLength(101);
  });

  it("lets the event loop breathe however long it is at work", async () => {
    const loop: StateMachine = { StartAt: "A", States: { A: { Type: "Pass", Next: "A" } } };
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 1);
    await execute(loop, { events: 200_000 });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(3);
  });

  it("refuses what it cannot run yet, and says where", () => {
    const map = (config: object): StateMachine => ({
      StartAt: "M",
      States: {
        M: {
          Type: "Map",
          ItemProcessor: { ...config, StartAt: "A", States: { A: { Type: "Pass", End: true } } },
          End: true,
        },
      },
    });
    expect(() => compile(map({ ProcessorConfig: { Mode: "DISTRIBUTED" } }))).toThrow(
      /"M" cannot run yet.*→ States.M.ItemProcessor.ProcessorConfig.Mode/,
    );
    const nested = { StartAt: "T", States: { T: { ...lambda, Resource: "arn:aws:states:us-east-1:1:activity:a" } } };
    expect(() => compile({ StartAt: "P", States: { P: { Type: "Parallel", Branches: [nested], End: true } } })).toThrow(
      "→ States.P.Branches[0].States.T.Resource",
    );
    const sync = { ...lambda, Resource: "arn:aws:states:::glue:startJobRun.sync" };
    expect(() => compile({ StartAt: "T", States: { T: sync } })).toThrow(/cannot run yet.*→ States.T.Resource/);
  });
});

/** Machines of all shapes, each of which ends. */
const machines = (): fc.Arbitrary<StateMachine> => {
  let next = 0;
  const scope = (depth: number): fc.Arbitrary<StateMachine> => {
    const inner = depth > 0 ? scope(depth - 1) : undefined;
    const kinds: fc.Arbitrary<object>[] = [
      fc.constant({ Type: "Pass" }),
      fc.integer({ min: 0, max: 9 }).map((Seconds) => ({ Type: "Wait", Seconds })),
      fc.constantFrom("fine", "flaky", "bad").map((Resource) => ({
        Type: "Task",
        Resource: `arn:aws:lambda:us-east-1:123456789012:function:${Resource}`,
        Retry: [{ ErrorEquals: ["States.ALL"], MaxAttempts: 1, JitterStrategy: "FULL" }],
      })),
    ];
    if (inner) {
      kinds.push(
        fc.array(inner, { minLength: 1, maxLength: 3 }).map((Branches) => ({ Type: "Parallel", Branches })),
        inner.map((ItemProcessor) => ({
          Type: "Map",
          ItemProcessor,
          ItemsPath: "$$.Execution.Input.items",
          ResultPath: null,
        })),
      );
    }
    return fc.array(fc.oneof(...kinds), { minLength: 1, maxLength: 4 }).map((states) => {
      const names = states.map(() => `S${next++}`);
      const entries = states.map((state, index) => {
        const target = names[index + 1];
        return [names[index]!, { ...state, ...(target === undefined ? { End: true } : { Next: target }) }] as const;
      });
      return { StartAt: names[0]!, States: Object.fromEntries(entries) } as unknown as StateMachine;
    });
  };
  return scope(2);
};

const chancy =
  (seed: number): Task =>
  async (_, state) => {
    const draw = seededRandom(seed + Number(state.slice(1)))();
    if (draw < 0.1) throw new TaskError("Boom", state);
    return state;
  };

describe("any execution", () => {
  const setting = (seed: number): Setting => ({ input: { items: [1, 2, 3] }, task: chancy(seed), seed });

  it("numbers its events from 1, each after one that was before, and is the same for the same seed", async () => {
    await fc.assert(
      fc.asyncProperty(machines(), fc.nat(1000), async (machine, seed) => {
        const { events, end } = await execute(machine, setting(seed));
        expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
        for (const { id, previousEventId = 0 } of events) expect(previousEventId).toBeLessThan(id);
        const again = await execute(machine, setting(seed));
        expect(again.events).toEqual(events);
        const progress = reduceAll(startProgress(), events);
        expect(progress.status).toBe(end.status);
        for (const [name, state] of progress.states) {
          const entered = events.filter(
            (event) => "stateEnteredEventDetails" in event && event.stateEnteredEventDetails?.name === name,
          );
          expect([state.active, state.entered]).toEqual([0, entered.length]);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("can be stopped at any event, and leaves a history that ends there", async () => {
    await fc.assert(
      fc.asyncProperty(machines(), fc.integer({ min: 2, max: 20 }), async (machine, moment) => {
        const { events, end } = await execute(machine, {
          ...setting(7),
          during: ({ id }, run) => {
            if (id === moment) run().stop({ error: "Enough", cause: "of it" });
          },
        });
        if (end.status !== "ABORTED") return;
        expect(events.at(-1)).toMatchObject({ type: "ExecutionAborted", previousEventId: 0 });
        expect(end).toMatchObject({ error: "Enough", cause: "of it" });
        const progress = reduceAll(startProgress(), events);
        for (const { active } of progress.states.values()) expect(active).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});
