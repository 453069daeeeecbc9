import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MIME_TYPE } from "../../packages/graph/lib/index.js";
import { gallery, viewOf } from "../../packages/graph/src/gallery";
import { type Jupyter, openJupyter, openSaved, savedNotebook } from "./jupyter";
import { differs, steady } from "./pictures";

/** Makes the page as wide as an output needs to be so wide, and high enough to be seen whole. */
const widen = async (output: Locator, width: number): Promise<void> => {
  const page = output.page();
  const around = (page.viewportSize()?.width ?? 0) - ((await output.boundingBox())?.width ?? 0);
  await page.setViewportSize({ width: width + around, height: 1700 });
};

const shown = ["training-in-flight", "failed"] as const;
const tabs = ["Events", "States"] as const;

describe.each(["JupyterLab Light", "JupyterLab Dark"] as const)("a saved output, %s", (theme) => {
  const short = theme === "JupyterLab Light" ? "light" : "dark";
  let jupyter: Jupyter;

  beforeAll(async () => {
    jupyter = await openJupyter({ name: `looks-${short}`, theme });
    const views = shown.map((name) => ({ [MIME_TYPE]: viewOf(name, gallery[name]!) }));
    jupyter.write("saved.ipynb", savedNotebook(...views));
    await openSaved(jupyter, "saved.ipynb");
    await jupyter.page.locator(".sb-view .sb-state").first().waitFor();
    await steady(jupyter.page);
  });

  afterAll(() => jupyter?.close());

  it.each([720, 980])("looks as it did at %i px", async (width) => {
    const outputs = jupyter.page.locator(".jp-StepbookView");
    await widen(outputs.first(), width);
    await jupyter.page.waitForTimeout(300);
    for (const [i, name] of shown.entries())
      expect(await differs(outputs.nth(i), `${name}-${width}-${short}`), name).toBe(0);
    const training = outputs.first();
    await training.locator(".sb-state", { hasText: "Train candidate" }).last().click();
    await jupyter.page.waitForTimeout(300);
    expect(await differs(training, `details-${width}-${short}`)).toBe(0);
    await training.locator(".sb-details").press("Escape");
    for (const tab of tabs) {
      await training.getByRole("tab", { name: tab }).click();
      expect(await differs(training, `${tab.toLowerCase()}-${width}-${short}`), tab).toBe(0);
    }
    await training.getByRole("tab", { name: "Timeline" }).click();
    expect(jupyter.pageErrors).toEqual([]);
  });
});
