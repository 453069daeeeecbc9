import type { HistoryEvent, Json, StateMachine } from "@stepbook/asl";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testHost } from "../../test/host";
import { testMapHost } from "../../test/map-host";
import { compile } from "../compile";
import { type Host, TaskError } from "../host";
import { type RunEnd, start } from "../run";
import { JournalMismatch } from "./book";
import type { Entry } from "./entry";
import { Journal } from "./journal";
import type { TaskProgress } from "./tasks";

/** What is kept of an execution: as JSON, as it would be kept in a file. */
interface Kept {
  readonly entries: readonly Entry[];
  readonly events: readonly HistoryEvent[];
}

interface Setting {
  readonly input?: Json;
  readonly kept?: Kept;
  readonly time?: number;
  readonly resume?: (progress: TaskProgress) => Promise<{ readonly output: Json }>;
  readonly invoke?: Host["invoke"];
  readonly seal?: () => void;
  readonly objects?: Readonly<Record<string, readonly Json[]>>;
  /** Told as soon as it is where it was. */
  readonly begin?: (journal: Journal) => void;
  /** How many ends are waited for: one more for each redrive. */
  readonly ends?: number;
}

const answer = async (parameters: Json): Promise<{ output: Json }> => {
  if (parameters === "fail" || (parameters as { readonly fail?: true } | null)?.fail)
    throw new TaskError("Boom", "it burst");
  return { output: [parameters] };
};

const execute = async (machine: StateMachine, setting: Setting = {}) => {
  const { input = {}, kept = { entries: [], events: [] }, time = 0, seal = () => undefined } = setting;
  const maps = testMapHost(setting.objects);
  const began: string[] = [];
  const invoke: Host["invoke"] =
    setting.invoke ?? ((call) => ({ result: answer(call.parameters), cancel: () => undefined }));
  const host = testHost(
    (call) => {
      began.push(call.state);
      return invoke(call);
    },
    { start: time, maps: maps.host },
  );
  const entries: Entry[] = [...kept.entries];
  const events: HistoryEvent[] = [];
  /** How many events had been told at each entry that was written here. */
  const marks: number[] = [];
  const journal = new Journal({
    host,
    startTime: 0,
    entries: kept.entries,
    isNew: () => events.length >= kept.events.length,
    write: (entry) => {
      entries.push(JSON.parse(JSON.stringify(entry)));
      marks.push(events.length);
    },
    seal,
    resume: (call, progress) => ({
      result: setting.resume ? setting.resume(progress) : answer(call.parameters),
      cancel: () => undefined,
    }),
  });
  let { ends = 1 } = setting;
  const end = await new Promise<RunEnd>((onEnd, fail) => {
    const run = start(compile(machine), journal.host, {
      executionArn: "arn:aws:states:us-east-1:123456789012:execution:m:e",
      executionName: "e",
      stateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:m",
      stateMachineName: "m",
      roleArn: "arn:aws:iam::123456789012:role/r",
      region: "us-east-1",
      input: JSON.stringify(input),
      onEvent: (event) => {
        const before = kept.events[events.length];
        if (before && JSON.stringify(before) !== JSON.stringify(event))
          journal.mismatch(`event ${event.id} is not what was recorded`);
        events.push(event);
      },
      onEnd: (ended) => {
        ends -= 1;
        if (ends === 0) onEnd(ended);
      },
    });
    journal.replay(run).then(() => setting.begin?.(journal), fail);
  });
  return { end, events, entries, marks, began, maps };
};

/** As it was at some moment: some entries, the events before them, and perhaps some of those before the next entry. */
const cut = (
  { entries, events, marks }: Kept & { readonly marks: readonly number[] },
  at: number,
  more: number,
): Kept & { readonly time: number } => {
  const known = entries.slice(0, at);
  const last = known.findLast((entry) => "at" in entry);
  const [least, most] = [marks[at - 1] ?? 0, marks[at] ?? events.length];
  return {
    entries: known,
    events: events.slice(0, Math.min(least + more, most)),
    time: last && "at" in last ? last.at : 0,
  };
};

const task = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke" } as const;
const retried = [{ ErrorEquals: ["Boom"], IntervalSeconds: 3, MaxAttempts: 2, JitterStrategy: "FULL" }] as const;

const machines: Readonly<
  Record<string, { machine: unknown; input?: Json; objects?: NonNullable<Setting["objects"]> }>
