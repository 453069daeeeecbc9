import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { end, freshClone, root, signal, start } from "./command";

const script = join(root, "scripts", "start.mjs");

describe("npm start, given what it can't do", () => {
  it("names an unknown option and shows the usage", async () => {
    const command = start("npm", ["start", "--", "--browser-less"]);
    expect(await command.ended).toBe(2);
    expect(command.output()).toContain("Unknown option '--browser-less'");
    expect(command.output()).toContain("Usage: npm start -- [--no-browser] [--port NUMBER]");
  });

  it.each(["80", "abc", "70000", "8899.5"])("refuses --port %s", async (port) => {
    const command = start(process.execPath, [script, "--port", port]);
    expect(await command.ended).toBe(2);
    expect(command.output()).toContain(`--port takes a number from 1024 to 65535, not "${port}".`);
  });

  it("says that the port is in use, and names a free one", async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, "127.0.0.1", () => resolve((taken.address() as { port: number }).port));
    });
    const command = start(process.execPath, [script, "--no-browser", "--port", String(port)]);
    expect(await command.ended).toBe(1);
    expect(command.output()).toMatch(new RegExp(`Port ${port} is in use\\.\n.*npm start -- --port \\d+`));
    expect(command.output()).not.toContain("    at ");
    taken.close();
  });

  it("names the Node that it needs and the one that it got", async () => {
    const folder = mkdtempSync(join(tmpdir(), "stepbook-node-"));
    const old = join(folder, "old.cjs");
    writeFileSync(old, 'Object.defineProperty(process, "version", { value: "v18.20.4" });');
    const command = start(process.execPath, ["--require", old, script, "--no-browser"]);
    expect(await command.ended).toBe(1);
    expect(command.output()).toContain("Stepbook needs Node 20.19 or newer; this is Node 18.20.4");
    expect(command.output()).toContain("nodejs.org");
    rmSync(folder, { recursive: true });
  });

  it("names the Python that it needs and those that it found", async () => {
    const folder = mkdtempSync(join(tmpdir(), "stepbook-python-"));
    symlinkSync(process.execPath, join(folder, "node"));
    writeFileSync(join(folder, "python3"), "#!/bin/sh\necho 3.8.10 1\n");
    writeFileSync(join(folder, "python3.12"), "#!/bin/sh\necho 3.12.1 0\n");
    for (const name of ["python3", "python3.12"]) chmodSync(join(folder, name), 0o755);
    const env = { ...process.env, PATH: folder };
    const command = start(join(folder, "node"), [script, "--no-browser"], { env });
    expect(await command.ended).toBe(1);
    expect(command.output()).toContain("Stepbook needs Python 3.10 or newer with its venv module");
    expect(command.output()).toContain("python3 is 3.8.10; python3.12 (3.12.1) lacks the venv module");
    rmSync(folder, { recursive: true });
  });

  it("says that a registry can't be reached, and leaves nothing that the next run would trust", async () => {
    const clone = freshClone();
    onTestFinished(() => rmSync(clone, { recursive: true }));
    const env = {
      ...process.env,
      npm_config_registry: "http://127.0.0.1:9/",
      npm_config_cache: join(clone, "no-cache"),
      npm_config_fetch_retries: "0",
    };
    const command = start("npm", ["start", "--", "--no-browser"], { cwd: clone, env });
    expect(await command.ended).toBe(1);
    expect(command.output()).toContain("npm ci failed");
    expect(command.output()).toContain("A package registry can't be reached.");
  });
});

describe("npm start", () => {
  beforeAll(async () => {
    const setUp = start(process.execPath, [join(root, "scripts", "setup.mjs")]);
    expect(await setUp.ended, setUp.output()).toBe(0);
  }, 300_000);

  it("answers on loopback behind its token within 15 s once set up, and stops cleanly on Ctrl-C", async () => {
    const port = 18_700 + (process.pid % 200);
    const begin = performance.now();
    const command = start(process.execPath, [script, "--no-browser", "--port", String(port)]);
    onTestFinished(() => end(command));
    const [, url = ""] = await command.prints(/Stepbook is ready: (http:\S+)/);
    expect((performance.now() - begin) / 1000).toBeLessThan(15);
    expect(new URL(url).host).toBe(`127.0.0.1:${port}`);
    expect(new URL(url).pathname).toBe("/lab/tree/01-hello-world.ipynb");

    const page = await fetch(url);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("JupyterLab");
    const stranger = await fetch(`http://127.0.0.1:${port}/api/contents`);
    expect(stranger.status).toBe(403);
    const token = new URL(url).searchParams.get("token");
    const specs = await (await fetch(`http://127.0.0.1:${port}/api/kernelspecs?token=${token}`)).json();
    expect(specs.kernelspecs.tslab.spec.display_name).toBe("TypeScript (tslab)");

    signal(command, "SIGINT");
    expect(await command.ended).toBe(0);
    expect(command.output()).toContain("Stopped.");
    await expect(fetch(`http://127.0.0.1:${port}/api`)).rejects.toThrow();
  });
});
