import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeData } from "@stepbook/local";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { local, pass, virtual } from "../index";
import { workflow } from "../workflow";

const globals = globalThis as { __tslab__?: unknown };
const before = { folder: process.cwd(), store: process.env.STEPBOOK_STORE };
let folder: string;

/** A notebook's folder, in the kernel of a notebook. */
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "stepbook-notebook-")));
  process.chdir(folder);
  delete process.env.STEPBOOK_STORE;
  globals.__tslab__ = { require: () => undefined };
});

afterEach(() => {
  vi.restoreAllMocks();
  for (const name of [".stepbook", "mine", "of-all"]) closeData(join(folder, name));
  delete globals.__tslab__;
  process.chdir(before.folder);
  if (before.store === undefined) delete process.env.STEPBOOK_STORE;
  else process.env.STEPBOOK_STORE = before.store;
  rmSync(folder, { recursive: true, force: true });
});

const run = async (options: Parameters<typeof local>[0]): Promise<void> => {
  await workflow("kept", { steps: pass("A"), on: local(options) }).create();
};
const machinesOf = async (options: Parameters<typeof local>[0]): Promise<readonly string[]> =>
  (await local(options).api.listStateMachines({})).stateMachines.map(({ name }) => name);

describe("in a notebook", () => {
  it("what a backend knows is kept in .stepbook beside it, which git leaves alone", async () => {
    await run({});
    expect(readFileSync(join(folder, ".stepbook", ".gitignore"), "utf8")).toBe("*\n");
    closeData(".stepbook");
    expect(await machinesOf({})).toEqual(["kept"]);
  });

  it("STEPBOOK_STORE names another folder for all notebooks, and none where it is empty", async () => {
    process.env.STEPBOOK_STORE = join(folder, "of-all");
    await run({});
    expect(existsSync("of-all/processes")).toBe(true);
    process.env.STEPBOOK_STORE = "";
    await run({});
    expect(existsSync(".stepbook")).toBe(false);
    expect(await machinesOf({})).toEqual([]);
  });

  it("data names a folder, and false none", async () => {
    await run({ data: "mine" });
    expect(await machinesOf({ data: "mine" })).toEqual(["kept"]);
    await run({ data: false });
    expect(existsSync(".stepbook")).toBe(false);
    expect(await machinesOf({ data: false })).toEqual([]);
  });

  it("runs by a clock of their own are not kept, unless a folder is named", async () => {
    await run({ clock: virtual() });
    expect(existsSync(".stepbook")).toBe(false);
    await run({ clock: virtual(), data: "mine" });
    expect(existsSync("mine/processes")).toBe(true);
  });

  it.each([
    ["a file", () => writeFileSync(".stepbook", "")],
    [
      "a folder with a file in it where a folder must be",
      () => {
        mkdirSync(".stepbook");
        writeFileSync(".stepbook/processes", "");
      },
    ],
  ])("where the place is taken by %s, one line says so, and it goes on in memory", async (_, take) => {
    take();
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const on = local();
    await workflow("in-memory", { steps: pass("A", { output: "done" }), on }).create();
    expect((await on.api.listStateMachines({})).stateMachines).toHaveLength(1);
    expect((await local().api.listStateMachines({})).stateMachines).toEqual([]);
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(/^Executions are kept in memory alone: the folder \.stepbook cannot be used \(.+\)\.$/)],
    ]);
  });

  it("where nothing may be written beside the notebook, one line says so, and it goes on in memory", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    const user = process.geteuid!();
    chmodSync(folder, 0o555);
    // The root may write everywhere.
    if (user === 0) process.seteuid!(65_534);
    try {
      await run({});
      await run({});
    } finally {
      process.seteuid!(user);
      chmodSync(folder, 0o755);
    }
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/the folder \.stepbook cannot be used \(EACCES/)]]);
  });

  it("a folder that is named and can't be used is an error that says what else to do", () => {
    writeFileSync("mine", "");
    expect(() => local({ data: "mine" })).toThrow(
      /data is a folder that can be written, but "mine" cannot be used: .+\. Choose another, or data: false/,
    );
  });
});

it("outside of a notebook nothing is kept, unless a folder is named", async () => {
  delete globals.__tslab__;
  await run({});
  expect(existsSync(".stepbook")).toBe(false);
  await run({ data: "mine" });
  expect(existsSync("mine/processes")).toBe(true);
});
