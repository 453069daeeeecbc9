import { describe, expect, it } from "vitest";
import {
  add,
  and,
  choice,
  context,
  type Expression,
  equals,
  executionInput,
  fail,
  format,
  greaterThan,
  greaterThanEquals,
  isBoolean,
  isNull,
  isNumber,
  isPresent,
  isString,
  isTimestamp,
  jsonata,
  jsonPath,
  lambda,
  length,
  lessThan,
  lessThanEquals,
  local,
  map,
  matches,
  not,
  or,
  otherwise,
  parallel,
  pass,
  s3,
  succeed,
  task,
  uuid,
  variable,
  virtual,
  wait,
  when,
  workflow,
} from "../index";
import type { Any } from "../placeholders/any";
import type { Sequence } from "../steps/step";

const shape = {
  n: Number,
  m: Number,
  s: String,
  t: String,
  b: Boolean,
  c: Boolean,
  d: Date,
  e: Date,
  list: [Number],
  any: { x: [Number] },
};
const input = executionInput(shape);
const given = {
  n: 3,
  m: 4,
  s: "a'b",
  t: "t",
  b: true,
  c: false,
  d: "2026-01-01T00:00:00Z",
  e: "2026-01-02T00:00:00Z",
  list: [1, 2],
  any: { x: [5] },
};
const functions = {
  echo: (event: Any) => event,
  fail: () => {
    throw new Error("no");
  },
};
const make = (queryLanguage: "JSONPath" | "JSONata", ...steps: Sequence[]) =>
  workflow("paths", { input, queryLanguage, steps, on: local({ functions, clock: virtual() }) });
const statesOf = (...steps: Sequence[]) => make("JSONPath", ...steps).definition.States as Any;
const call = (id: string, payload: Any, options: Any = {}) =>
  lambda.invoke(id, { functionName: "echo", payload }, options);

describe("in JSONPath, as in JSONata", () => {
  const work = call("Work", { x: input.n, list: [input.n, { deep: input.m }, [input.s]] });
  const chosen = call(
    "Chosen",
    { v: input.n },
    { output: (r: Any) => r.Payload.v, assign: (r: Any) => ({ v: r.Payload.v, n: input.n }) },
  );
  const pair: Any = parallel("Pair", [pass("L", { output: input.list }), pass("R", { output: input.s })], {
    output: (r: Any) => ({ left: r[0], right: r[1], work: work.output.Payload.x }),
  });
  const flows: [string, Sequence[]][] = [
    [
      "values of every form",
      [
        pass("P", {
          output: {
            a: [input.n, "x'y{z}", null, true, { k: [1] }],
            s: input.s,
            f: format("{}-{{}}".replace("{{}}", "it's {}"), input.s, input.n),
          },
        }),
      ],
    ],
    [
      "a bare value, a list, a placeholder",
      [pass("A", { output: 1 }), pass("B", { output: [input.n, [input.m]] }), pass("C", { output: input.any.x })],
    ],
    ["sums and lengths", [pass("P", { output: { sum: add(input.n, input.m), count: length(input.list) } })]],
    [
      "parts of an earlier output, a few steps on",
      [
        work,
        pass("Other", { output: {} }),
        pass("P", { output: [(work.output as Any).Payload.list.at(1).deep, work.output.Payload.x] }),
      ],
    ],
    [
      "an output and variables made of a result",
      [chosen, pass("P", { output: [chosen.output, variable("v"), variable("n")] })],
    ],
    [
      "a result beside an earlier output",
      [work, pair, pass("Q", { output: {} }), pass("P", { output: pair.output.right })],
    ],
    [
      "waits and outputs computed",
      [
        wait("W", { seconds: add(input.n, 1), output: format("{}", input.s) }),
        succeed("S", { output: { got: input.n } }),
      ],
    ],
    ["arguments that are no object", [parallel("P", [pass("A"), pass("B")], { arguments: input.any.x })]],
    [
      "literal items, dynamic bounds",
      [
        map("M", {
          items: [1, 2],
          maxConcurrency: input.n,
          each: (item, index) => pass("P", { output: [item, index, input.s] }),
        }),
      ],
    ],
    [
      "an item selector",
      [
        map("M", {
          items: input.list,
          itemSelector: (item) => ({ item, s: input.s }),
          each: (it) => pass("P", { output: it.s }),
        }),
      ],
    ],
    [
      "a distributed Map of batches",
      [
        work,
        map("M", {
          mode: "distributed",
          items: input.list,
          itemBatcher: { maxItemsPerBatch: input.n },
          each: (batch) => pass("P", { output: [batch.Items, work.output.Payload.x, input.s] }),
        }),
      ],
    ],
    [
      "what a catch sets",
      [
        lambda.invoke(
          "F",
          { functionName: "fail" },
          {
            catch: [
              {
                errorEquals: ["States.ALL"],
                assign: (error: Any) => ({ why: error.Error, n: input.n, w: (context as Any).State.Name }),
                next: pass("H", { output: [variable("why"), variable("n")] }),
              },
            ],
          },
        ),
      ],
    ],
    [
      "a loop that counts",
      (() => {
        const turns = variable("turns", Number);
        const turn = pass("Turn", { assign: { turns: add(turns, 1) } });
        return [
          pass("Zero", { assign: { turns: 0 } }),
          turn,
          choice(
            "More?",
            when(lessThan(add(turns, 0), input.n), { assign: { last: turns } }, turn),
            otherwise(pass("End", { output: turns })),
          ),
        ];
      })(),
    ],
  ];
  it.each(flows)("%s", async (_name, steps) => {
    const outputs = [];
    for (const language of ["JSONata", "JSONPath"] as const) {
      const made = make(language, ...steps);
      expect(
        made.validate().filter(({ severity }) => severity === "error"),
        made.toJson(),
      ).toEqual([]);
      const output = await (await made.execute(given)).output().catch((error: Error) => {
        throw new Error(`${error.message}\n${made.toJson()}`);
      });
      outputs.push(output);
    }
    expect(outputs[1]).toEqual(outputs[0]);
  });
});

