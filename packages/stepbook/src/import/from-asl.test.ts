import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { executionInput, fromAsl, local, pass, workflow } from "../index";
import type { Any } from "../placeholders/any";

const folder = mkdtempSync(join(tmpdir(), "from-asl-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const definition = { Comment: "c", StartAt: "A", States: { A: { Type: "Pass", Result: { n: 1 }, End: true } } };
const json = JSON.stringify(definition, null, 2);
const yaml = `# A comment
Comment: c
StartAt: A
States:
  A: { Type: Pass, Result: { n: 1 }, End: true }
`;

describe("fromAsl", () => {
  it.each([
    ["an object", definition],
    ["JSON text", json],
    ["YAML text", yaml],
    ["a file of JSON", file("a.asl.json", `\uFEFF${json}`)],
    ["a file of YAML", file("a.asl.yaml", yaml)],
  ])("takes %s", (_what, source) => {
    expect(fromAsl(source).definition).toEqual(definition);
  });

  it("names the workflow after its file, or as it is told", () => {
    expect(fromAsl(file("orders.asl.json", json)).name).toBe("orders");
    expect(fromAsl(json).name).toBe("imported");
    expect(fromAsl(json, { name: "mine" }).name).toBe("mine");
  });

  it("gives a workflow that validates, draws, exports and runs, with its input checked", async () => {
    const input = executionInput({ n: Number });
    const imported = fromAsl(definition, { input, on: local() });
    expect(imported.validate()).toEqual([]);
    expect(imported.toSvg()).toContain("<svg");
    expect(JSON.parse(imported.toJson())).toEqual(definition);
    expect(await (await imported.execute({ n: 1 })).output()).toEqual({ n: 1 });
    await expect(imported.execute({ n: "1" } as Any)).rejects.toThrow("input.n must be a number");
  });

  it("keeps its own copy, and makes another workflow from its options", () => {
    const mine = structuredClone(definition) as Any;
    const imported = fromAsl(mine);
    mine.States.A.Result = 2;
    expect(imported.definition).toEqual(definition);
    expect(workflow("again", { ...imported.options, on: local() }).definition).toEqual(definition);
  });

  it("keeps names that are those of every object's prototype", () => {
    const text = '{"StartAt":"__proto__","States":{"__proto__":{"Type":"Pass","Result":{"__proto__":1},"End":true}}}';
    const imported = fromAsl(text);
    expect(JSON.stringify(imported.definition)).toBe(text);
    expect(imported.validate()).toEqual([]);
    expect(Object.getPrototypeOf(imported.definition.States)).toBe(Object.prototype);
  });

  const deep = `{"StartAt":${"[".repeat(100_000)}`;
  const nested = (levels: number) => `{"StartAt":"A","States":{},"x":${"[".repeat(levels)}${"]".repeat(levels)}}`;
  const bomb = [
    "a0: &a0 [x,x]",
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `a${n}: &a${n} [*a${n - 1},*a${n - 1},*a${n - 1}]`),
  ];
  const refused: [what: string, source: unknown, message: RegExp][] = [
    ["nothing", " ", /the text is empty/],
    ["no such file", "nowhere.json", /there is no file "nowhere.json"\. Give the path/],
    ["a folder", folder, /can't be read: EISDIR/],
    ["broken JSON", '{\n  "StartAt": "A",\n  "States": {,}\n}', /the text is not JSON: line 3, column \d+: Unexpected/],
    ["a repeated member", '{"StartAt":"A","StartAt":"B","States":{}}', /line 1, column \d+: Duplicate field 'StartAt'/],
    ["an end too early", '{"StartAt":"A"', /line 1, column \d+: Unexpected end-of-input/],
    ["a file called JSON that is YAML", file("comma.json", '{"StartAt":"A",}'), /comma.json" is not JSON: line 1/],
    ["broken YAML", "StartAt: A\nStates:\n  A: [1\n", /the text is not YAML: line 4, column 1: /],
    ["a key twice in YAML", "StartAt: A\nStartAt: B\nStates: {}\n", /line 2, column 1: Map keys must be unique/],
    ["a tag of CloudFormation", "StartAt: !Ref A\nStates: {}\n", /line 1, column 10: Unresolved tag: !Ref/],
    ["a bomb of aliases", `${bomb.join("\n")}\nStartAt: A\nStates: {}\n`, /Excessive alias count/],
    ["a list", "[]\n", /must hold an object with StartAt and States, but is a list/],
    ["text that is none", "hello\nworld\n", /but is the string "hello world"/],
    ["a single state", { Type: "Pass", End: true }, /no StartAt and no States\. It looks like a single state/],
    ["states that are none", { StartAt: "A", States: [] }, /States of fromAsl\(source\) must be an object/],
    [
      "a placeholder",
      { StartAt: "A", States: { A: { Result: executionInput({ n: Number }).n } } },
      /States\.A\.Result is a placeholder/,
    ],
    ["what JSON can't hold", { StartAt: "A", States: { A: { Result: Number.NaN } } }, /States\.A\.Result is NaN/],
    ["numbers without end in YAML", "StartAt: A\nStates: { A: .inf }\n", /States\.A is Infinity/],
    ["a broken nest", deep, /not JSON/],
    ["a deep nest", nested(100_000), /nested more than 300 deep/],
    ["a deep nest of YAML", `StartAt: A\nStates: ${"[".repeat(20_000)}\n`, /nested too deep|not YAML/],
    ["a huge text", `{${" ".repeat(9 * 1024 * 1024)}}`, /larger than 8 MiB/],
  ];
  it.each(refused)("refuses %s, naming the place", (_what, source, message) => {
    expect(() => fromAsl(source as object)).toThrow(message);
  });

  it("refuses a definition beside what it says itself", () => {
    expect(() => workflow("w", { definition, steps: pass("P") } as Any)).toThrow(/has a definition and steps/);
    expect(() => workflow("w", { definition, comment: "c" } as Any)).toThrow(/has a definition and comment/);
  });

  it("tells what AWS would refuse by validate", () => {
    const broken = fromAsl({ StartAt: "A", States: { A: { Type: "Pas", Next: "B" }, B: 7 } });
    expect(broken.validate().length).toBeGreaterThan(0);
    // A draft is drawn as far as it can be read.
    expect(broken.toSvg()).toContain(">A<");
  });
});

it("an EXPRESS machine is validated as one", async () => {
  const definition = {
    StartAt: "Run",
    States: {
      Run: {
        Type: "Task",
        Resource: "arn:aws:states:::glue:startJobRun.sync",
        Parameters: { JobName: "j" },
        End: true,
      },
    },
  };
  const codes = (type?: "EXPRESS") =>
    fromAsl(definition, type && { type })
      .validate()
      .map(({ code }) => code);
  expect([codes(), codes("EXPRESS")]).toEqual([[], ["EXPRESS_PATTERN"]]);
  await expect(fromAsl(definition, { type: "EXPRESS", on: local() }).create()).rejects.toThrow(
    /An Express machine does not wait/,
  );
});
