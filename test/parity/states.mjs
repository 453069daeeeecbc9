import {
  and,
  chain,
  choice,
  equals,
  executionInput,
  fail,
  greaterThan,
  greaterThanEquals,
  isBoolean,
  isNull,
  isNumber,
  isPresent,
  isString,
  isTimestamp,
  jsonPath,
  lessThan,
  lessThanEquals,
  map,
  matches,
  not,
  or,
  otherwise,
  parallel,
  pass,
  succeed,
  task,
  wait,
  when,
} from "stepbook";
import { machine, ruleOf, stateOf } from "./say.mjs";

/** The recorded tasks call "r", which AWS refuses. Here they call a function of that name. */
const call = { resource: "arn:aws:lambda:us-east-1:123456789012:function:r" };
const asRecorded = ({ States, ...rest }) => ({
  ...rest,
  States: Object.fromEntries(
    Object.entries(States).map(([name, state]) => [name, state.Type === "Task" ? { ...state, Resource: "r" } : state]),
  ),
});

const all = { errorEquals: ["States.ALL"] };

/** Steps and sequences, by the names of the recorded cases. */
export const states = {
  "pass.null_paths": () => stateOf(pass("P", { inputPath: null, outputPath: null, resultPath: null })),
  succeed: () => machine(succeed("Done", { comment: "c", inputPath: "$.i", outputPath: "$.o" })),
  "wait.seconds_path": () => machine(wait("W", { seconds: jsonPath("$.s", Number) })),
  "wait.timestamp": () => machine(wait("W", { timestamp: "2016-03-14T01:59:00Z" })),
  "wait.two.error": () => wait("W", { seconds: 1, timestamp: "2016-03-14T01:59:00Z" }),
  "task.both_timeouts.error": () => task("T", { ...call, timeoutSeconds: 1, timeoutSecondsPath: "$.t" }),
  "task.unknown_field.error": () => task("T", { ...call, nonsense: 1 }),
  parallel: () =>
    machine(
      parallel("Par", [pass("Hello"), [pass("World"), succeed("S")]], {
        comment: "c",
        resultPath: "$.r",
        arguments: { k: 1 },
      }),
    ),
  map: () =>
    machine(
      map("M", {
        items: jsonPath("$.items"),
        maxConcurrency: 0,
        itemSelector: (v) => ({ v }),
        resultPath: "$.out",
        each: () => [pass("A"), pass("B")],
      }),
    ),
  "map.iterator_as_field": () => machine(map("M", { items: jsonPath("$"), maxConcurrency: 2, each: () => pass("A") })),
  "map.without_iterator.error": () => map("M", { items: jsonPath("$.items") }),
  "choice.no_choices": () => stateOf(choice("C")),
  "choice.chained_default": () =>
    machine(pass("P"), choice("C", when(isPresent(jsonPath("$.a")), pass("Has")), otherwise(pass("Tail")))),
  "graph.top_fields": () => machine(pass("P"), { comment: "hi", timeoutSeconds: 10, version: "1.0" }),
  "graph.empty_chain.error": () => machine(chain()),
  "chain.linear": () => machine(pass("A"), pass("B"), pass("C")),
  "chain.append_duplicate.error": () => {
    const a = pass("A");
    return machine(a, a);
  },
  "chain.not_list.error": () => machine(chain(pass("A"))),
  "chain.after_terminal.error": () => machine(succeed("S"), pass("A")),
  "graph.duplicate_ids_but_equal_states": () => {
    const failed = fail("F", { cause: "c" });
    return asRecorded(
      machine(
        task("A", { ...call, catch: [{ ...all, next: failed }] }),
        task("B", { ...call, catch: [{ ...all, next: failed }] }),
      ),
    );
  },
  "graph.duplicate_ids_on_catch.error": () =>
    machine(
      task("A", { ...call, catch: [{ ...all, next: fail("F", { cause: "c" }) }] }),
      task("B", { ...call, catch: [{ ...all, next: fail("F", { cause: "other" }) }] }),
    ),
  "next.returns": () => [typeof pass("A").next, typeof pass("A").then],
  "catch.fields": () =>
    asRecorded(
      machine(
        task("T", {
          ...call,
          catch: [
            { errorEquals: ["States.TaskFailed"], next: fail("F1"), resultPath: "$.err" },
            { ...all, next: [pass("Cleanup"), fail("F2")], resultPath: null },
          ],
        }),
      ),
    ),
  "retry_catch.parallel_map": () => {
    const work = { retry: [{ ...all, maxAttempts: 1 }], catch: [{ ...all, next: fail("F") }] };
    return machine(
      parallel("P", [pass("B")], work),
      map("M", { items: jsonPath("$"), each: () => pass("I"), ...work }),
    );
  },
  "retry.max_delay_jitter.error": () =>
    stateOf(task("T", { ...call, retry: [{ errorEquals: ["E"], jitterStrategy: "FULL" }] })).Retry,
  "state.base_class_field.error": () => pass("S", { nonsense: 1 }),
  "state.base_class": () => stateOf(pass("S", { type: "Void", comment: "c" })),
};