describe("fields of paths", () => {
  it("a context object's value is carried where no field takes it", () => {
    const states = statesOf(
      wait("W", { seconds: input.n }),
      fail("F", { error: input.s, cause: format("{}", input.n) }),
    );
    expect(states["Prepare W"]).toMatchObject({ Assign: { "W_Seconds.$": "$$.Execution.Input['n']" }, Next: "W" });
    expect(states.W).toEqual({ Type: "Wait", SecondsPath: "$W_Seconds", Next: "Prepare F" });
    expect(states.F).toEqual({ Type: "Fail", ErrorPath: "$F_Error", CausePath: "$F_Cause" });
  });

  it("values of the state's input stand by themselves", () => {
    const first = pass("First", { output: { n: 1, role: "r" } });
    const { n, role } = first.output as Any;
    const step = task("T", {
      resource: "arn:aws:states:::lambda:invoke",
      arguments: { n },
      timeoutSeconds: n,
      heartbeatSeconds: n,
      credentials: { roleArn: role },
    });
    expect(statesOf(first, step)).toEqual({
      First: { Type: "Pass", Result: { n: 1, role: "r" }, Next: "T" },
      T: {
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke",
        Parameters: { "n.$": "$['n']" },
        TimeoutSecondsPath: "$['n']",
        HeartbeatSecondsPath: "$['n']",
        Credentials: { "RoleArn.$": "$['role']" },
        End: true,
      },
    });
  });

  it("a reader's and a writer's parameters are templates", () => {
    const state = statesOf(
      map("M", {
        mode: "distributed",
        items: s3.json({ bucket: input.s, key: "k", maxItems: 3 }),
        results: s3.results({ bucket: "b" }),
        each: () => pass("P"),
      }),
    ).M;
    expect(state.ItemReader).toEqual({
      Resource: "arn:aws:states:::s3:getObject",
      Parameters: { "Bucket.$": "$$.Execution.Input['s']", Key: "k" },
      ReaderConfig: { InputType: "JSON", MaxItems: 3 },
    });
    expect(state.ResultWriter).toEqual({ Resource: "arn:aws:states:::s3:putObject", Parameters: { Bucket: "b" } });
  });

  it("InputPath, OutputPath and ResultPath, in each state that has them", async () => {
    const list = pass("List", { output: { v: { n: 7 }, rest: 1 } });
    const sum = pass("Sum", {
      inputPath: "$.v",
      resultPath: "$.sum",
      output: { n: jsonPath("$.n"), m: input.m, rest: list.output.rest },
    });
    const steps = [
      list,
      sum,
      wait("W", { seconds: 1, inputPath: "$", outputPath: "$.sum" }),
      choice("C", { inputPath: "$", outputPath: "$" }, when(equals(list.output.rest, 1), pass("Yes"))),
      call(
        "T",
        { x: (sum.output as Any).sum.n },
        {
          inputPath: "$",
          resultPath: "$.t",
          outputPath: "$",
          catch: [{ errorEquals: ["States.ALL"], resultPath: "$.error", next: pass("H") }],
        },
      ),
      succeed("S", { inputPath: "$", outputPath: "$.t.Payload" }),
    ];
    const made = make("JSONPath", ...steps);
    const states = made.definition.States as Any;
    expect(states.Sum).toMatchObject({ InputPath: "$.v", ResultPath: "$.sum" });
    expect(states.T).toMatchObject({
      InputPath: "$",
      ResultPath: "$.t",
      OutputPath: "$",
      Catch: [{ ResultPath: "$.error" }],
    });
    expect(made.validate().filter(({ severity }) => severity === "error")).toEqual([]);
    expect(await (await made.execute(given)).output()).toEqual({ x: 7 });
    const nothing = statesOf(pass("P", { inputPath: null, resultPath: null, outputPath: null })).P;
    expect(nothing).toEqual({ Type: "Pass", InputPath: null, OutputPath: null, ResultPath: null, End: true });
  });

  it("the escape hatch, the context object and a new identifier", () => {
    expect(
      statesOf(pass("P", { output: { first: jsonPath("$.list[0]"), id: uuid(), name: (context as Any).State.Name } })).P
        .Parameters,
    ).toEqual({
      "first.$": "$.list[0]",
      "id.$": "States.UUID()",
      "name.$": "$$.State.Name",
    });
  });
});

