import fc from "fast-check";
import { expect, it } from "vitest";
import {
  choice,
  equals,
  fail,
  fromAsl,
  map,
  otherwise,
  parallel,
  pass,
  states,
  succeed,
  task,
  wait,
  when,
  workflow,
} from "../index";

const chartOf = (definition: object) => fromAsl(definition).toMermaid();
const named = (name: string) => chartOf({ StartAt: name, States: { [name]: { Type: "Pass", End: true } } });

it("shapes tell the type, arrows the way: choices, catchers, branches and bodies", () => {
  const broken = fail("Broken", { error: "Order.Broken" });
  const steps = [
    task("Load", {
      resource: "arn:aws:states:::lambda:invoke",
      arguments: { FunctionName: "load" },
      catch: [{ errorEquals: ["States.ALL"], next: broken }],
    }),
    wait("Settle", { seconds: 5 }),
    parallel("Both", [pass("One"), map("Each", { each: () => pass("Item") })]),
    choice("Done?", when(equals(states.input.done, 'yes "now"'), succeed("Good")), otherwise(pass("Rest"))),
  ];
  expect(workflow("orders", { steps }).toMermaid({ direction: "right" })).toMatchInlineSnapshot(`
    "flowchart LR
      start((Start))
      s0[["Load<br/>Lambda · load"]]
      s1>"Broken<br/>Order.Broken"]
      s2{{"Settle<br/>Wait · 5 s"}}
      subgraph s3["Both · Parallel · 2 branches"]
        direction LR
        subgraph s3b0["Branch 1"]
          direction LR
          s4["One<br/>Pass"]
        end
        subgraph s3b1["Branch 2"]
          direction LR
          subgraph s5["Each · Map"]
            direction LR
            s6["Item<br/>Pass"]
          end
        end
      end
      s7{"Done?"}
      s8(["Good"])
      s9["Rest<br/>Pass"]
      s0 --> s2
      s0 -.->|"States.ALL"| s1
      s2 --> s3
      s3 --> s7
      s7 -->|"done = #34;yes #92;#34;now#92;#34;#34;"| s8
      s7 -->|"otherwise"| s9
      start --> s0
      finish((End))
      s9 --> finish
    "
  `);
});

it("the start of a body is marked where an arrow leads back to it", () => {
  const body = {
    StartAt: "A",
    States: {
      A: { Type: "Pass", Next: "B" },
      B: { Type: "Choice", Choices: [{ Variable: "$.n", NumericLessThan: 3, Next: "A" }], Default: "C" },
      C: { Type: "Succeed" },
    },
  };
  expect(
    chartOf({ StartAt: "M", States: { M: { Type: "Map", ItemProcessor: body, End: true } } }),
  ).toMatchInlineSnapshot(`
    "flowchart TB
      start((Start))
      subgraph s0["M · Map"]
        direction TB
        s1start((Start))
        s1["A<br/>Pass"]
        s2{"B"}
        s3(["C"])
        s1 --> s2
        s2 -->|"n #60; 3"| s1
        s2 -->|"otherwise"| s3
        s1start --> s1
      end
      start --> s0
      finish((End))
      s0 --> finish
    "
  `);
});

it("drafts: no start, targets that do not exist, boxes with nothing in them, types that nobody knows", () => {
  expect(
    chartOf({
      StartAt: "Nowhere",
      States: {
        A: { Type: "Pass", Next: "Gone" },
        M: { Type: "Map", End: true },
        P: { Type: "Parallel", Branches: [{ States: {} }, 7], Next: "X" },
        X: { Type: "constructor" },
      },
    }),
  ).toMatchInlineSnapshot(`
    "flowchart TB
      s0["A<br/>Pass"]
      s1["M<br/>Map"]
      s2["P<br/>Parallel · 2 branches"]
      s3["X<br/>constructor"]
      s2 --> s3
      finish((End))
      s1 --> finish
    "
  `);
  expect(chartOf({ StartAt: "A", States: {} })).toBe("flowchart TB\n");
});

/** What a browser shows of a label. */
const shown = (label: string) => label.replace(/#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
const labelOf = (chart: string) => /^ {2}s0\["(.*)<br\/>Pass"\]$/m.exec(chart)?.[1] ?? "";

it.each([
  ["end", "end"],
  ["__proto__", "#95;#95;proto#95;#95;"],
  ['say "a"; [b] (c) {d}', "say #34;a#34;#59; #91;b#93; (c) #123;d#125;"],
  ["<img src=x onerror=alert(1)>", "#60;img src=x onerror=alert(1)#62;"],
  ["%%{init: {}}%% #35; &amp; | `x` $$y$$", expect.not.stringMatching(/%|\{|&|\||`|\$|#35; /)],
  ["style a:b #c;", "style a#58;b #35;c#59;"],
  ["1. first", "1#46; first"],
  ["2) second", "2#41; second"],
  ["- item", "#45; item"],
  ["www.example.com", "www#46;example.com"],
  ["a\nb\r\nc\u2028d", "a<br/>b<br/>c<br/>d"],
  ["a\\nb", "a#92;nb"],
  [" a  b ", "#160;a#160; b#160;"],
  ["a\u0000b\ud800\u007f", "a\ufffdb\ufffd\ufffd"],
  ["🚀 שלום 你好 é", "🚀 שלום 你好 é"],
  ["", "#160;"],
])("a state called %j can do no harm", (name, expected) => {
  const chart = named(name);
  expect(chart.split("\n")).toHaveLength(7);
  expect(labelOf(chart)).toEqual(expected);
});

it("whatever a state is called, its label shows that and nothing of it is read as Mermaid, Markdown or HTML", () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom(...'"#;%{}[]<>&|`$*_~-=+.\\ 1wa:@!'),
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
    ),
    minLength: 1,
  });
  fc.assert(
    fc.property(
      text.filter((name) => !/[\p{Cc}\p{Cs}\u2028\u2029\ufeff\ufffe\uffff]/u.test(name)),
      (name) => {
        const label = labelOf(named(name));
        expect(shown(label)).toBe(name.replace(/^ | (?= |$)/g, "\u00a0"));
        expect(label.replace(/#\d+;/g, "·")).not.toMatch(/["#;%{}[\]<>&|`$*_~\\:@!]|^[-=]|^\d+[.)]|www\./i);
      },
    ),
  );
});

it("long conditions are cut, on one line; an unknown direction is refused", () => {
  const Condition = `{% ${"$states.input.a = 1 and\n  ".repeat(20)} true %}`;
  const States = {
    A: { Type: "Choice", QueryLanguage: "JSONata", Choices: [{ Condition, Next: "B" }] },
    B: { Type: "Succeed" },
  };
  expect(/\|"(.*)"\|/.exec(chartOf({ StartAt: "A", States }))?.[1]).toMatch(/^a = 1 and a = 1 and .{80,}…$/);
  expect(() => fromAsl({ StartAt: "A", States }).toMermaid({ direction: "up" as "down" })).toThrow(
    'toMermaid(options): direction is down or right, but here it is the string "up".',
  );
});