/** A comparison of `$.v` with a value or with `$.w`, and the type that tells which operator it becomes. */
const comparisons = {
  Equals: equals,
  LessThan: lessThan,
  GreaterThan: greaterThan,
  LessThanEquals: lessThanEquals,
  GreaterThanEquals: greaterThanEquals,
};
const types = {
  String: [String, "a*b"],
  Numeric: [Number, 1.5],
  Timestamp: [Date, new Date("2020-01-01T00:00:00Z")],
  Boolean: [Boolean, false],
};
const tests = { IsNull: isNull, IsPresent: isPresent, IsString: isString, IsNumeric: isNumber, IsBoolean: isBoolean };

const compared = Object.entries(types).flatMap(([type, [shape, value]]) =>
  Object.entries(type === "Boolean" ? { Equals: equals } : comparisons).flatMap(([order, compare]) => [
    [`rule.${type}${order}`, () => ruleOf(compare(jsonPath("$.v", shape), value))],
    [`rule.${type}${order}Path`, () => ruleOf(compare(jsonPath("$.v", shape), jsonPath("$.w", shape)))],
  ]),
);
const tested = Object.entries({ ...tests, IsTimestamp: isTimestamp }).map(([name, test]) => [
  `rule.${name}`,
  () => ruleOf(not(test(jsonPath("$.v")))),
]);

const open = executionInput({ a: String });

/** Rules of a Choice. */
export const rules = {
  ...Object.fromEntries([...compared, ...tested]),
  "rule.StringMatches": () => ruleOf(matches(jsonPath("$.v"), "a*b")),
  "rule.nested": () =>
    ruleOf(or(and(isNull(jsonPath("$.a")), not(equals(jsonPath("$.b"), "x"))), equals(jsonPath("$.c"), 0))),
  "rule.placeholder_variable": () => {
    const p = pass("P");
    const { Next, ...rule } = machine(p, choice("C", when(equals(p.output.a[0].b, "x"), pass("Yes")))).States.C
      .Choices[0];
    return rule;
  },
  "rule.bad_variable.error": () => equals(jsonPath("v"), "x"),
  "rule.bad_value.error": () => equals(jsonPath("$.v", Number), "x"),
  "rule.bad_path.error": () => equals(jsonPath("$.v"), jsonPath("x")),
  "rule.is_with_string.error": () => equals(isNull(jsonPath("$.v")), "true"),
  "rule.numeric_takes_bool": () => ruleOf(equals(jsonPath("$.v", Number), true)),
  "rule.and_bad_member.error": () => and(1),
  "rule.not_bad_member.error": () => not("x"),
  "rule.path_value_placeholder.error": () => {
    const p = pass("P");
    return machine(p, choice("C", when(equals(jsonPath("$.v", String), p.output.x), pass("Yes"))));
  },
  "rule.execution_input_variable.error": () => ruleOf(equals(open.a, "x")),
};
