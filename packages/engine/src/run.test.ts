import { type Json, reduceAll, type StateMachine, startProgress } from "@stepbook/asl";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { execute, lambda, type Setting, type Task, types } from "../test/execute";
import { compile } from "./compile";
import { seededRandom } from "./data/random";
import { TaskError } from "./host";

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

  const again = [{ Variable: "$.done", IsPresent: false, Next: "A" }];
  const loop: StateMachine = {
    StartAt: "A",
    States: { A: { Type: "Choice", Choices: again, Default: "B" }, B: { Type: "Succeed" } },
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
    const { end, events } = await execute(loop, { limits: { events: 101 } });
    expect(end.cause).toBe("The execution reached the maximum number of history events (101).");
    expect(events).toHaveLength(101);
  });

  it("lets the event loop breathe however long it is at work", async () => {
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 1);
    await execute(loop, { limits: { events: 200_000 } });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(3);
  });

  it("refuses what it cannot run yet, and says where", () => {
    const map: StateMachine = {
      StartAt: "M",
      States: {
        M: {
          Type: "Map",
          ItemReader: {},
          ItemProcessor: { StartAt: "A", States: { A: { Type: "Pass", End: true } } },
          End: true,
        },
      },
    };
    expect(() => compile(map)).toThrow(
      /"M" has ItemReader, which belongs to the mode DISTRIBUTED.*→ States.M.ItemReader/,
    );
    const nested = { StartAt: "T", States: { T: { ...lambda, Resource: "arn:aws:states:us-east-1:1:nothing" } } };
    expect(() => compile({ StartAt: "P", States: { P: { Type: "Parallel", Branches: [nested], End: true } } })).toThrow(
      /neither a function.*→ States.P.Branches\[0\].States.T.Resource/,
    );
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
        expect(end.cause ?? "").not.toMatch(/Internal error/);
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
    );
  });

  it("can be stopped at any event and redriven, and then comes out as if it had not been stopped", async () => {
    await fc.assert(
      fc.asyncProperty(machines(), fc.integer({ min: 2, max: 40 }), async (machine, moment) => {
        const task: Task = async (_, state) => state;
        const whole = await execute(machine, { ...setting(7), task });
        let ends = 0;
        const { events, end, output } = await execute(machine, {
          ...setting(7),
          task,
          during: ({ id }, run) => {
            if (id === moment) run().stop();
          },
          redrive: () => ends++ === 0,
        });
        expect([end.status, output]).toEqual([whole.end.status, whole.output]);
        expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
        const progress = reduceAll(startProgress(), events);
        expect(progress.status).toBe("SUCCEEDED");
        for (const [name, { active, items }] of progress.states) {
          expect([name, active, items?.running ?? 0, items?.queued ?? 0]).toEqual([name, 0, 0, 0]);
          expect(items?.succeeded).toBe(items?.total);
        }
      }),
    );
  });
});