describe("a Choice of paths", () => {
  const due = new Date("2026-01-01T00:00:00Z");
  const at = "2026-01-01T00:00:00Z";
  const orders = {
    Equals: equals,
    LessThan: lessThan,
    LessThanEquals: lessThanEquals,
    GreaterThan: greaterThan,
    GreaterThanEquals: greaterThanEquals,
  };
  const $ = (name: string) => `$$.Execution.Input['${name}']`;
  const rows: [string, Expression<boolean>, object][] = Object.entries(orders).flatMap(
    ([order, compare]: [string, Any]) =>
      [
        [`String${order}`, compare(input.s, "x"), { Variable: $("s"), [`String${order}`]: "x" }],
        [`String${order}Path`, compare(input.s, input.t), { Variable: $("s"), [`String${order}Path`]: $("t") }],
        [`Numeric${order}`, compare(input.n, 1), { Variable: $("n"), [`Numeric${order}`]: 1 }],
        [`Numeric${order}Path`, compare(input.n, input.m), { Variable: $("n"), [`Numeric${order}Path`]: $("m") }],
        [`Timestamp${order}`, compare(input.d, due), { Variable: $("d"), [`Timestamp${order}`]: at }],
        [`Timestamp${order}Path`, compare(input.d, input.e), { Variable: $("d"), [`Timestamp${order}Path`]: $("e") }],
      ] as [string, Expression<boolean>, object][],
  );
  rows.push(
    ["BooleanEquals", equals(input.b, true), { Variable: $("b"), BooleanEquals: true }],
    ["BooleanEqualsPath", equals(input.b, input.c), { Variable: $("b"), BooleanEqualsPath: $("c") }],
    ["StringMatches", matches(input.s, "a*"), { Variable: $("s"), StringMatches: "a*" }],
    ["IsNull", isNull(input.s), { Variable: $("s"), IsNull: true }],
    ["IsPresent", isPresent(input.s), { Variable: $("s"), IsPresent: true }],
    ["IsNumeric", isNumber(input.s), { Variable: $("s"), IsNumeric: true }],
    ["IsString", isString(input.s), { Variable: $("s"), IsString: true }],
    ["IsBoolean", isBoolean(input.s), { Variable: $("s"), IsBoolean: true }],
    ["IsTimestamp", isTimestamp(input.s), { Variable: $("s"), IsTimestamp: true }],
  );

  it("reaches all 39 operators", () => expect(new Set(rows.map(([name]) => name)).size).toBe(39));

  it.each(rows)("%s, as in JSONata", async (_name, condition, rule) => {
    const step = choice("C", when(condition, pass("Yes", { output: true })), otherwise(pass("No", { output: false })));
    const made = make("JSONPath", step);
    expect((made.definition.States.C as Any).Choices[0]).toEqual({ ...rule, Next: "Yes" });
    const outputs = [made, make("JSONata", step)].map(async (each) => (await each.execute(given)).output());
    const [paths, expressions] = await Promise.all(outputs);
    expect(paths).toBe(expressions);
  });

  it("and, or, not; sides exchanged; a condition that is a value", () => {
    const condition = and(or(lessThan(1, input.n), not(input.b)), equals(input.any.at("x") as Any, variable("v")));
    const states = statesOf(pass("V", { assign: { v: 1 } }), choice("C", when(condition, pass("Y"))), pass("N"));
    expect(states.C.Choices[0].And).toEqual([
      { Or: [{ Variable: $("n"), NumericGreaterThan: 1 }, { Not: { Variable: $("b"), BooleanEquals: true } }] },
      {
        Or: ["String", "Numeric", "Boolean"].map((kind) => ({
          Variable: "$$.Execution.Input['any']['x']",
          [`${kind}EqualsPath`]: "$v",
        })),
      },
    ]);
  });
});