> = {
  "waits and tasks": {
    machine: {
      StartAt: "A",
      States: {
        A: { Type: "Wait", Seconds: 5, Next: "B" },
        B: { ...task, Parameters: { n: 1 }, Next: "C" },
        C: { Type: "Wait", Seconds: 7, Next: "D" },
        D: { Type: "Pass", Parameters: { "id.$": "States.UUID()", "at.$": "$$.State.EnteredTime" }, End: true },
      },
    },
  },
  "retries with jitter, and a catch": {
    machine: {
      StartAt: "A",
      States: {
        A: {
          ...task,
          Parameters: { fail: true },
          Retry: retried,
          Catch: [{ ErrorEquals: ["States.ALL"], Next: "W" }],
          End: true,
        },
        W: { Type: "Wait", Seconds: 1, End: true },
      },
    },
  },
  "branches beside each other": {
    machine: {
      StartAt: "P",
      States: {
        P: {
          Type: "Parallel",
          End: true,
          Branches: [3, 1, 2].map((seconds) => ({
            StartAt: `W${seconds}`,
            States: {
              [`W${seconds}`]: { Type: "Wait", Seconds: seconds, Next: `T${seconds}` },
              [`T${seconds}`]: { ...task, Parameters: { seconds }, TimeoutSeconds: 10, End: true },
            },
          })),
        },
      },
    },
  },
  "a Map, in JSONata": {
    input: [1, 2, 3, 4],
    machine: {
      QueryLanguage: "JSONata",
      StartAt: "M",
      States: {
        M: {
          Type: "Map",
          MaxConcurrency: 2,
          Items: "{% $states.input %}",
          ItemProcessor: {
            StartAt: "W",
            States: {
              W: { Type: "Wait", Seconds: "{% $states.input %}", Next: "S" },
              S: { Type: "Pass", Output: "{% $sum([1..$states.input]) + $floor($random() * 1000) %}", End: true },
            },
          },
          End: true,
        },
      },
    },
  },
  "branches that are at work for long": {
    machine: {
      QueryLanguage: "JSONata",
      StartAt: "P",
      States: {
        P: {
          Type: "Parallel",
          End: true,
          Branches: [40, 60].map((most) => ({
            StartAt: `I${most}`,
            States: {
              [`I${most}`]: { Type: "Pass", Assign: { n: 0 }, Next: `L${most}` },
              [`L${most}`]: {
                Type: "Pass",
                Assign: { n: "{% $n + 1 %}" },
                Output: "{% $sum([1..400]) %}",
                Next: `C${most}`,
              },
              [`C${most}`]: {
                Type: "Choice",
                Choices: [{ Condition: `{% $n < ${most} %}`, Next: `L${most}` }],
                Default: `E${most}`,
              },
              [`E${most}`]: { Type: "Succeed" },
            },
          })),
        },
      },
    },
  },
  "a distributed Map": {
    objects: { "b/items.json": [1, 2, 3, 4, 5, 6, 7] },
    machine: {
      StartAt: "M",
      States: {
        M: {
          Type: "Map",
          MaxConcurrency: 3,
          ItemReader: {
            Resource: "arn:aws:states:::s3:getObject",
            ReaderConfig: { InputType: "JSON" },
            Parameters: { Bucket: "b", Key: "items.json" },
          },
          ItemProcessor: {
            ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
            StartAt: "W",
            States: {
              W: { Type: "Wait", Seconds: 2, Next: "T" },
              T: { ...task, Parameters: { "n.$": "$" }, End: true },
            },
          },
          ResultWriter: { Resource: "arn:aws:states:::s3:putObject", Parameters: { Bucket: "out", Prefix: "p" } },
          End: true,
        },
      },
    },
  },
};

