import { describe, expect, it } from "vitest";
import { calling, execute } from "../test/execute";
import { executable } from "./executable";

const node = (code: string) => executable(process.execPath, ["-e", code]);
const run = (code: string, more = {}, input: unknown = { n: 21 }) =>
  execute(calling("f", more), { functions: { f: node(code) }, clock: "real" }, input);

const readInput = 'JSON.parse(require("fs").readFileSync(0, "utf8"))';

describe("a function that is a program", () => {
  it("takes JSON and gives JSON", async () => {
    expect(await run(`console.log(JSON.stringify(2 * ${readInput}.n))`)).toMatchObject({
      status: "SUCCEEDED",
      output: "42",
    });
  });

  it("may give nothing, read nothing, and complain", async () => {
    expect(await run('console.error("by the way")', {}, { long: "x".repeat(200_000) })).toMatchObject({
      output: "null",
    });
  });

  it("knows its name and what else the environment holds", async () => {
    const program = executable(
      process.execPath,
      ["-p", "JSON.stringify(process.env.AWS_LAMBDA_FUNCTION_NAME + process.env.MORE)"],
      {
        env: { MORE: "!" },
      },
    );
    expect(await execute(calling("f"), { functions: { f: program }, clock: "real" })).toMatchObject({ output: '"f!"' });
  });

  it.each([
    ["process.exit(3)", "Runtime.ExitError", /exit status 3/],
    ['console.error("no such file"); process.exit(1)', "Runtime.ExitError", /no such file/],
    ["process.kill(process.pid, 'SIGKILL')", "Runtime.ExitError", /signal SIGKILL/],
    ['console.error(JSON.stringify({errorType: "OddNumber", errorMessage: "21"})); process.exit(1)', "OddNumber", /21/],
    ['console.log("hello")', "Runtime.MarshalError", /not JSON.*hello/],
    ['process.stdout.write("x".repeat(7e6))', "Function.ResponseSizeTooLarge", /more than/],
  ])("%s fails by its name", async (code, error, cause) => {
    const ended = await run(code);
    expect(ended).toMatchObject({ status: "FAILED", error });
    expect(JSON.parse(ended.cause!).errorMessage).toMatch(cause);
  });

  it("that is not there says so", async () => {
    const functions = { f: executable("no-such-program-here") };
    const ended = await execute(calling("f"), { functions, clock: "real" });
    expect(ended).toMatchObject({ error: "Runtime.InvalidEntrypoint" });
    expect(ended.cause).toMatch(/no program/);
  });

  it("ends when the task has timed out", async () => {
    const begin = Date.now();
    const ended = await run("setInterval(() => {}, 1000)", { TimeoutSeconds: 1 });
    expect(ended).toMatchObject({ status: "FAILED", error: "States.Timeout" });
    expect(Date.now() - begin).toBeLessThan(10_000);
  });
});
