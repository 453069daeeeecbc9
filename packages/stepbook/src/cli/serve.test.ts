import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { commandLine } from "../../test/command-line";
import { aws, lambda, workflow } from "../index";

process.env.AWS_ACCESS_KEY_ID ??= "test";
process.env.AWS_SECRET_ACCESS_KEY ??= "test";

const executable = fileURLToPath(new URL("../../bin/stepbook.js", import.meta.url));
const role = "arn:aws:iam::123456789012:role/steps";

const children: ReturnType<typeof spawn>[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** Starts the command as a process, and waits until it says that it is ready. */
const serving = async (...args: readonly string[]) => {
  const child = spawn(process.execPath, [executable, "serve", "--port", "0", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const [line] = (await once(createInterface({ input: child.stdout! }), "line")) as [string];
  return { child, endpoint: /http:\/\/\S+$/.exec(line)?.[0] ?? "" };
};

describe("stepbook serve", () => {
  const { stepbook, file } = commandLine();

  it("serves the functions of a module to a client of AWS, and ends at SIGTERM", async () => {
    const functions = file("functions.mjs", 'export const greet = ({ name }) => "Hello, " + name;');
    const { child, endpoint } = await serving("--functions", functions);
    const on = aws({ endpoint, region: "us-east-1", role });
    const hello = workflow("hello", {
      steps: lambda.invoke("Greet", { functionName: "greet", payload: { name: "Ada" } }),
      on,
    });
    await hello.create();
    expect(await (await hello.execute({})).output()).toMatchObject({ Payload: "Hello, Ada" });
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  }, 30_000);

  it("says that a port is taken, and which to take instead", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const { code, out, err } = await stepbook(["serve", "--port", String(port)]);
    server.close();
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(`port ${port} of 127.0.0.1 is taken`);
  });

  it.each([
    [["--port", "70000"], /--port is a number from 0 to 65535/],
    [["--port", "x"], /--port is a number/],
    [["--account", "12"], /--account is 12 digits/],
    [["--host", "0.0.0.0"], /--host 0\.0\.0\.0: .*give --token TEXT/],
    [["--functions", "none.mjs"], /there is no file "none\.mjs"/],
    [["--data"], /--data.*See stepbook serve --help/],
  ])("refuses %j with one message", async (args, message) => {
    const { code, out, err } = await stepbook(["serve", ...args]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
  });
});
