import { type StateType, stateTypes } from "@stepbook/asl";
import { describe, expect, it } from "vitest";
import {
  add,
  choice,
  executionInput,
  fail,
  greaterThan,
  jsonPath,
  map,
  otherwise,
  parallel,
  pass,
  type Step,
  s3,
  succeed,
  task,
  variable,
  wait,
  when,
  workflow,
} from "../index";
import type { Any } from "../placeholders/any";

const input = executionInput({ n: Number, text: String, due: Date });
const tries = variable("tries", Number);
const assign = { tries: 1 };
const retry = [
  {
    errorEquals: ["States.ALL"],
    intervalSeconds: 1,
    maxAttempts: 2,
    backoffRate: 1.5,
    maxDelaySeconds: 60,
    jitterStrategy: "FULL",
    comment: "c",
  } as const,
];
const work = (id: string) => ({
  comment: "c",
  assign,
  output: { n: input.n },
  retry,
  catch: [
    {
      errorEquals: ["States.ALL"],
      comment: "c",
      next: pass(`After ${id}`),
      assign: (error: Any) => ({ tries: 2, why: error.Error }),
      output: (error: Any) => error.Cause,
    },
  ],
});
const call = { resource: "arn:aws:states:::lambda:invoke", arguments: { FunctionName: "f" } };

/** Steps that say, between them, every field of every type of state. */
const samples: { readonly [Type in StateType]: readonly Step[] } = {
  Task: [
    task("T", {
      ...call,
      ...work("T"),
      timeoutSeconds: 9,
      heartbeatSeconds: 3,
      credentials: { roleArn: "arn:aws:iam::1:role/r" },
    }),
    task("T", { ...call, timeoutSeconds: input.n, heartbeatSeconds: input.n, credentials: { roleArn: input.text } }),
  ],
  Pass: [pass("P", { comment: "c", assign, output: 1 })],
  Choice: [
    choice(
      "C",
      { comment: "c" },
      when(greaterThan(input.n, 1), { assign, output: 1, comment: "c" }, pass("Yes")),
      otherwise({ assign: { tries: add(input.n, 1) }, output: input.n }, pass("No")),
    ),
  ],
  Wait: [
    wait("W", { comment: "c", assign, output: 1, seconds: 1 }),
    wait("W", { seconds: input.n }),
    wait("W", { timestamp: new Date("2026-01-31T12:00:00Z") }),
    wait("W", { timestamp: input.due }),
  ],
  Succeed: [succeed("S", { comment: "c", output: 1 })],
  Fail: [fail("F", { comment: "c", error: "E", cause: "c" }), fail("F", { error: input.text, cause: input.text })],
  Parallel: [parallel("B", [pass("Branch")], { ...work("B"), arguments: { n: 1 } })],
  Map: [
    map("M", { ...work("M"), items: [1], itemSelector: { n: 1 }, maxConcurrency: 1, each: () => pass("Each") }),
    map("M", {
      mode: "distributed",
      executionType: "STANDARD",
      items: s3.json({ bucket: "b", key: "k" }),
      itemBatcher: { maxItemsPerBatch: 2 },
      results: s3.results({ bucket: "b" }),
      maxConcurrency: input.n,
      toleratedFailureCount: 1,
      toleratedFailurePercentage: input.n,
      label: "l",
      each: () => pass("Each"),
    }),
  ],
};

const machineOf = (step: Step) => workflow("w", { input, steps: step });
const stateOf = (step: Step) => machineOf(step).definition.States[step.id] as Any;

const paths = { inputPath: "$", outputPath: "$", resultPath: "$.r" };
const dynamic = jsonPath<number>("$.n");

