import { type Case, jsonata, machine } from "./case";

const end = { End: true };
const alone = (states: object) => machine(states);

/** The states that hold others, in JSONPath and in JSONata. */
export const scopeCases: readonly Case[] = [
  {
    title: "Parallel: branches, ResultSelector and ResultPath (JSONPath)",
    definition: machine({
      Both: {
        Type: "Parallel",
        Branches: [
          alone({ L: { Type: "Pass", Result: { l: 1 }, ...end } }),
          alone({ R: { Type: "Pass", InputPath: "$.n", Next: "R2" }, R2: { Type: "Pass", ...end } }),
        ],
        ResultSelector: { "left.$": "$[0].l", "right.$": "$[1]" },
        ResultPath: "$.both",
        ...end,
      },
    }),
    input: { n: 7 },
    output: { n: 7, both: { left: 1, right: 7 } },
  },
  {
    title: "Parallel: Arguments, Output and variables of the outer scope (JSONata)",
    definition: jsonata({
      Set: { Type: "Pass", Assign: { base: "{% $states.input.n %}" }, Next: "Both" },
      Both: {
        Type: "Parallel",
        Arguments: { n: "{% $states.input.n * 10 %}" },
        Branches: [
          alone({ L: { Type: "Pass", Output: "{% $states.input.n + $base %}", ...end } }),
          alone({ R: { Type: "Pass", Output: "{% $base %}", ...end } }),
        ],
        Output: { sum: "{% $sum($states.result) %}" },
        ...end,
      },
    }),
    input: { n: 7 },
    output: { sum: 84 },
  },
  {
    title: "Parallel: a branch that fails is caught, with its error and cause (JSONPath)",
    definition: machine({
      Both: {
        Type: "Parallel",
        Branches: [alone({ L: { Type: "Fail", Error: "Broken", Cause: "on purpose" } })],
        Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.caught", Next: "Mend" }],
        ...end,
      },
      Mend: { Type: "Pass", ...end },
    }),
    input: { n: 7 },
    output: { n: 7, caught: { Error: "Broken", Cause: "on purpose" } },
  },
  {
    title: "Map: items, an item selector and a result path (JSONPath)",
    definition: machine({
      Each: {
        Type: "Map",
        ItemsPath: "$.items",
        ItemSelector: { "item.$": "$$.Map.Item.Value", "index.$": "$$.Map.Item.Index", "n.$": "$.n" },
        MaxConcurrency: 1,
        ItemProcessor: alone({ One: { Type: "Pass", ...end } }),
        ResultPath: "$.results",
        ...end,
      },
    }),
    input: { items: ["a", "b"], n: 7 },
    output: {
      items: ["a", "b"],
      n: 7,
      results: [
        { item: "a", index: 0, n: 7 },
        { item: "b", index: 1, n: 7 },
      ],
    },
  },
  {
    title: "Map: items at once (JSONPath)",
    definition: machine({
      Each: {
        Type: "Map",
        ItemProcessor: alone({ One: { Type: "Pass", Next: "Two" }, Two: { Type: "Succeed" } }),
        ...end,
      },
    }),
    input: [1, 2, 3, 4],
    output: [1, 2, 3, 4],
  },
  {
    title: "Map: nothing to do (JSONPath)",
    definition: machine({
      Each: { Type: "Map", ItemProcessor: alone({ One: { Type: "Fail", Error: "Never" } }), ...end },
    }),
    input: [],
    output: [],
  },
  {
    title: "Map: items, an item selector and an output (JSONata)",
    definition: jsonata({
      Each: {
        Type: "Map",
        Items: "{% $states.input.items %}",
        ItemSelector: { item: "{% $states.context.Map.Item.Value %}", n: "{% $states.input.n %}" },
        MaxConcurrency: 1,
        ItemProcessor: alone({ One: { Type: "Pass", Output: "{% $states.input.item * $states.input.n %}", ...end } }),
        Output: { results: "{% $states.result %}", most: "{% $max($states.result) %}" },
        ...end,
      },
    }),
    input: { items: [1, 2, 3], n: 7 },
    output: { results: [7, 14, 21], most: 21 },
  },
  {
    title: "Map: an item that fails is caught (JSONata)",
    definition: jsonata({
      Each: {
        Type: "Map",
        MaxConcurrency: 1,
        ItemProcessor: alone({
          Small: { Type: "Choice", Choices: [{ Condition: "{% $states.input < 2 %}", Next: "Ok" }], Default: "Big" },
          Ok: { Type: "Succeed" },
          Big: { Type: "Fail", Error: "TooBig", Cause: "{% 'It is ' & $states.input %}" },
        }),
        Catch: [
          { ErrorEquals: ["Other"], Next: "Wrong" },
          { ErrorEquals: ["TooBig"], Output: "{% $states.errorOutput %}", Next: "Mend" },
        ],
        ...end,
      },
      Mend: { Type: "Pass", ...end },
      Wrong: { Type: "Fail" },
    }),
    input: [1, 2, 3],
    output: { Error: "TooBig", Cause: "It is 2" },
  },
  {
    title: "Map in a Parallel in a Map (JSONPath)",
    definition: machine({
      Outer: {
        Type: "Map",
        ItemProcessor: alone({
          Both: {
            Type: "Parallel",
            Branches: [
              alone({
                Inner: { Type: "Map", ItemProcessor: alone({ One: { Type: "Pass", ...end } }), ...end },
              }),
              alone({ Count: { Type: "Pass", Parameters: { "n.$": "States.ArrayLength($)" }, ...end } }),
            ],
            ...end,
          },
        }),
        ...end,
      },
    }),
    input: [[1, 2], [3]],
    output: [
      [[1, 2], { n: 2 }],
      [[3], { n: 1 }],
    ],
  },
  {
    title: "Parallel: a branch that fails ends the others",
    definition: machine({
      Both: {
        Type: "Parallel",
        Branches: [
          alone({ Long: { Type: "Wait", Seconds: 600, ...end } }),
          alone({ Broken: { Type: "Fail", Error: "Broken", Cause: "on purpose" } }),
        ],
        ...end,
      },
    }),
    failure: { error: "Broken", cause: "on purpose" },
    differs: "aborted",
  },
  {
    title: "Map: an item that fails, and nobody catches it",
    definition: machine({
      Each: {
        Type: "Map",
        MaxConcurrency: 1,
        ItemProcessor: alone({ One: { Type: "Fail", ErrorPath: "$.error", CausePath: "$.cause" } }),
        ...end,
      },
    }),
    input: [{ error: "Broken", cause: "on purpose" }],
    failure: { error: "Broken", cause: "on purpose" },
  },
  {
    title: "Map: a retry of the whole",
    definition: machine({
      Each: {
        Type: "Map",
        MaxConcurrency: 1,
        ItemProcessor: alone({ One: { Type: "Fail", Error: "Broken", Cause: "on purpose" } }),
        Retry: [{ ErrorEquals: ["Broken"], IntervalSeconds: 1, MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "Mend" }],
        ...end,
      },
      Mend: { Type: "Pass", ...end },
    }),
    input: [1],
    output: { Error: "Broken", Cause: "on purpose" },
  },
  {
    title: "Map: the older Iterator and Parameters (JSONPath)",
    definition: machine({
      Each: {
        Type: "Map",
        Parameters: { "item.$": "$$.Map.Item.Value" },
        Iterator: alone({ One: { Type: "Pass", OutputPath: "$.item", ...end } }),
        MaxConcurrency: 1,
        ...end,
      },
    }),
    input: ["a"],
    output: ["a"],
  },
  {
    title: "Map: distributed",
    definition: machine({
      Each: {
        Type: "Map",
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
          ...alone({ One: { Type: "Pass", ...end } }),
        },
        MaxConcurrency: 1,
        ...end,
      },
    }),
    input: [1, 2],
    output: [1, 2],
  },
  {
    title: "Map: distributed, in batches (JSONata)",
    definition: jsonata({
      Each: {
        Type: "Map",
        Items: "{% $range(1, 5, 1) %}",
        ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { base: 10 } },
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
          ...alone({
            One: { Type: "Pass", Output: "{% $sum($states.input.Items) + $states.input.BatchInput.base %}", ...end },
          }),
        },
        MaxConcurrency: 1,
        ...end,
      },
    }),
    output: [13, 17, 15],
    differs: "batches",
  },
];
