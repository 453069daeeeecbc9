import { existsSync, linkSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { commandLine } from "../../test/command-line";
import { formats } from "./convert";

const { folder, path, file, stepbook } = commandLine();
const definition = { StartAt: "A", States: { A: { Type: "Pass", Result: "no", End: true } } };
const json = `${JSON.stringify(definition, null, 2)}\n`;
const source = () => file("orders.v2.asl.json", definition);
const draft = () => file("draft.yaml", "StartAt: A\nStates: { A: { Type: Pass, Next: B } }\n");

describe("stepbook convert", () => {
  it("goes from JSON to YAML and back without a change", async () => {
    const yaml = await stepbook(["convert", source(), "--to", "yaml"]);
    expect(yaml).toMatchObject({ code: 0, err: "", out: expect.stringContaining('Result: "no"') });
    expect(await stepbook(["convert", file("orders.yaml", yaml.out), "--to", "json"])).toMatchObject({ out: json });
  });

  it.each([
    ["cloudformation", /StateMachineName: orders\n/],
    ["cdk", /^import \{ .*Stack, type StackProps \} from "aws-cdk-lib";\n/],
    ["mermaid", /^flowchart TB\n {2}start\(\(Start\)\)\n/],
    ["typescript", /workflow\("orders"/],
  ])("gives %s, called as the file is", async (format, expected) => {
    const { code, out } = await stepbook(["convert", source(), "--to", format]);
    expect(code).toBe(0);
    expect(out).toMatch(expected);
  });

  it("writes -o whole, over what was there, and says nothing", async () => {
    const target = file("out.json", "before");
    expect(await stepbook(["convert", source(), "--to", "json", "-o", target])).toEqual({ code: 0, out: "", err: "" });
    expect(readFileSync(target, "utf8")).toBe(json);
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("tells why a draft is no stack of the CDK", async () => {
    const { code, err } = await stepbook(["convert", draft(), "--to", "cdk"]);
    expect(code).toBe(2);
    expect(err).toMatch(/has errors, so that no stack says it:\n {2}"A" goes to "B", which does not exist/);
  });

  it.each(Object.keys(formats).filter((format) => format !== "cdk"))("converts drafts to %s", async (format) => {
    const body = file("body.json", { StartAt: "A", States: { A: { Type: "Map", ItemProcessor: [1], End: true } } });
    for (const input of [draft(), body])
      expect(await stepbook(["convert", input, "--to", format])).toMatchObject({ code: 0, err: "" });
  });

  it.each(["orders.v2.asl.json", "link.json", "symlink.json"])("never overwrites the input by -o %s", async (name) => {
    const input = source();
    if (!existsSync(path("link.json"))) linkSync(input, path("link.json"));
    if (!existsSync(path("symlink.json"))) symlinkSync(input, path("symlink.json"));
    const { code, err } = await stepbook(["convert", input, "--to", "yaml", "-o", path(name)]);
    expect(code).toBe(2);
    expect(err).toMatch(/is the definition itself, which would be lost/);
    expect(JSON.parse(readFileSync(input, "utf8"))).toEqual(definition);
  });

  it.each([
    [["convert"], /which definition\? stepbook convert FILE/],
    [["convert", "SOURCE"], /to what\? --to json\|yaml\|/],
    [["convert", "SOURCE", "--to", "yam"], /--to is json or yaml or .*Did you mean "yaml"\?/],
    [["convert", "SOURCE", "--to", "constructor"], /--to is json or yaml/],
    [["convert", "SOURCE", "SOURCE", "--to", "yaml"], /one definition at a time/],
    [["convert", "SOURCE", "--to", "yaml", "-o", "/nowhere/x.yaml"], /-o: there is no folder "\/nowhere"/],
    [["convert", "SOURCE", "--to", "yaml", "-o", "FOLDER"], /-o: .* is a folder/],
    [["convert", "SOURCE", "--to", "yaml", "-o", "/dev/null"], /-o: "\/dev\/null" is not a file/],
    [["convert", "/nowhere.json", "--to", "yaml"], /there is no file "\/nowhere.json"/],
    [["convert", "BROKEN", "--to", "yaml", "-o", "NEW"], /broken.json" is not JSON: line 1, column 2: Unexpected/],
    [["convert", "STATE", "--to", "yaml"], /is no state machine: it has no StartAt and no States/],
    [["render", "STATE"], /is no state machine/],
    [["render", "DEEP", "-o", "NEW"], /can't be drawn: .*nested more than \d+ deep.*stepbook validate/],
    [["render", "SOURCE", "--direction", "up"], /--direction is down or right/],
    [["render", "SOURCE", "-o", "SOURCE"], /is the definition itself/],
    [["render", "SOURCE", "--out", "x"], /--out.*See stepbook render --help/],
  ])("%j ends with 2 and one message, and writes nothing", async (args, message) => {
    const names: Record<string, string> = {
      SOURCE: source(),
      FOLDER: folder,
      NEW: path("new"),
      BROKEN: file("broken.json", "{"),
      STATE: file("state.json", { Type: "Pass" }),
      DEEP: file("deep.json", deep(40)),
    };
    const { code, out, err } = await stepbook(args.map((arg) => (Object.hasOwn(names, arg) ? names[arg]! : arg)));
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\bat .*:\d+:\d+/);
    expect(existsSync(path("new"))).toBe(false);
  });

  it("draws a draft, and tells what could not be read of it", async () => {
    const draft = file("draft.json", { StartAt: "A", States: { A: { Next: "B" } } });
    const { code, out, err } = await stepbook(["render", draft]);
    expect(code).toBe(0);
    expect(out).toMatch(/^<svg .*>A</s);
    expect(err).toMatch(/^warning: .*unknown types.*\nwarning: .*do not exist: "B"/);
  });
});

/** A Map in a Map, so many times. */
const deep = (levels: number): object => ({
  StartAt: "A",
  States: { A: levels === 0 ? { Type: "Succeed" } : { Type: "Map", End: true, ItemProcessor: deep(levels - 1) } },
});

describe("stepbook render", () => {
  it("gives an SVG on standard output, or in a file, in either direction", async () => {
    const down = await stepbook(["render", draft()]);
    expect(down).toMatchObject({
      code: 0,
      err: expect.stringContaining("do not exist"),
      out: expect.stringMatching(/^<svg [\s\S]*<\/svg>\n$/),
    });
    const long = file("long.yaml", "StartAt: A\nStates: { A: { Type: Pass, Next: B }, B: { Type: Succeed } }\n");
    const right = ["render", long, "--direction", "right", "--output", path("long.svg")];
    expect(await stepbook(right)).toEqual({ code: 0, out: "", err: "" });
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(readFileSync(path("long.svg"), "utf8")) ?? [];
    expect(Number(width)).toBeGreaterThan(Number(height));
  });

  it("tells how it is used", async () => {
    expect((await stepbook(["render", "--help"])).out).toContain("--direction");
    expect((await stepbook(["convert", "--help"])).out).toContain("cloudformation");
    expect((await stepbook(["validate", "--help"])).out).toContain("--json");
  });
});
