import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { fromAsl, type Json, pass, workflow } from "../index";

const python =
  process.env.STEPBOOK_TEST_PYTHON ?? fileURLToPath(new URL("../../../../.venv-test/bin/python", import.meta.url));
const hasPyYaml = spawnSync(python, ["-c", "import yaml"]).status === 0;

const definitionOf = (Result: Json) => ({ StartAt: "A", States: { A: { Type: "Pass", Result, End: true } } });
const yamlOf = (result: Json) => fromAsl(definitionOf(result)).toYaml();
/** What JSON keeps of a value: it knows no negative zero. */
const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

/** Texts that some parser of YAML reads as something else where they stand without quotes. */
const treacherous = (
  "yes No ON off true FALSE null Null ~ y N = << <<: - ? : # & * ! | > % @ ` ' \" , [ ] { } --- ... 010 0o10 0x1F 0b1 " +
  "1_000 1:30 190:20:30 1:30.5 1e3 1.0e+3 .5 -.inf .NaN 2001-12-14 2001-12-14T21:59:43.10-05:00 1. +1 -0 __proto__ " +
  "constructor toString a: a:b a#b -a ?a $ $.a $$.Task.Token {%a%} !Ref %YAML"
).split(" ");
const characters = [
  ..."\0\x01\x07\b\t\n\v\f\r\x1b\x7f\x80\x85\x9f\u00a0\u00ad\u200b\u200e\u2028\u2029\ud800\udc00\ufeff\ufffd\ufffe\uffff",
];
const texts = [
  ...treacherous,
  ...characters.flatMap((character) => [character, `a${character}`, `${character}b`, `a${character}b`]),
  ...["", " ", "a ", " a", "a #b", "a: b", "- a", "? a", "a\n", "a\n\n", "\na", "a\n b", " a\nb", "a\n\nb", "a \nb"],
  ...[
    "a\tb\nc",
    "a\r\nb",
    "a\n# b",
    "a\n---\nb",
    'say "a"',
    "it's",
    "back\\slash",
    "\\n",
    "😀",
    "👩‍🚀\nb",
    "\u{1fffe}\n\u{10ffff}",
    '"😀"',
    "é",
    "日本語",
    "2024-01-01\n",
  ],
  "x".repeat(2000),
  `${"word ".repeat(60)}end`,
];
const numbers = [0, -1, 1.5, 1e21, -1e21, 1e-7, 1.5e-7, 1.5e300, 5e-324, 2 ** 53, 2 ** 64];

const samples: Json = {
  values: [...texts, ...numbers, true, false, null, [], {}, [[]], [{}], { a: [] }],
  nested: texts.map((text) => [[text], { text }]),
  keys: Object.fromEntries(texts.map((text) => [text, text])),
};

it("a definition as YAML for people", () => {
  const { definition } = workflow("wf", { steps: [pass("A", { comment: "First line\nsecond: line" }), pass("no")] });
  const result = {
    path: "$.items[0]",
    when: "{% $states.input.a = 'b' %}",
    json: '{"a": 1}',
    time: "1:30",
    none: null,
  };
  const states = { ...definition.States, no: { ...definition.States.no, Result: result } };
  expect(fromAsl({ ...definition, QueryLanguage: "JSONPath", States: states }).toYaml()).toBe(`QueryLanguage: JSONPath
StartAt: A
States:
  A:
    Type: Pass
    Comment: |-
      First line
      second: line
    Next: "no"
  "no":
    Type: Pass
    End: true
    Result:
      path: $.items[0]
      when: "{% $states.input.a = 'b' %}"
      json: '{"a": 1}'
      time: "1:30"
      none: null
`);
});

it.each(["1.1", "1.2"] as const)("reads back equal as YAML %s, whatever its texts and keys", (version) => {
  expect(parse(yamlOf(samples), { version })).toEqual(definitionOf(samples));
});

const text = fc.oneof(
  fc.constantFrom(...texts),
  fc.string({ unit: "binary" }),
  fc.array(fc.constantFrom(...treacherous, ...characters, " ", "\n", "a")).map((parts) => parts.join("")),
);
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ depthSize: "small" }, text, fc.double(), fc.boolean(), tie("list"), tie("object")),
  list: fc.array(tie("tree"), { maxLength: 4 }),
  object: fc.dictionary(text, tie("tree"), { maxKeys: 4 }),
}));

it.each(["1.1", "1.2"] as const)("reads back equal as YAML %s, whatever it holds", (version) => {
  fc.assert(
    fc.property(tree.map(plain), (value) => {
      expect(JSON.stringify(parse(yamlOf(value), { version }))).toBe(JSON.stringify(definitionOf(value)));
    }),
  );
});

it("mentions nothing by alias, and fromAsl reads it", () => {
  const shared = { a: [1] };
  const yaml = yamlOf([shared, shared] as Json);
  expect(yaml).not.toMatch(/[&*]/);
  expect(fromAsl(yaml).definition).toEqual(definitionOf([shared, shared]));
});

it("reads back equal by PyYAML", ({ skip }) => {
  skip(!hasPyYaml, "STEPBOOK_TEST_PYTHON names no Python with PyYAML");
  const script = "import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin.buffer.read().decode())))";
  const all = plain([samples, ...fc.sample(tree, 300)]);
  const { stdout, stderr } = spawnSync(python, ["-c", script], { input: yamlOf(all), encoding: "utf8" });
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual(definitionOf(all));
});
