import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { fileURLToPath } from "node:url";

/** The command `stepbook`. */
export const command = fileURLToPath(new URL("../../packages/stepbook/bin/stepbook.js", import.meta.url));
const functions = fileURLToPath(new URL("functions.mjs", import.meta.url));

/** An error that the service answered with. */
export class Refused extends Error {
  constructor(
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }
}

/** A `stepbook serve` that runs as a process of its own. */
export interface Server {
  readonly process: ChildProcess;
  /** Such as `http://127.0.0.1:8083`. */
  readonly endpoint: string;
  /** What it wrote on standard error. */
  readonly complaints: () => string;
  /** Asks for an operation. Rejects with what was refused; resolves with undefined where no answer came. */
  // biome-ignore lint/suspicious/noExplicitAny: the answers are those of 37 operations
  ask(operation: string, input?: object): Promise<any>;
  /** Ends it at once, as kill -9 does. */
  kill(): Promise<void>;
}

export interface ServerOptions {
  readonly data: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The command that runs it, where it is not to run by itself. */
  readonly within?: readonly string[];
}

export const startServer = async ({ data, args = [], env = {}, within = [] }: ServerOptions): Promise<Server> => {
  const serve = [command, "serve", "--port", "0", "--data", data, "--functions", functions, ...args];
  const [program = "", ...rest] = [...within, process.execPath, ...serve];
  const child = spawn(program, rest, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaints += text;
  });
  const endpoint = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      const found = /http:\/\/[\d.]+:\d+/.exec(said)?.[0];
      if (found) resolve(found);
    });
    child.on("exit", (code) => reject(new Error(`the server ended with ${code} before it was ready: ${complaints}`)));
  });
  const agent = new Agent({ keepAlive: true });
  const exited = once(child, "exit");
  return {
    process: child,
    endpoint,
    complaints: () => complaints,
    ask: (operation, input = {}) =>
      new Promise((resolve, reject) => {
        const sent = request(endpoint, {
          agent,
          method: "POST",
          headers: {
            "Content-Type": "application/x-amz-json-1.0",
            "X-Amz-Target": `AWSStepFunctions.${operation}`,
          },
        });
        sent.on("error", () => resolve(undefined));
        sent.on("response", (response) => {
          let text = "";
          response.setEncoding("utf8").on("data", (part: string) => {
            text += part;
          });
          response.on("error", () => resolve(undefined));
          response.on("close", () => {
            if (!response.complete) return resolve(undefined);
            const answer = JSON.parse(text);
            if (response.statusCode === 200) return resolve(answer);
            return reject(new Refused(String(answer.__type).split("#").at(-1)!, answer.message));
          });
        });
        sent.end(JSON.stringify(input));
      }),
    async kill() {
      child.kill("SIGKILL");
      await exited;
      agent.destroy();
    },
  };
};
