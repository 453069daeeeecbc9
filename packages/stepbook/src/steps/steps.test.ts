import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import * as stepbook from "../index";
import type { Any } from "../placeholders/any";

const {
  chain,
  choice,
  equals,
  executionInput,
  fail,
  lambda,
  local,
  map,
  parallel,
  pass,
  succeed,
  task,
  wait,
  when,
  workflow,
} = stepbook as Any as { [name: string]: Any };
const input = executionInput({ n: Number });
const step = lambda.invoke("Encode", { functionName: "f" });
const endless: Any = {};
endless.self = endless;

describe("misuse is refused where it is written, with the place and the way out", () => {
  const cases: [() => unknown, RegExp][] = [
    [() => pass(), /^pass\(…\): a step begins with its name/],
    [() => pass("a".repeat(81)), /at most 80 characters; this has 81/],
    [() => pass("a\nb"), /no control characters/],
    [() => pass("A", { outputs: 1 }), /pass\("A"\) has no option "outputs"\. Did you mean "output"\?/],
    [() => pass("A", pass("B")), /options are an object, but here is the step "B"/],
    [() => pass("A", { output: { x: undefined } }), /output\.x is undefined, which JSON can't hold/],
    [() => pass("A", { output: Number.NaN }), /output is NaN/],
    [() => pass("A", { output: new Date("soon") }), /output is a Date, which JSON can't hold/],
    [
      () => equals(input.n, step),
      /equals\(…\): argument 2 is the step "Encode"\. For what it gives, write its \.output/,
    ],
    [() => pass("A", { output: [10n] }), /output\[0\] is the BigInt 10n/],
    [() => pass("A", { output: () => 1 }), /output is a function/],
    [() => pass("A", { output: new Map() }), /output is a Map/],
    [() => pass("A", { output: endless }), /output\.self is an object that holds itself/],
    [() => pass("A", { output: step }), /output is the step "Encode"\. For what it gives, write its \.output/],
    [() => wait("A"), /wait\("A"\)/],
    [() => wait("A", {}), /takes one of seconds and timestamp/],
    [() => wait("A", { seconds: 1.5 }), /seconds must be a whole number from 0 to 99999999, but is 1\.5/],
    [() => task("A", { resource: "lambda" }), /resource must be an ARN/],
    [() => choice("A", pass("B")), /after its name come when\(condition, …steps\) and.*but argument 2 is the step "B"/],
    [() => choice("A", equals(input.n, 1), pass("B")), /but argument 2 is the expression equals\(input\.n, 1\)/],
    [
      () => pass("A", { output: `n is ${input.n}` }),
      /output is the string "n is input\.n".*format\("n is {}", input\.n\)/,
    ],
    [() => pass("A", { output: { total: input.n + 1 } }), /input\.n is a placeholder.*add, equals/],
    [() => choice("A", when(input.n > 3, pass("B"))), /input\.n is a placeholder/],
    [
      () => map("A", input.n, () => step),
      /map\("A"\): the options are an object, but here is the placeholder input\.n/,
    ],
    [() => parallel("A", pass("B"), pass("C")), /the branches are a list of steps or of lists of steps/],
    [() => lambda.invoke("A", { functionName: btoa }), /lambda\.invoke\("A"\): functionName is a function/],
    [
      () => lambda.invoke("A", { functionName: "f" }, { retry: { errorEquals: [] } }),
      /retry must be a list, such as \[{/,
    ],
    [() => lambda.invoke("A", { functionName: "f" }, { catch: { next: step } }), /catch must be a list, such as \[{/],
    [() => step.withCatch({ errorEquals: "States.ALL", next: pass("B") }), /errorEquals must be a list of error names/],
    [() => step.withCatch({ errorEquals: ["States.ALL"], next: "B" }), /catch\[0\]\.next.*the string "B"/],
    [() => choice("A"), /needs at least one when/],
    [() => when("yes", pass("B")), /when\(condition, …steps\).*the string "yes"/],
    [() => parallel("A", []), /the branches are a list/],
    [() => parallel("A", [[]]), /branch 1 holds no step/],
    [() => map("A", { items: 3, each: () => step }), /items must be a list or a placeholder/],
    [() => map("A", { items: [1], each: step }), /each must be a function/],
    [() => map("A", { items: [1], each: () => undefined }), /each: a sequence holds steps.*undefined/],
    [() => step.withRetry({ maxAttempts: 1 }), /retry\[0\]\.errorEquals must be a list of error names/],
    [() => step.withCatch({ errorEquals: ["States.ALL"] }), /catch\[0\] needs next/],
    [() => pass("A", { comment: input.n }), /pass\("A"\): a comment is a string, but here is the placeholder input\.n/],
    [() => pass("A", { assign: 3 }), /assign must be an object of values by the names of variables, but is 3/],
    [() => pass("A", { assign: { "a-b": 1 } }), /assign\.a-b: a variable's name has/],
    [() => pass("A", { assign: { states: 1 } }), /assign\.states: .*is not "states"/],
    [
      () => step.withRetry({ errorEquals: ["States.ALL"], maxAttempts: input.n }),
      /retry\[0\]\.maxAttempts is the placeholder input\.n: retriers take no placeholders/,
    ],
    [
      () => step.withRetry({ errorEquals: ["States.ALL"], intervalSeconds: Number.NaN }),
      /intervalSeconds must be a whole number from 1 to 99999999, but is NaN/,
    ],
    [
      () => step.withRetry({ errorEquals: ["States.ALL"], backoffRate: 0.5 }),
      /backoffRate must be a number of at least 1, but is 0\.5/,
    ],
    [
      () => step.withRetry({ errorEquals: ["States.ALL"], jitterStrategy: "full" }),
      /jitterStrategy is "FULL" or "NONE", but here is the string "full"/,
    ],
    [() => workflow("w", {}), /workflow\("w"\) needs steps/],
    [() => workflow("w", { steps: ["A"] }), /a sequence holds steps.*the string "A"/],
    [() => workflow("w", { steps: step, input: { n: Number } }), /input is made by executionInput/],
    [() => workflow("w", [step]), /the steps are one of its options: workflow\("w", { steps: \[ … \] }\)/],
    [() => workflow("w", { steps: step, on: local }), /on is a backend, made by local\(\) or aws.*here is a function/],
    [() => workflow("w", { steps: step, on: "aws" }), /on is a backend.*the string "aws"/],
    [() => local({ functions: [btoa] }), /functions is an object of functions by name.*a list/],
    [() => local({ function: {} }), /local\(…\) has no option "function"\. Did you mean "functions"\?/],
    [() => local({ functions: { f: 1 } }), /functions\.f must be a function, but is 1/],
    [() => stepbook.format("{} {}", input.n as Any), /has 2 places \{\} but 1 value\./],
  ];
  it.each(cases)("%s", (act, message) => expect(act).toThrow(message));

  it("without a place to run, and with an input that JSON can't hold", async () => {
    await expect(workflow("w", { steps: pass("A") }).create()).rejects.toThrow(/has no place to run.*on: local\(\)/);
    await expect(workflow("w", { steps: pass("A"), on: local() }).execute(endless)).rejects.toThrow(
      /input\.self is an object that holds itself/,
    );
  });
});

describe("a step is a value", () => {
  it("that does not change: not by itself, nor by the data that it was made of", () => {
    const data = { list: [1] };
    const made = pass("A", { output: data });
    const before = JSON.stringify(workflow("w", { steps: made }));
    data.list.push(2);
    const retried = step.withRetry({ errorEquals: ["States.ALL"] });
    expect(JSON.stringify(workflow("w", { steps: made }))).toBe(before);
    expect(workflow("w", { steps: step }).definition.States.Encode).not.toHaveProperty("Retry");
    expect(workflow("w", { steps: retried }).definition.States.Encode.Retry).toEqual([{ ErrorEquals: ["States.ALL"] }]);
    expect(() => {
      made.id = "B";
    }).toThrow(TypeError);
  });

  it("that prints as one line", () => {
    const steps = chain(pass("A"), [choice("B", when(equals(input.n, 1), succeed("C"))), fail("D")]);
    expect(inspect(steps)).toBe('[ Pass "A", Choice "B", Fail "D" ]');
    expect(`${steps[0]}`).toBe("A");
  });

  it("that two workflows may share", () => {
    const one = workflow("one", { steps: [step, pass("Two")] });
    const other = workflow("other", { steps: [pass("Zero"), step] });
    expect([one, other].map(({ definition }) => definition.States.Encode.Next)).toEqual(["Two", undefined]);
  });
});
