import { describe, expect, it } from "vitest";
import { execute } from "../../test/execute";

describe("an expression", () => {
  it.each([
    ["($f := function($n) { $f($n + 1) + 1 }; $f(0))", /Stack overflow/],
    ["($f := function($n) { $f($n + 1) }; $f(0))", /more than 250000 steps/],
    ["[1..1e9]", /must not exceed/],
    ["($f := function($list) { $f($append($list, $list)) }; $f([1]))", /exceeds? the max|sequence/i],
    [`$match('${"a".repeat(40)}!', /(a+)+$/)`, /repeats what repeats/],
    ["$eval('1')", /\$eval is not there/],
    ["$sum", /unsupported result type/],
    ["$partition([1], 0)", /greater than 0/],
    ["$range(1, 9, 0)", /step of a range is not 0/],
    ["$range(1, 1e9, 1)", /at most 1000000/],
    ["$range('a', 9, 1)", /T0410: Argument 1 of function "range"/],
    ["$hash(1, 'MD5')", /T0410/],
    ["$parse(1)", /T0410/],
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
