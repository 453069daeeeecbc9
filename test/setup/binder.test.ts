import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { end, freshClone, root, signal, start } from "./command";

const python = process.env.STEPBOOK_TEST_PYTHON ?? join(root, ".venv-test", "bin", "python");
let clone: string;
let prefix: string;

beforeAll(() => {
  clone = freshClone();
  prefix = mkdtempSync(join(tmpdir(), "stepbook-binder-"));
  execFileSync(python, ["-m", "venv", prefix]);
});

afterAll(() => {
  rmSync(clone, { recursive: true, force: true });
  rmSync(prefix, { recursive: true, force: true });
});

it("is accepted by repo2docker", () => {
  const output = execFileSync(python, ["-m", "repo2docker", "--no-build", "--debug", clone], { encoding: "utf8" });
  expect(output).toContain("postBuild");
  expect(output).toContain("environment.yml");
});

it("sets a clean environment up by postBuild, also after one that was interrupted half-way", async () => {
  const env = { ...process.env, PATH: [join(prefix, "bin"), process.env.PATH].join(delimiter) };
  const first = start("binder/postBuild", [], { cwd: clone, env });
  onTestFinished(() => end(first));
  await first.prints(/npm packages …/);
  await sleep(4000);
  signal(first, "SIGTERM");
  expect(await first.ended).not.toBe(0);

  const second = start("binder/postBuild", [], { cwd: clone, env });
  onTestFinished(() => end(second));
  expect(await second.ended, second.output()).toBe(0);
  const share = join(prefix, "share", "jupyter");
  expect(existsSync(join(share, "kernels", "tslab", "launch.js"))).toBe(true);
  expect(existsSync(join(share, "labextensions", "@stepbook", "jupyterlab", "package.json"))).toBe(true);
  const list = execFileSync(join(prefix, "bin", "jupyter"), ["labextension", "list"], {
    encoding: "utf8",
    stdio: "pipe",
  });
  expect(list).not.toContain("error");

  const third = start("binder/postBuild", [], { cwd: clone, env });
  expect(await third.ended).toBe(0);
  expect(third.output()).not.toContain("…");
}, 300_000);
