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
    ["$length($pad('x', 3e8))", /more than 10000000 characters/],
    ["($pads := $pad; $length('x' ~> $pads(-3e8)))", /more than 10000000 characters/],
    ["($f := function($s, $n) { $n = 0 ? $s : $f($s & $s, $n - 1) }; $length($f('x', 28)))", /more than 10000000/],
    ["$length($join($split($pad('', 10000), ''), $pad('', 10000)))", /more than 10000000 characters/],
    ["$length($replace($pad('', 10000, 'a'), 'a', $pad('', 10000)))", /more than 10000000 characters/],
    ["($f := function($v, $n) { $n = 0 ? $v : $f({'a': $v, 'b': $v}, $n - 1) }; $f({}, 60))", /more than 10000000/],
    ["($f := function($v, $n) { $n = 0 ? $v : $f([[$v], [$v]], $n - 1) }; $string($f(1, 60)))", /more than 10000000/],
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

  it.each([
    ["$map([1, 2], $string)", ["1", "2"]],
    ["($list := [{'x': 1, 'y': 'b'}, {'x': [2]}]; $list.(x & '-' & y))", ["1-b", "[2]-"]],
    ["($f := function($text) { $text & '!' }; $f('x') ~> $uppercase)", "X!"],
    ["($key := 'a'; {$key & 'b': ($key & 'c')[0]})", { ab: "ac" }],
    ["$replace('abc', /b/, function($found) { $found.match & $pad('', 2, 'x') })", "abxxc"],
    ["$join(['a', 'b'], ', ') & $pad('c', -3)", "a, b  c"],
  ])("%s is what JSONata makes of it", async (expression, expected) => {
    const { output } = await execute({
      QueryLanguage: "JSONata",
      StartAt: "A",
      States: { A: { Type: "Pass", Output: `{% ${expression} %}`, End: true } },
    });
    expect(output).toEqual(expected);
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