describe("what paths can't say is an error that names the state and the way out", () => {
  const wrong: [string, () => unknown, RegExp][] = [
    [
      "an expression of JSONata",
      () => statesOf(pass("P", { output: jsonata`1 + 1` })),
      /"P" uses the JSONata expression 1 \+ 1.*Write jsonPath/,
    ],
    [
      "a comparison as a value",
      () => statesOf(pass("P", { output: { x: equals(input.n, 1) } })),
      /"P" uses equals\(input\.n, 1\) as a value.*choice\(…\)/,
    ],
    [
      "a key that reads as a path",
      () => statesOf(pass("P", { output: { "a.$": input.n } })),
      /"P" has data with the key "a\.\$".*rename it/,
    ],
    [
      "an arm's output",
      () => statesOf(choice("C", when(input.b, { output: 1 }, pass("P")))),
      /An arm of "C" has an output, which only JSONata has/,
    ],
    [
      "a catch's output",
      () => statesOf(call("W", {}, { catch: [{ errorEquals: ["States.ALL"], output: 1, next: pass("P") }] })),
      /A catch of "W" has an output/,
    ],
    [
      "an item selector that is no object",
      () => statesOf(map("M", { items: [1], itemSelector: (item) => item as Any, each: () => pass("P") })),
      /"M" has an itemSelector that is no object/,
    ],
    [
      "a path in JSONata",
      () => make("JSONata", pass("P", { output: jsonPath("$.x") })),
      /jsonPath\("\$\.x"\) stands in a workflow whose query language is JSONata/,
    ],
    ["a path that is none", () => jsonPath("x"), /a path begins with \$/],
    [
      "paths in JSONata",
      () => make("JSONata", pass("P", { resultPath: "$.x" })),
      /"P" has ResultPath, a field of paths/,
    ],
    [
      "paths beside an output that needs them",
      () => statesOf(pass("P", { output: input.n, resultPath: "$.x" })),
      /"P" has resultPath and an output that needs/,
    ],
    [
      "a path that is a placeholder",
      () => pass("P", { inputPath: input.n as Any }),
      /inputPath must be a path such as "\$\.result", or null, but is the placeholder input\.n/,
    ],
    ["another language", () => make("JSONpath" as Any, pass("P")), /queryLanguage is "JSONata" or "JSONPath"/],
  ];
  it.each(wrong)("%s", (_name, act, message) => expect(act).toThrow(message));
});