describe("an execution that is recorded", () => {
  it.each(Object.entries(machines))(
    "goes on as it would have, wherever it is cut off: %s",
    async (_, { machine, ...setting }) => {
      const whole = await execute(machine as StateMachine, setting);
      expect(["SUCCEEDED", "FAILED"]).toContain(whole.end.status);
      await fc.assert(
        fc.asyncProperty(fc.nat(whole.entries.length), fc.nat(6), async (at, more) => {
          const kept = cut(whole, at, more);
          const again = await execute(machine as StateMachine, { ...setting, kept, time: kept.time });
          expect(again.events.slice(0, kept.events.length)).toEqual(kept.events);
          expect([again.end.status, again.end.output]).toEqual([whole.end.status, whole.end.output]);
          // It gives way to others when it has been at work for long: how long it was before it was cut off is not known.
          if (whole.entries.some((entry) => "pause" in entry)) return;
          expect(again.events).toEqual(whole.events);
          expect(again.end).toEqual(whole.end);
          expect(again.entries).toEqual(whole.entries);
        }),
        { numRuns: Math.min(200, whole.entries.length * 4 + 4) },
      );
    },
  );

  it("has given way to others where it did when it was recorded", async () => {
    const { entries } = await execute(machines["branches that are at work for long"]!.machine as StateMachine);
    expect(entries.filter((entry) => "pause" in entry).length).toBeGreaterThan(1);
  });

  it("goes on where it is redriven after it was brought back", async () => {
    const machine = {
      StartAt: "A",
      States: { A: { ...task, Parameters: {}, Next: "B" }, B: { Type: "Wait", Seconds: 9, End: true } },
    } as unknown as StateMachine;
    const failing: Host["invoke"] = () => ({ result: answer("fail"), cancel: () => undefined });
    const failed = await execute(machine, { invoke: failing });
    expect(failed.end).toMatchObject({ status: "FAILED", error: "Boom" });
    const redriven = await execute(machine, {
      kept: failed,
      time: 1000,
      ends: 2,
      begin: (journal) => void journal.redrive(),
    });
    expect(redriven.end.status).toBe("SUCCEEDED");
    expect(redriven.events.map(({ type }) => type)).toContain("ExecutionRedriven");
    const known = redriven.entries.slice(0, -1);
    const again = await execute(machine, { kept: { ...redriven, entries: known }, time: 1000, ends: 2 });
    expect(again.events).toEqual(redriven.events);
  });

  it("tells how far a task had come that was under way, and takes what its successor gives", async () => {
    const machine = {
      StartAt: "A",
      States: { A: { ...task, Resource: `${task.Resource}.waitForTaskToken`, Parameters: {}, End: true } },
    } as unknown as StateMachine;
    const never: Host["invoke"] = (call) => {
      setImmediate(() => call.signals.submitted({ output: "accepted" }));
      return { result: new Promise(() => undefined), cancel: () => undefined };
    };
    const kept: { entries: Entry[]; events: HistoryEvent[] } = { entries: [], events: [] };
    void execute(machine, {
      invoke: never,
      begin: (journal) => setTimeout(() => void journal.stop({ error: "Cut" }), 20),
    }).then(({ entries, events }) => {
      kept.entries.push(...entries);
      kept.events.push(...events);
    });
    await expect.poll(() => kept.entries.length).toBeGreaterThan(2);
    const before = kept.entries.findIndex((entry) => "command" in entry);
    const again = await execute(machine, {
      kept: { entries: kept.entries.slice(0, before), events: kept.events.slice(0, -1) },
      resume: async (progress) => ({ output: progress as unknown as Json }),
    });
    expect(again.began).toEqual([]);
    expect(again.end.output).toBe('{"started":false,"submitted":{"output":"accepted"}}');
  });

  it("begins no task that cannot be recorded: the task fails, and says why", async () => {
    const { machine } = machines["waits and tasks"]!;
    const { end, began } = await execute(machine as StateMachine, {
      seal: () => {
        throw new Error("no space left on the device");
      },
    });
    expect(began).toEqual([]);
    expect(end).toMatchObject({
      error: "States.TaskFailed",
      cause: "The task was not begun, since that could not be recorded: no space left on the device",
    });
  });

  it("does not go on where it does something else than was recorded", async () => {
    const { machine } = machines["waits and tasks"]!;
    const whole = await execute(machine as StateMachine);
    const other = JSON.parse(JSON.stringify(machine).replace('"Seconds":5', '"Seconds":6')) as StateMachine;
    const renamed = JSON.parse(JSON.stringify(machine).replaceAll('"B"', '"X"')) as StateMachine;
    const without = JSON.parse(JSON.stringify(machine).replace('"Type":"Wait","Seconds":5', '"Type":"Pass"'));
    for (const changed of [renamed, without])
      await expect(execute(changed, { kept: cut(whole, whole.entries.length, 9) })).rejects.toThrow(JournalMismatch);
    // Its times are those that were recorded: a wait that is longer ends when it ended.
    expect((await execute(other, { kept: whole })).events).toEqual(whole.events);
  });

  it("does not go on with a data set that has changed", async () => {
    const { machine } = machines["a distributed Map"]!;
    const whole = await execute(machine as StateMachine, { objects: { "b/items.json": [1, 2, 3, 4] } });
    const again = execute(machine as StateMachine, { objects: { "b/items.json": [1, 2, 7, 4] }, kept: whole });
    await expect(again).rejects.toThrow("the data set of a Map is not what it was when the execution read it");
  });

  it("lets go of what it waits for when it is told to", async () => {
    const { machine } = machines["waits and tasks"]!;
    const seen: string[] = [];
    void execute(machine as StateMachine, {
      begin: (journal) => {
        journal.detach();
        seen.push("detached");
      },
    }).then(() => seen.push("ended"));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(seen).toEqual(["detached"]);
  });
});
