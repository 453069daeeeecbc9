import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { python } from "../moto/moto.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const started = [];

/** What was last asked of the kernels, and what came of it: for the report of a failure. */
export const lastSteps = () =>
  started
    .slice(-4)
    .map(({ code, cell, isReady }) => {
      if (!cell) return `a kernel's start: ${isReady ? "ready" : "not ready"}`;
      const { status = "running", stdout, stderr, displays } = cell;
      const shown = JSON.stringify({ status, stdout, stderr, displays: displays.length });
      return `the cell ${JSON.stringify(code.slice(0, 200))}: ${shown.slice(0, 2000)}`;
    })
    .join("\n");

/** A real tslab kernel, spoken to over ZeroMQ as Jupyter does. It keeps what it runs in a folder, its own or another's. */
export async function startKernel({ store: given } = {}) {
  const kernelspec = here("../../../jupyterlab/kernelspec");
  const store = given ?? mkdtempSync(join(tmpdir(), "stepbook-kernel-"));
  const start = { isReady: false };
  started.push(start);
  const child = spawn(python, [here("kernel.py"), here("../../../../notebooks"), kernelspec], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, STEPBOOK_STORE: store },
  });
  if (!given) child.once("exit", () => rmSync(store, { recursive: true, force: true }));
  const cells = new Map();
  const waiting = new Map();
  const early = new Map();
  let tag = 0;
  let ready;
  const isReady = new Promise((resolve, reject) => {
    ready = resolve;
    child.once("exit", (code) => reject(new Error(`the kernel's driver ended with ${code}`)));
  });
  const take = (message) => {
    const cell = cells.get(message.request);
    if (cell) cell.take(message);
    else if (message.request) early.set(message.request, [...(early.get(message.request) ?? []), message]);
  };
  createInterface({ input: child.stdout }).on("line", (line) => {
    const message = JSON.parse(line);
    if (message.type === "ready") ready();
    else if (message.type === "ended") for (const cell of cells.values()) cell.end(message.code);
    else if (message.type === "sent") waiting.get(message.tag)?.(message);
    else take(message);
  });
  const ask = (command) =>
    new Promise((resolve) => {
      tag += 1;
      waiting.set(tag, resolve);
      child.stdin.write(`${JSON.stringify({ ...command, tag })}\n`);
    });
  await isReady;
  start.isReady = true;
  return {
    store,
    /** Runs a cell. Its outputs go on coming after it has ended. Not right after an error: `run` something before. */
    async start(code) {
      const { request } = await ask({ do: "execute", code });
      const cell = createCell();
      cells.set(request, cell);
      started.push({ code, cell });
      for (const message of early.get(request) ?? []) cell.take(message);
      return cell;
    },
    /** Runs a cell until it has ended. A kernel drops what it is asked right after an error: it is then asked again. */
    async run(code) {
      for (;;) {
        const cell = await this.start(code);
        if ((await cell.done) !== "abort") return cell;
      }
    },
    interrupt: () => child.stdin.write(`${JSON.stringify({ do: "interrupt" })}\n`),
    /** Ends it as a crash would: nothing of it runs any more. */
    kill: () => ask({ do: "kill" }),
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      child.stdin.end();
      await ended;
    },
  };
}

/**
 * What a cell has put out. `displayed` fulfils with its first display, `done` with its status when both its reply and
 * its idle state are there, or its kernel has ended.
 */
function createCell() {
  const cell = { stdout: "", stderr: "", displays: [], status: undefined };
  let isIdle = false;
  let finish;
  cell.done = new Promise((resolve) => {
    finish = resolve;
  });
  let display;
  cell.displayed = new Promise((resolve) => {
    display = resolve;
  });
  cell.end = (code) => {
    cell.status ??= `the kernel ended with ${code}`;
    finish(cell.status);
  };
  const streams = { stdout: "stdout", stderr: "stderr" };
  cell.take = ({ type, content }) => {
    if (type === "stream") cell[streams[content.name]] += content.text;
    if (type === "display_data" || type === "update_display_data") {
      cell.displays.push({
        isUpdate: type === "update_display_data",
        id: content.transient?.display_id,
        data: content.data,
      });
      display();
    }
    if (type === "status" && content.execution_state === "idle") isIdle = true;
    if (type === "reply") cell.status = content.status;
    if (isIdle && cell.status) finish(cell.status);
  };
  return cell;
}
