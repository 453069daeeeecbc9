import { expect, test } from "vitest";
import { readDefinitionText } from "./definition-text";

const json = `{
  "StartAt": "A",
  "States": {
    "A": { "Type": "Pass", "Next": "B" },
    "B": {
      "Type": "Map",
      "ItemProcessor": { "StartAt": "C", "States": { "C": { "Type": "Succeed" } } },
      "End": true
    }
  }
}`;
const yaml = `# A comment
StartAt: A
States:
  A: { Type: Pass, Next: B }
  B:
    Type: Succeed
`;

test("a definition in JSON is read, with the places of its states, however deep", () => {
  const read = readDefinitionText(json, "json");
  expect(read.findings).toEqual([]);
  expect(read.definition?.StartAt).toBe("A");
  expect(read.placeOf("B")).toEqual({ line: 4, column: 4 });
  expect(read.placeOf("C")).toEqual({ line: 6, column: 53 });
  expect(read.placeOf("D")).toBeUndefined();
});

test("a definition in YAML is read, with the places of its states", () => {
  const read = readDefinitionText(yaml, "yaml");
  expect(read.findings).toEqual([]);
  expect(read.placeOf("B")).toEqual({ line: 4, column: 2 });
});

test("what AWS would refuse is found, with the line and the state that it is in", () => {
  const { findings } = readDefinitionText(json.replace('"Next": "B"', '"Next": "Nowhere"'), "json");
  expect(findings[0]).toMatchObject({ severity: "error", place: { line: 3, column: 27 }, state: "A" });
  expect(findings[0]?.message).toContain("Nowhere");
  const inYaml = readDefinitionText(yaml.replace("Next: B", "Next: Nowhere"), "yaml");
  expect(inYaml.findings[0]).toMatchObject({ place: { line: 3, column: 19 }, state: "A" });
});

test.each([
  ['{\n  "StartAt": "A",\n  oops\n}', "json", 2],
  ["StartAt: A\nStates: [1, 2\n", "yaml", 2],
  ["", "json", 0],
] as const)("a text that can't be read is one fault with its place: %j", (text, language, line) => {
  const { definition, findings } = readDefinitionText(text, language);
  expect(definition).toBeUndefined();
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ severity: "error", place: { line } });
  expect(findings[0]?.message).not.toBe("");
});

test.each(["null", "7", "[]", '"text"', "{}", '{"States": null}', '{"States": {"A": null}}'])(
  "what is no definition is said to be so, and nothing is thrown: %s",
  (text) => {
    for (const language of ["json", "yaml"] as const) {
      const { findings } = readDefinitionText(text, language);
      expect(findings.length).toBeGreaterThan(0);
    }
  },
);

test("names that every object has are names of states", () => {
  const text =
    '{"StartAt":"__proto__","States":{"__proto__":{"Type":"Pass","Next":"constructor"},"constructor":{"Type":"Succeed"}}}';
  for (const language of ["json", "yaml"] as const) {
    const read = readDefinitionText(text, language);
    expect(read.findings).toEqual([]);
    expect(read.placeOf("__proto__")).toEqual({ line: 0, column: 33 });
  }
});

test("aliases that would grow without bound are refused", () => {
  const lines = ["a: &a [x, x, x, x, x, x, x, x, x]"];
  for (const [one, before] of ["ba", "cb", "dc", "ed", "fe", "gf", "hg"].map((pair) => [...pair]))
    lines.push(`${one}: &${one} [${Array.from({ length: 9 }, () => `*${before}`).join(", ")}]`);
  const { definition, findings } = readDefinitionText(lines.join("\n"), "yaml");
  expect(definition).toBeUndefined();
  expect(findings[0]?.message).toMatch(/alias/i);
});

test.each(["json", "yaml"] as const)("what is nested without bound is refused: %s", (language) => {
  const { definition, findings } = readDefinitionText("[".repeat(50_000) + "]".repeat(50_000), language);
  expect(definition).toBeUndefined();
  expect(findings).toHaveLength(1);
});

test("places in JSON are right with tabs, escapes and names that are there twice", () => {
  const text =
    '{\n\t"StartAt": "A\\/B",\n\t"States": {\n\t\t"A/B": {"Type": "Pass", "Next": "C"}\n\t},\n\t"StartAt": "A/B"\n}';
  const { fault, findings, placeOf } = readDefinitionText(text, "json");
  expect(fault).toBeUndefined();
  expect(findings.some(({ message }) => message.includes("StartAt"))).toBe(true);
  expect(placeOf("A/B")).toEqual({ line: 3, column: 2 });
});

test.each([
  ["json", '{\n "a": 1,\n "b": tru }', { line: 2, column: 9 }],
  ["yaml", "a:\n  - b\n c: d", { line: 2, column: 0 }],
  ["yaml", "States:\n  A: *nothing\n", { line: 1, column: 5 }],
  ["yaml", "States: &all\n  A: *all\n", { line: 1, column: 5 }],
] as const)("a fault of %s in %j has a line and a column", (language, text, place) => {
  const { definition, fault, findings } = readDefinitionText(text, language);
  expect(definition).toBeUndefined();
  expect(fault?.place).toEqual(place);
  expect(findings).toEqual([fault]);
});
