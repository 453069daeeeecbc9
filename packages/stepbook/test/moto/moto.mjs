import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { serveFunctions } from "./functions.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** A Python for tests, which has moto and jupyter_client. */
export const python = process.env.STEPBOOK_TEST_PYTHON ?? here("../../../../.venv-test/bin/python");

/** Why that Python can't do it; undefined where it can. */
export function problemWith(module) {
  if (!existsSync(python)) return `there is no ${python}; STEPBOOK_TEST_PYTHON names a Python with ${module}`;
  return spawnSync(python, ["-c", `import ${module}`]).status === 0 ? undefined : `${python} has no ${module}`;
}

/**
 * A server of moto in a process of its own, on a free port, which ends with this one. `functions` are what its tasks
 * find in Lambda.
 */
export async function startMoto({ functions } = {}) {
  const lambda = functions && (await serveFunctions(functions));
  const { MOTO_PORT: _unset, ...env } = process.env;
  const args = ["-B", here("serve.py"), ...(lambda ? ["--functions", lambda.url] : [])];
  // It reads its input to the end to know when this process is gone.
  const child = spawn(python, args, { env, stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    said = (said + text).slice(-4000);
  });
  const ended = once(child, "exit");
  const failed = ended.then(([code, signal]) => {
    throw new Error(`moto ended with ${code ?? signal}:\n${said}`);
  });
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([once(lines, "line"), failed]);
  failed.catch(() => undefined);
  return {
    endpoint: `http://127.0.0.1:${JSON.parse(line).port}`,
    async stop() {
      child.kill("SIGKILL");
      await ended;
      await lambda?.stop();
    },
  };
}
