import { spawn } from "node:child_process";
import type { LocalFunction } from "./functions";

/** How a program is run. */
export interface ExecutableOptions {
  /** The folder that it runs in: that of this process. */
  readonly cwd?: string;
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The most bytes of an answer, as at Lambda. */
const longestAnswer = 6 * 1024 * 1024;
/** The most characters of what a program complains about that an error tells. */
const longestComplaint = 2000;
/** How long a program that is asked to end may take, in milliseconds. */
const patience = 2000;

/**
 * A function that is a program of its own, in any language: it gets the input as JSON on standard input and gives the
 * result as JSON on standard output (nothing counts as null). It fails by an exit code other than 0: as the error
 * `Runtime.ExitError`, or as the `errorType` and `errorMessage` of an object that is the last line on standard error.
 * When nobody waits for it any more it gets SIGTERM, and after two seconds SIGKILL. No shell is involved.
 *
 * @param command The program: a name on the PATH, or a path.
 * @param args Its arguments, each as it stands.
 * @example
 * local({ functions: { resize: executable("python3", ["resize.py"], { cwd: "functions" }) } })
 * @see https://docs.aws.amazon.com/lambda/latest/dg/python-exceptions.html
 */
export const executable =
  (command: string, args: readonly string[] = [], { cwd, env }: ExecutableOptions = {}): LocalFunction =>
  (input, { signal, functionName }) =>
    new Promise((resolve, reject) => {
      const child = spawn(command, args, {
        cwd,
        env: { ...process.env, AWS_LAMBDA_FUNCTION_NAME: functionName, ...env },
        windowsHide: true,
      });
      const chunks: Buffer[] = [];
      let size = 0;
      let complaint = "";
      let killing: NodeJS.Timeout | undefined;
      const stop = (): void => {
        child.kill("SIGTERM");
        killing ??= setTimeout(() => child.kill("SIGKILL"), patience);
      };
      child.stdout.on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size > longestAnswer) stop();
        else chunks.push(chunk);
      });
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        complaint = (complaint + text).slice(-longestComplaint);
      });
      // A program need not read its input.
      child.stdin.on("error", (error: NodeJS.ErrnoException) => {
        if (error.code !== "EPIPE" && error.code !== "ERR_STREAM_DESTROYED") reject(error);
      });
      child.on("error", (error: NodeJS.ErrnoException) => {
        const message = error.code === "ENOENT" ? `there is no program ${JSON.stringify(command)}` : error.message;
        reject(named("Runtime.InvalidEntrypoint", `${functionName}: ${message}`));
      });
      child.on("close", (code, killedBy) => {
        clearTimeout(killing);
        signal.removeEventListener("abort", stop);
        try {
          if (size > longestAnswer) throw tooLarge(functionName);
          if (code !== 0) throw failureOf(code ?? killedBy, complaint);
          resolve(answerIn(Buffer.concat(chunks).toString(), functionName));
        } catch (error) {
          reject(error);
        }
      });
      signal.addEventListener("abort", stop);
      if (signal.aborted) stop();
      child.stdin.end(JSON.stringify(input));
    });

const named = (name: string, message: string): Error =>
  Object.assign(new Error(message), { name, stack: `${name}: ${message}` });

const tooLarge = (functionName: string): Error =>
  named("Function.ResponseSizeTooLarge", `${functionName} wrote more than ${longestAnswer} bytes of output.`);

const answerIn = (text: string, functionName: string): unknown => {
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text);
  } catch (error) {
    const shown = JSON.stringify(text.slice(0, 200));
    const message = `${functionName} wrote what is not JSON: ${(error as Error).message}. It began with ${shown}; messages belong on standard error.`;
    throw named("Runtime.MarshalError", message);
  }
};

/** How a program failed: in its own words where its last line has them. */
const failureOf = (code: number | string | null, complaint: string): Error => {
  const lines = complaint.trimEnd().split("\n");
  try {
    const { errorType, errorMessage } = JSON.parse(lines.at(-1) ?? "");
    if (typeof errorType === "string") return named(errorType, String(errorMessage ?? ""));
  } catch {
    // The last line is no object of that kind: the exit code tells.
  }
  const status = typeof code === "number" ? `exit status ${code}` : `signal ${code}`;
  return named("Runtime.ExitError", [`Runtime exited with error: ${status}`, ...lines].join("\n").trimEnd());
};
