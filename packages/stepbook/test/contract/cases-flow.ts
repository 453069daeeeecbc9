import { createHash } from "node:crypto";
import { role } from "./behaviour";
import { type Case, jsonata, machine } from "./case";

const end = { End: true };

/** The states that work alone, in JSONPath and in JSONata. */
export const flowCases: readonly Case[] = [
  {
    title: "Pass: Parameters, Result and paths (JSONPath)",
    definition: machine({
      A: { Type: "Pass", InputPath: "$.in", Parameters: { "n.$": "$.n", fixed: true }, ResultPath: "$.a", Next: "B" },
      B: { Type: "Pass", Result: [1, null, "x"], ResultPath: "$.in.b", Next: "C" },
      C: { Type: "Pass", OutputPath: "$['in']", ResultPath: "$.in.c", ...end },
    }),
    input: { in: { n: 7 } },
    output: {
      n: 7,
      b: [1, null, "x"],
      c: { in: { n: 7, b: [1, null, "x"] }, a: { n: 7, fixed: true } },
    },
  },
  {
    title: "Pass: intrinsic functions and the context object (JSONPath)",
    definition: machine({
      A: {
        Type: "Pass",
        Parameters: {
          "text.$": "States.Format('{} is {}', $.name, $.n)",
          "parts.$": "States.ArrayPartition(States.ArrayRange(1, 5, 1), 2)",
          "both.$": "States.JsonMerge($.l, $.r, false)",
          "sum.$": "States.MathAdd($.n, -1)",
          "words.$": "States.StringSplit('a,b;c', ',;')",
          "coded.$": "States.Base64Encode('hello')",
          "hash.$": "States.Hash($.name, 'SHA-1')",
          "back.$": "States.StringToJson('{\"x\":[1]}')",
          "state.$": "$$.State.Name",
          "given.$": "$$.Execution.Input.n",
        },
        ...end,
      },
    }),
    input: { name: "Ada", n: 7, l: { a: 1 }, r: { b: 2 } },
    output: {
      text: "Ada is 7",
      parts: [[1, 2], [3, 4], [5]],
      both: { a: 1, b: 2 },
      sum: 6,
      words: ["a", "b", "c"],
      coded: "aGVsbG8=",
      hash: createHash("sha1").update("Ada").digest("hex"),
      back: { x: [1] },
      state: "A",
      given: 7,
    },
  },
  {
    title: "Pass: variables (JSONPath)",
    definition: machine({
      A: { Type: "Pass", Assign: { "n.$": "$.n", word: 'say "hi"\n' }, Next: "B" },
      B: { Type: "Pass", Parameters: { "n.$": "$n", "word.$": "$word" }, ...end },
    }),
    input: { n: 7 },
    output: { n: 7, word: 'say "hi"\n' },
  },
  {
    title: "Pass: Output and variables (JSONata)",
    definition: jsonata({
      A: {
        Type: "Pass",
        Assign: { n: "{% $states.input.n + 1 %}", word: 'say "hi"\n', list: [1, "{% 2 %}"] },
        Output: { kept: "{% $states.input.name %}" },
        Next: "B",
      },
      B: {
        Type: "Pass",
        Output: {
          n: "{% $n %}",
          word: "{% $word %}",
          last: "{% $list[-1] %}",
          kept: "{% $states.input.kept %}",
          given: "{% $states.context.Execution.Input.n %}",
          state: "{% $states.context.State.Name %}",
          total: "{% $sum($states.context.Execution.Input.prices) %}",
          half: "{% $states.context.Execution.Input.n / 2 %}",
          parts: "{% $partition([1,2,3,4,5], 2) %}",
          range: "{% $range(1, 7, 3) %}",
        },
        ...end,
      },
    }),
    input: { name: "Zoë", n: 7, prices: [1.5, 2] },
    output: {
      n: 8,
      word: 'say "hi"\n',
      last: 2,
      kept: "Zoë",
      given: 7,
      state: "B",
      total: 3.5,
      half: 3.5,
      parts: [[1, 2], [3, 4], [5]],
      range: [1, 4, 7],
    },
  },
  {
    title: "Pass: the context object (JSONata)",
    definition: jsonata({
      A: {
        Type: "Pass",
        Output: {
          execution: "{% $states.context.Execution.Name %}",
          role: "{% $states.context.Execution.RoleArn %}",
          arn: "{% $contains($states.context.StateMachine.Id, ':stateMachine:') %}",
          entered:
            "{% $toMillis($states.context.State.EnteredTime) >= $toMillis($states.context.Execution.StartTime) %}",
        },
        ...end,
      },
    }),
    output: { execution: "only", role, arn: true, entered: true },
  },
  {
    title: "Pass: the functions that Step Functions adds to JSONata",
    definition: jsonata({
      A: {
        Type: "Pass",
        Output: {
          hash: "{% $hash('hello', 'SHA-256') %}",
          id: "{% $length($uuid()) %}",
          random: "{% $random(7) = $random(7) %}",
          parsed: "{% $parse('{\"a\":[1]}').a[0] %}",
        },
        ...end,
      },
    }),
    output: { hash: createHash("sha256").update("hello").digest("hex"), id: 36, random: true, parsed: 1 },
    differs: "ownFunctions",
  },
  {
    title: "Pass: each state may have its own language",
    definition: machine({
      A: { Type: "Pass", QueryLanguage: "JSONata", Output: { n: "{% $states.input.n * 2 %}" }, Next: "B" },
      B: { Type: "Pass", Parameters: { "doubled.$": "$.n" }, ...end },
    }),
    input: { n: 7 },
    output: { doubled: 14 },
  },
  {
    title: "Wait: for seconds, until a time, by paths (JSONPath)",
    definition: machine({
      A: { Type: "Wait", Seconds: 0, Next: "B" },
      B: { Type: "Wait", SecondsPath: "$.seconds", Next: "C" },
      C: { Type: "Wait", TimestampPath: "$.at", Next: "D" },
      D: { Type: "Wait", Timestamp: "2020-01-01T00:00:00Z", ...end },
    }),
    input: { seconds: 0, at: "2020-01-01T00:00:00Z" },
    output: { seconds: 0, at: "2020-01-01T00:00:00Z" },
  },
  {
    title: "Wait: for seconds and until a time (JSONata)",
    definition: jsonata({
      A: { Type: "Wait", Seconds: "{% $states.input.seconds %}", Output: { waited: true }, Next: "B" },
      B: { Type: "Wait", Timestamp: "{% '2020-01-01T00:00:00Z' %}", ...end },
    }),
    input: { seconds: 1 },
    output: { waited: true },
  },
  {
    title: "Choice: comparisons, And, Or, Not (JSONPath)",
    definition: machine({
      A: {
        Type: "Choice",
        Choices: [
          { Variable: "$.missing", IsPresent: true, Next: "Wrong" },
          {
            And: [
              { Variable: "$.n", NumericGreaterThan: 10 },
              { Variable: "$.s", IsString: true },
            ],
            Next: "Wrong",
          },
          {
            And: [
              { Not: { Variable: "$.n", NumericEqualsPath: "$.m" } },
              {
                Or: [
                  { Variable: "$.s", StringMatches: "x*" },
                  { Variable: "$.s", StringMatches: "lo*.txt" },
                ],
              },
              { Variable: "$.on", BooleanEquals: true },
              { Variable: "$.at", TimestampLessThan: "2026-01-01T00:00:00Z" },
            ],
            Next: "Right",
          },
        ],
        Default: "Wrong",
      },
      Right: { Type: "Succeed" },
      Wrong: { Type: "Fail", Error: "WrongWay" },
    }),
    input: { n: 7, m: 8, s: "log.txt", on: true, at: "2025-06-01T00:00:00Z" },
    output: { n: 7, m: 8, s: "log.txt", on: true, at: "2025-06-01T00:00:00Z" },
  },
  {
    title: "Choice: the default (JSONPath)",
    definition: machine({
      A: { Type: "Choice", Choices: [{ Variable: "$.n", NumericEquals: 1, Next: "One" }], Default: "Other" },
      One: { Type: "Fail", Error: "WrongWay" },
      Other: { Type: "Pass", Result: "other", ...end },
    }),
    input: { n: 2 },
    output: "other",
  },
  {
    title: "Choice: without a match and a default, States.Runtime",
    definition: machine({
      A: { Type: "Choice", Choices: [{ Variable: "$.n", NumericEquals: 1, Next: "One" }] },
      One: { Type: "Succeed" },
    }),
    input: { n: 2 },
    failure: {
      error: "States.Runtime",
      cause:
        "An error occurred while executing the state 'A' (entered at the event id #2). Failed to transition out of the state. The state does not point to a next state.",
    },
    differs: "noMatch",
  },
  {
    title: "Choice: a condition, with an assignment and an output (JSONata)",
    definition: jsonata({
      A: {
        Type: "Choice",
        Choices: [
          { Condition: "{% $states.input.n > 10 %}", Next: "Wrong" },
          { Condition: "{% $states.input.n = 7 %}", Assign: { way: "seven" }, Output: { n: "{% 0 %}" }, Next: "B" },
        ],
        Default: "Wrong",
      },
      B: { Type: "Pass", Output: { way: "{% $way %}", n: "{% $states.input.n %}" }, ...end },
      Wrong: { Type: "Fail", Error: "WrongWay" },
    }),
    input: { n: 7 },
    output: { way: "seven", n: 0 },
  },
  {
    title: "Succeed: InputPath and OutputPath (JSONPath)",
    definition: machine({ A: { Type: "Succeed", InputPath: "$.a", OutputPath: "$.b" } }),
    input: { a: { b: [1, 2] } },
    output: [1, 2],
  },
  {
    title: "Succeed: Output (JSONata)",
    definition: jsonata({ A: { Type: "Succeed", Output: "{% $count($states.input) %}" } }),
    input: [1, 2, 3],
    output: 3,
  },
  {
    title: "Fail: its own error and cause",
    definition: machine({
      A: { Type: "Pass", Next: "B" },
      B: { Type: "Fail", Error: "TooBig", Cause: "11 is more than 10" },
    }),
    failure: { error: "TooBig", cause: "11 is more than 10" },
  },
  {
    title: "Fail: by paths (JSONPath)",
    definition: machine({
      A: { Type: "Fail", ErrorPath: "$.error", CausePath: "States.Format('{}!', $.cause)" },
    }),
    input: { error: "TooBig", cause: "11" },
    failure: { error: "TooBig", cause: "11!" },
  },
  {
    title: "Fail: by expressions (JSONata)",
    definition: jsonata({
      A: { Type: "Fail", Error: "{% $states.input.error %}", Cause: "{% 'It is ' & $states.input.n %}" },
    }),
    input: { error: "TooBig", n: 11 },
    failure: { error: "TooBig", cause: "It is 11" },
  },
  {
    title: "a path that leads nowhere is an error of the run (JSONPath)",
    definition: machine({ A: { Type: "Pass", InputPath: "$.nowhere", ...end } }),
    failure: { error: "States.Runtime" },
  },
  {
    title: "an expression without a value is States.QueryEvaluationError (JSONata)",
    definition: jsonata({ A: { Type: "Pass", Output: "{% $states.input.nowhere %}", ...end } }),
    failure: { error: "States.QueryEvaluationError" },
    differs: "evaluation",
  },
];