/** Steps that say, between them, what each type of state has in paths alone. */
const inPaths: { readonly [Type in StateType]: readonly Step[] } = {
  Task: [
    task("T", { ...call, ...paths, timeoutSeconds: dynamic, heartbeatSeconds: dynamic, output: () => ({ n: 1 }) }),
    task("T", { ...call, arguments: { n: dynamic } }),
  ],
  Pass: [pass("P", { ...paths, output: 1 }), pass("P", { output: { n: dynamic } })],
  Choice: [
    choice("C", { inputPath: "$", outputPath: "$" }, when(greaterThan(input.n, 1), pass("Yes")), otherwise(pass("No"))),
  ],
  Wait: [
    wait("W", { inputPath: "$", outputPath: "$", seconds: dynamic }),
    wait("W", { timestamp: jsonPath<string>("$.due") }),
  ],
  Succeed: [succeed("S", { inputPath: "$", outputPath: "$" })],
  Fail: [fail("F", { error: jsonPath<string>("$.e"), cause: jsonPath<string>("$.c") })],
  Parallel: [parallel("B", [pass("Branch")], { ...paths, arguments: { n: 1 }, output: () => ({ n: 1 }) })],
  Map: [
    map("M", {
      ...paths,
      mode: "distributed",
      items: jsonPath<number[]>("$.items"),
      maxConcurrency: dynamic,
      toleratedFailureCount: dynamic,
      toleratedFailurePercentage: dynamic,
      output: () => ({ n: 1 }),
      each: () => pass("Each"),
    }),
  ],
};

/** The older name of ItemProcessor. */
const older = ["Iterator"];
/** The older name of ItemSelector, which a Map alone has. */
const oldParameters = (type: StateType, field: string) => type === "Map" && field === "Parameters";
const implied = ["Next", "End"];

describe("every field of every type of state can be said", () => {
  it.each(Object.keys(stateTypes) as StateType[])("%s", (type) => {
    const row = stateTypes[type];
    const said = new Set(samples[type].flatMap((step) => Object.keys(stateOf(step))));
    const fields = ["Type", "Comment", ...row.fields, ...row.languageFields.JSONata];
    expect(fields.filter((field) => !said.has(field) && !older.includes(field) && !implied.includes(field))).toEqual(
      [],
    );
    for (const step of samples[type]) {
      const errors = machineOf(step)
        .validate()
        .filter(({ severity }) => severity === "error");
      expect(errors).toEqual([]);
    }
  });

  it.each(Object.keys(stateTypes) as StateType[])("%s, in paths", (type) => {
    const machines = inPaths[type].map((steps) => workflow("w", { input, queryLanguage: "JSONPath", steps }));
    const said = new Set(
      machines.flatMap(({ definition }, index) => Object.keys(definition.States[inPaths[type][index]!.id]!)),
    );
    const fields = stateTypes[type].languageFields.JSONPath;
    expect(fields.filter((field) => !said.has(field) && !oldParameters(type, field))).toEqual([]);
    for (const machine of machines)
      expect(machine.validate().filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("a retrier and a catcher, in full", () => {
    const { Retry, Catch } = stateOf(samples.Task[0]!);
    expect(Retry).toEqual([
      {
        ErrorEquals: ["States.ALL"],
        IntervalSeconds: 1,
        MaxAttempts: 2,
        BackoffRate: 1.5,
        MaxDelaySeconds: 60,
        JitterStrategy: "FULL",
        Comment: "c",
      },
    ]);
    expect(Catch).toEqual([
      {
        Comment: "c",
        ErrorEquals: ["States.ALL"],
        Output: "{% $states.errorOutput.Cause %}",
        Assign: { tries: 2, why: "{% $states.errorOutput.Error %}" },
        Next: "After T",
      },
    ]);
  });

  it("what an arm of a Choice sets and gives stands with it", () => {
    const state = stateOf(samples.Choice[0]!);
    expect(state).toMatchObject({
      Comment: "c",
      Choices: [{ Comment: "c", Assign: { tries: 1 }, Output: 1, Next: "Yes" }],
      Assign: { tries: "{% $states.context.Execution.Input.n + 1 %}" },
      Output: "{% $states.context.Execution.Input.n %}",
      Default: "No",
    });
    const first = pass("First", { output: 1, assign: { tries: 0 } });
    const after = pass("After", { output: { first: first.output, tries } });
    const steps = [first, choice("C", when(greaterThan(tries, 1), { output: 2 })), after];
    expect(workflow("w", { steps }).definition.States).toMatchObject({
      First: { Assign: { First: 1 } },
      After: { Output: { first: "{% $First %}" } },
    });
  });
});
