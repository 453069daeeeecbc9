import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { resolve } from "node:path";

const python = process.env.STEPBOOK_TEST_PYTHON ?? resolve(__dirname, "../../../../.venv-test/bin/python");

export interface Moto {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** Why moto can't be started here; undefined where it can. */
export function motoProblem(): string | undefined {
  if (!existsSync(python)) return `there is no ${python}; STEPBOOK_TEST_PYTHON names a Python with moto`;
  return spawnSync(python, ["-c", "import moto.server"]).status === 0 ? undefined : `${python} has no moto[server]`;
}

/** A server of moto in a process of its own, which ends with this one. */
export async function startMoto(): Promise<Moto> {
  const port = await freePort();
  const { MOTO_PORT: _unset, ...env } = process.env;
  const child = spawn(python, [resolve(__dirname, "serve.py"), String(port)], { env, stdio: "ignore" });
  const endWithParent = () => child.kill("SIGKILL");
  process.once("exit", endWithParent);
  const endpoint = `http://127.0.0.1:${port}`;
  await answering(`${endpoint}/moto-api/data.json`, child);
  return {
    endpoint,
    stop: () =>
      new Promise((done) => {
        process.off("exit", endWithParent);
        child.once("exit", () => done());
        child.kill("SIGKILL");
      }),
  };
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error(`moto ended with ${child.exitCode}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error(`moto does not answer at ${url}`);
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => done(port));
    });
  });
}
