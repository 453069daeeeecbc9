import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MIME_TYPE } from "../../packages/graph/lib/index.js";
import { gallery, viewOf } from "../../packages/graph/src/gallery";
import { type Jupyter, openJupyter, openSaved, savedNotebook } from "./jupyter";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core finds below an element, a line each. */
const faults = async (page: Page, scope: string): Promise<readonly string[]> =>
  page.evaluate(async (selector) => {
    const { violations } = (await (
      globalThis as unknown as { axe: { run(selector: string): Promise<unknown> } }
    ).axe.run(selector)) as AxeResults;
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 160)}: ${failureSummary}`),
    );
  }, scope);

describe.each(["JupyterLab Light", "JupyterLab Dark"] as const)("axe-core, %s", (theme) => {
  let jupyter: Jupyter;
  let view: Locator;

  beforeAll(async () => {
    jupyter = await openJupyter({ name: `axe-${theme.endsWith("Dark") ? "dark" : "light"}`, theme });
    const names = ["training-in-flight", "every-status", "failed"];
    jupyter.write(
      "saved.ipynb",
      savedNotebook(...names.map((name) => ({ [MIME_TYPE]: viewOf(name, gallery[name]!) }))),
    );
    await openSaved(jupyter, "saved.ipynb");
    view = jupyter.page.locator(".jp-StepbookView").first();
    await view.locator(".sb-state").first().waitFor();
    await jupyter.page.evaluate(axe);
  });

  afterAll(() => jupyter?.close());

  it("finds nothing in the view", async () => {
    expect(await faults(jupyter.page, ".jp-StepbookView")).toEqual([]);
  });

  it("finds nothing in a state's details, and in any tab", async () => {
    await view.locator(".sb-state", { hasText: "Train candidate" }).last().click();
    for (const tab of await view.locator(".sb-tabs").getByRole("tab").all()) {
      await tab.click();
      expect(await faults(jupyter.page, ".jp-StepbookView"), (await tab.textContent()) ?? "").toEqual([]);
    }
  });
});
