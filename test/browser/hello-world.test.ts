import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Jupyter,
  type JupyterOptions,
  openJupyter,
  pictured,
  readThrough,
  recordStatuses,
  type StatusChange,
  untilAllRan,
  untilIdle,
} from "./jupyter";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const NAME = "01-hello-world.ipynb";
const text = readFileSync(join(root, "notebooks", NAME), "utf8");

const apps: readonly JupyterOptions[] = [
  { name: "hello-lab", app: "lab" },
  { name: "hello-notebook", app: "notebook", theme: "JupyterLab Dark", width: 1100 },
];

describe.each(apps)("the first notebook in $app ($theme)", (options) => {
  let jupyter: Jupyter;
  let statuses: StatusChange[];

  beforeAll(async () => {
    jupyter = await openJupyter(options);
    jupyter.write(NAME, text);
    const recorded = await recordStatuses(jupyter.page);
    await jupyter.open(NAME);
    await untilIdle(jupyter.page);
    await pictured(jupyter.page, options.name, readThrough(jupyter.page, JSON.parse(text).cells.length));
    await pictured(jupyter.page, options.name, untilAllRan(jupyter.page));
    statuses = await recorded();
  });

  afterAll(() => jupyter.close());

  it("runs every cell without a word on stderr", async () => {
    expect(await jupyter.page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').allTextContents()).toEqual(
      [],
    );
  });

  it("shows each state of the happy path on its way: waiting, running, done", () => {
    const seen = (state: string) =>
      new Set(statuses.filter((each) => each.state === state).map(({ status }) => status));
    for (const state of [
      "Start",
      "Pause",
      "Both words",
      "Hello",
      "World",
      "Encode",
      "Greet everyone",
      "Greet",
      "Done",
    ]) {
      expect([...seen(state)], state).toEqual(expect.arrayContaining(["notStarted", "succeeded"]));
    }
    expect([...seen("Pause")]).toContain("running");
    expect([...seen("Not hello world")]).toEqual(expect.arrayContaining(["notStarted", "notTaken", "failed"]));
  });

  it("shows the retry while it goes on, and the caught error", () => {
    const encode = statuses.filter(({ state }) => state === "Encode").map(({ status }) => status);
    expect(encode).toEqual(expect.arrayContaining(["running", "succeeded", "caught"]));
    expect(statuses).toContainEqual({ state: "Encoding failed", status: "failed" });
  });

  it("raises no error in the page", () => {
    expect(jupyter.pageErrors).toEqual([]);
  });

  it("draws each graph once and in its own renderer", async () => {
    const outputs = jupyter.page.locator('[data-mime-type="application/vnd.stepbook.v1+json"]');
    expect(await outputs.count()).toBe(
      (text.match(/render\(/g) ?? []).length - (text.match(/\)\)\.render\(\)|failures\.render\(\)/g) ?? []).length,
    );
    await jupyter.page.screenshot({ path: join(root, "test-output", options.name, "page.png") });
  });
});
