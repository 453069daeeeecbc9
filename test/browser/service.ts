import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const executable = fileURLToPath(new URL("../../packages/stepbook/bin/stepbook.js", import.meta.url));

/** A `stepbook serve` of its own. */
export interface ServiceProcess {
  readonly endpoint: string;
  readonly port: string;
  readonly ask: <Answer = Readonly<Record<string, string>>>(operation: string, input: object) => Promise<Answer>;
  /** As by a power cut. */
  readonly kill: () => Promise<void>;
}

export const startService = async (...args: readonly string[]): Promise<ServiceProcess> => {
  const child: ChildProcess = spawn(process.execPath, [executable, "serve", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: child.stdout! }), "line")) as [string];
  const endpoint = /http:\/\/\S+$/.exec(line)?.[0] ?? "";
  const token = args[args.indexOf("--token") + 1];
  return {
    endpoint,
    port: new URL(endpoint).port,
    ask: async (operation, input) => {
      const response = await fetch(endpoint, {
        method: "POST",
        headers: {
          "content-type": "application/x-amz-json-1.0",
          "x-amz-target": `AWSStepFunctions.${operation}`,
          ...(args.includes("--token") && { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(input),
      });
      const answer = await response.json();
      if (!response.ok) throw new Error(JSON.stringify(answer));
      return answer;
    },
    kill: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
};
