import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** A Python for tests, which has moto and jupyter_client. */
export const python = process.env.STEPBOOK_TEST_PYTHON ?? here("../../../../.venv-test/bin/python");

/** Why that Python can't do it; undefined where it can. */
export function problemWith(module) {
  if (!existsSync(python)) return `there is no ${python}; STEPBOOK_TEST_PYTHON names a Python with ${module}`;
  return spawnSync(python, ["-c", `import ${module}`]).status === 0 ? undefined : `${python} has no ${module}`;
}

/** A server of moto in a process of its own, which ends with this one. */
export async function startMoto() {
  const port = await freePort();
  const { MOTO_PORT: _unset, ...env } = process.env;
  const child = spawn(python, [here("serve.py"), String(port)], { env, stdio: "ignore" });
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

async function answering(url, child) {
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) throw new Error(`moto ended with ${child.exitCode}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resume) => setTimeout(resume, 100));
  }
  throw new Error(`moto does not answer at ${url}`);
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
