import { describe, expect, it } from "vitest";
import { commandLine } from "../../test/command-line";

const { folder, path, file, stepbook } = commandLine();
const machine = (state: object) => ({ StartAt: "A", States: { A: state } });
const valid = () => file("valid.json", machine({ Type: "Succeed" }));
const dangling = () => file("dangling.json", machine({ Type: "Pass", Next: "B" }));

describe("stepbook validate", () => {
  it("tells each finding with its place, and ends with 1 where one is an error", async () => {
    const wrong = file("wrong.yaml", "StartAt: A\nStates:\n  A: { Type: Pas, End: true }\n");
    const { code, out, err } = await stepbook(["validate", valid(), wrong]);
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out).toBe(
      `${valid()}: valid\n${wrong}: error UNKNOWN_TYPE There is no state type "Pas". Did you mean "Pass"?  → States.A.Type\n`,
    );
  });

  it("warnings are told, and do not fail", async () => {
    const choice = machine({ Type: "Choice", Choices: [{ Variable: "$.a", IsNull: true, Next: "B" }] });
    const doubtful = file("doubtful.json", { ...choice, States: { ...choice.States, B: { Type: "Succeed" } } });
    const { code, out } = await stepbook(["validate", doubtful]);
    expect(code).toBe(0);
    expect(out).toMatch(/: warning NO_DEFAULT .* {2}→ States\.A\n.*: valid\n$/);
  });

  it.each([
    ["a.json", '{\n  "StartAt": "A",,\n}', "BAD_JSON The file is not JSON: Unexpected character.* → line 2, column 18"],
    ["b.json", '{"StartAt":"A","States":{"A":{},"A":{}}}', "REPEATED_KEY .*Duplicate field 'A' {2}→ line 1, column 35"],
    ["c.json", "", "BAD_JSON The file is not JSON: No content"],
    ["d.json", "StartAt: A\n", "BAD_JSON .*Unrecognized token 'StartAt'.* → line 1, column 7"],
    ["e.yaml", "StartAt: A\nStates:\n  A: [1\n", "BAD_YAML The file is not YAML: .* → line 4, column 1"],
    ["f.yml", "StartAt: !Ref A\nStates: {}\n", "BAD_YAML .*Unresolved tag: !Ref.* → line 1, column 10"],
    ["g.yaml", "- 1\n", "NOT_AN_OBJECT A definition is a JSON object; this is a list"],
    [
      "h.yaml",
      "StartAt: A\nStates: { A: { Type: Pass, Result: .inf, End: true } }\n",
      "NOT_JSON .*A.Result is Infinity",
    ],
    ["i.json", `{"StartAt":"A","States":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, "TOO_DEEP "],
    ["j", `{${" ".repeat(9 * 1024 * 1024)}}`, "TOO_LARGE The file is larger than 8 MiB: "],
  ])("%s is not read further, and the place in the file is told", async (name, text, message) => {
    const { code, out } = await stepbook(["validate", file(name, text)]);
    expect(code).toBe(1);
    expect(out).toMatch(new RegExp(`^.*${name}: error ${message}.*\n$`));
  });

  it("reads a file that begins with a byte order mark, and one whose name is odd", async () => {
    const text = `\uFEFF${JSON.stringify(machine({ Type: "Succeed" }))}`;
    expect(await stepbook(["validate", file("a {b}\u00a0#.json", text)])).toMatchObject({ code: 0 });
  });

  it("gives the same as JSON", async () => {
    const { code, out } = await stepbook(["validate", "--json", valid(), dangling(), file("cut.json", "{")]);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject([
      { file: valid(), valid: true, diagnostics: [] },
      {
        valid: false,
        diagnostics: [{ code: "DANGLING_TARGET", severity: "error", keys: ["States", "A", "Next"] }, {}],
      },
      { valid: false, diagnostics: [{ code: "BAD_JSON", location: "line 1, column 2", line: 1, column: 2 }] },
    ]);
  });

  it("knows what Express machines can't do", async () => {
    const Resource = "arn:aws:states:us-east-1:123456789012:activity:a";
    const activity = file("activity.json", machine({ Type: "Task", Resource, End: true }));
    expect(await stepbook(["validate", activity])).toMatchObject({ code: 0 });
    const { code, out } = await stepbook(["validate", activity, "--type", "express"]);
    expect({ code, out }).toEqual({ code: 1, out: expect.stringContaining("EXPRESS_ACTIVITY") });
  });

  it.each([
    [[], /which definitions\?/],
    [["/nowhere.json"], /the definition: there is no file "\/nowhere.json"/],
    [["FOLDER"], /EISDIR/],
    [["VALID", "--typ", "EXPRESS"], /--typ.*See stepbook validate --help/],
    [["VALID", "--type", "FAST"], /--type is STANDARD or EXPRESS/],
  ])("%j ends with 2 and one message", async (args, message) => {
    const names: Record<string, string> = { VALID: valid(), FOLDER: folder };
    const { code, out, err } = await stepbook(["validate", ...args.map((arg) => names[arg] ?? arg)]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
  });
});

it("a file that is gone ends with 2, whatever was told before", async () => {
  expect(await stepbook(["validate", dangling(), path("gone.json")])).toMatchObject({ code: 2, out: "" });
});
