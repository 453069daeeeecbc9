import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { commandLine } from "../../test/command-line";

const { folder, path, file, stepbook } = commandLine();

const waiting = {
  StartAt: "Double",
  States: {
    Double: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName: "double", "Payload.$": "$" },
      OutputPath: "$.Payload",
      Next: "A day",
    },
    "A day": { Type: "Wait", Seconds: 86_400, End: true },
  },
};

describe("stepbook run", () => {
  it("gives the output on standard output, the history on standard error and in a file", async () => {
    const functions = file("functions.mjs", "export const double = ({ n }) => 2 * n; export const notAFunction = 1;");
    const { code, out, err } = await stepbook([
      ...["run", file("machine.json", waiting), "--input", '{"n": 21}', "--functions", functions],
      ...["--clock", "virtual", "--seed", "1", "--history", path("history.json")],
    ]);

    expect(code).toBe(0);
    expect(JSON.parse(out)).toBe(42);
    const lines = err.trimEnd().split("\n");
    expect(lines.map((line) => line.split(/\s+/)[2])).toEqual([
      "ExecutionStarted",
      "TaskStateEntered",
      "TaskScheduled",
      "TaskStarted",
      "TaskSucceeded",
      "TaskStateExited",
      "WaitStateEntered",
      "WaitStateExited",
      "ExecutionSucceeded",
    ]);
    expect(lines[1]).toContain("Double");
    const { events } = JSON.parse(readFileSync(path("history.json"), "utf8"));
    expect(events.map(({ id }: { id: number }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(readdirSync(folder).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("reads a definition in YAML", async () => {
    const yaml = file("machine.yaml", "StartAt: A\nStates: { A: { Type: Pass, Result: [1], End: true } }\n");
    expect(await stepbook(["run", yaml])).toMatchObject({ code: 0, out: "[\n  1\n]\n" });
  });

  it("reads the input from a file, and functions from a default export", async () => {
    const functions = file("default.mjs", 'export default { "double": ({ n }) => 2 * n };');
    const input = `@${file("input.json", '{"n": 4}')}`;
    const args = ["--input", input, "--functions", functions, "--clock", "virtual"];
    expect(await stepbook(["run", file("machine.json", waiting), ...args])).toMatchObject({ code: 0, out: "8\n" });
  });

  it("reads and writes S3 in a folder", async () => {
    mkdirSync(path("s3/numbers"), { recursive: true });
    file("s3/numbers/all.json", "[1, 2, 3]");
    const each = {
      StartAt: "Each",
      States: {
        Each: {
          Type: "Map",
          ItemReader: {
            Resource: "arn:aws:states:::s3:getObject",
            ReaderConfig: { InputType: "JSON" },
            Parameters: { Bucket: "numbers", Key: "all.json" },
          },
          ItemProcessor: {
            ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
            StartAt: "One",
            States: { One: { Type: "Pass", End: true } },
          },
          End: true,
        },
      },
    };
    const { code, out } = await stepbook(["run", file("each.json", each), "--s3", path("s3"), "--clock", "virtual"]);
    expect({ code, out: JSON.parse(out) }).toEqual({ code: 0, out: [1, 2, 3] });
  });

  it("ends with 1 where the execution fails, and says which function is missing", async () => {
    const { code, out, err } = await stepbook(["run", file("machine.json", waiting)]);

    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/warning: "Double" calls "double", which is not registered.*--functions FILE.mjs/s);
    expect(err).toMatch(/FAILED Lambda\.ResourceNotFoundException: /);
  });

  it("is stopped by an interrupt, and still writes the history", async () => {
    const machine = file("wait.json", { StartAt: "W", States: { W: { Type: "Wait", Seconds: 60, End: true } } });
    const { code, err } = await stepbook(["run", machine, "--history", path("stopped.json")], /WaitStateEntered/);

    expect(code).toBe(1);
    expect(err).toContain("ABORTED Interrupted: ");
    expect(readFileSync(path("stopped.json"), "utf8")).toContain("ExecutionAborted");
  });

  it.each([
    [["run"], /which definition/],
    [["run", "/nowhere/x.json"], /there is no file "\/nowhere\/x.json"/],
    [["run", "MACHINE", "--input", "{a"], /--input is not JSON/],
    [["run", "MACHINE", "--input", "@/nowhere"], /--input: there is no file/],
    [["run", "MACHINE", "--functions", "/nowhere.mjs"], /--functions: there is no file/],
    [["run", "MACHINE", "--functions", "BROKEN"], /can't be loaded: /],
    [["run", "MACHINE", "--functions", "EMPTY"], /exports no function/],
    [["run", "MACHINE", "--history", "/nowhere/history.json"], /--history: there is no folder "\/nowhere"/],
    [["run", "MACHINE", "--history", "FOLDER"], /is a folder/],
    [["run", "MACHINE", "--clock", "fast"], /--clock is real or virtual/],
    [["run", "MACHINE", "--seed", "1.5"], /--seed is a whole number/],
    [["run", "MACHINE", "--sed", "1"], /--sed/],
    [["run", "MACHINE", "MACHINE"], /one definition at a time/],
    [["run", "NOT-JSON"], /is not JSON/],
    [["run", "INVALID"], /goes to "Nowhere", which does not exist/],
    [["run", "TWICE"], /is not JSON: line 1, column \d+: Duplicate field 'A'/],
    [["serv"], /There is no command "serv"/],
    [[], /Usage: stepbook/],
  ])("%j ends with 2 and one message", async (args, message) => {
    const names: Record<string, string> = {
      MACHINE: file("machine.json", waiting),
      BROKEN: file("broken.mjs", "export default {"),
      EMPTY: file("empty.mjs", "export default {};"),
      FOLDER: folder,
      "NOT-JSON": file("not.json", "{"),
      TWICE: file("twice.json", '{"StartAt":"A","States":{"A":{"Type":"Pass","End":true},"A":{"Type":"Succeed"}}}'),
      INVALID: file("invalid.json", { StartAt: "A", States: { A: { Type: "Pass", Next: "Nowhere" } } }),
    };
    const { code, out, err } = await stepbook(args.map((arg) => names[arg] ?? arg));

    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
    expect(err).not.toMatch(/\bat .*:\d+:\d+/);
  });

  it("tells how it is used, and its version", async () => {
    expect(await stepbook(["run", "--help"])).toMatchObject({ code: 0, out: expect.stringContaining("--functions") });
    expect(await stepbook(["--help"])).toMatchObject({ code: 0, out: expect.stringContaining("run ") });
    expect((await stepbook(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
