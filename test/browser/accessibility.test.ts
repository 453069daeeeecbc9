import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MIME_TYPE } from "../../packages/graph/lib/index.js";
import { gallery, viewOf } from "../../packages/graph/src/gallery";
import { faults } from "./axe";
import { type Jupyter, openJupyter, openSaved, savedNotebook } from "./jupyter";

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
