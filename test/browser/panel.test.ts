import { readFileSync } from "node:fs";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Jupyter, notebook, openJupyter, pictured, runCell, untilIdle } from "./jupyter";

const MIME = "application/vnd.stepbook.v1+json";

const define = `import { lambda, local, map, pass, wait, workflow } from "stepbook";
let calls = 0;
const flaky = ({ n }: { n: number }) => {
  calls += 1;
  if (calls === 1) throw new Error("the first time");
  return n;
};
const backend = local({ functions: { flaky } });
const orders = workflow("orders", {
  on: backend,
  steps: [
    pass("Prepare"),
    map("Each order", {
      items: [1, 2, 3],
      maxConcurrency: 1,
      each: (n) => [wait("A moment", { seconds: 1 }), lambda.invoke("Ship", { functionName: "flaky", payload: { n } })],
    }),
    pass("Thank"),
  ],
});
const endless = workflow("endless", { steps: [wait("A day", { seconds: 86400 })], on: backend });`;
const run = "const first = await orders.execute({}); await first.render();";
const begin = "const second = await endless.execute({}); second.render(); console.log('the cell has ended');";

const outputOf = ({ page }: Jupyter, cell: number): Locator =>
  page.locator(".jp-CodeCell").nth(cell).locator(`[data-mime-type="${MIME}"]`);
const stateOf = (output: Locator, name: string): Locator =>
  output.locator(".sb-state", { has: output.page().locator("title", { hasText: new RegExp(`^${name}( ·|$)`) }) });
const statusOf = (output: Locator, words: string): Promise<void> =>
  output.locator(".sb-status").getByText(words).waitFor({ timeout: 30_000 });
const button = (output: Locator, name: string): Locator => output.getByRole("button", { name, exact: true });
const tab = (output: Locator, name: string): Locator => output.locator(".sb-panel").getByRole("tab", { name }).first();

describe.each(["lab", "notebook"] as const)("the panel in %s", (app) => {
  let jupyter: Jupyter;
  let output: Locator;

  beforeAll(async () => {
    jupyter = await openJupyter({ name: `panel-${app}`, app });
    jupyter.write("panel.ipynb", notebook(define, run, begin));
    await jupyter.open("panel.ipynb");
    await untilIdle(jupyter.page);
    await runCell(jupyter.page, 0);
    await untilIdle(jupyter.page);
    output = outputOf(jupyter, 1);
  });

  afterAll(() => jupyter?.close());

  it("goes on in the same output with an execution that is redriven by its button", async () => {
    await runCell(jupyter.page, 1);
    await statusOf(output, "Failed");
    await untilIdle(jupyter.page);
    await button(output, "Redrive the execution from where it failed").click();
    await output.getByRole("alertdialog").getByRole("button", { name: "Cancel" }).click();
    await statusOf(output, "Failed");
    await button(output, "Redrive the execution from where it failed").click();
    await output.getByRole("alertdialog").getByRole("button", { name: "Redrive" }).click();
    await statusOf(output, "Running");
    await statusOf(output, "Succeeded");
    expect(await stateOf(output, "Thank").getAttribute("data-status")).toBe("succeeded");
    expect(await output.count()).toBe(1);
    expect(await button(output, "Stop the execution").isVisible()).toBe(false);
  });

  it("shows every event, filtered by state and type, each open to its JSON, by the keyboard", async () => {
    await tab(output, "Events").click();
    const grid = output.getByRole("treegrid", { name: "Events" });
    const filter = output.getByLabel("Filter by text");
    await filter.fill("redriven");
    await grid.getByText("ExecutionRedriven").waitFor();
    await filter.press("Escape");
    await output.getByLabel("Filter by state").selectOption({ label: "Ship" });
    await output.getByLabel("Filter by type").selectOption("TaskFailed");
    await grid.getByText("the first time").waitFor();
    expect(await grid.getAttribute("aria-rowcount")).toBe("2");
    await grid.focus();
    await jupyter.page.keyboard.press("ArrowDown");
    await jupyter.page.keyboard.press("Enter");
    await grid.getByText('"taskFailedEventDetails"').waitFor();
    await output.getByLabel("Filter by state").selectOption("");
    await output.getByLabel("Filter by type").selectOption("");
  });

  it("replays the run by the keyboard, and comes back to its end", async () => {
    await button(output, "Replay").click();
    const slider = output.getByRole("slider", { name: "Moment" });
    await slider.press("Home");
    expect(await stateOf(output, "Thank").getAttribute("data-status")).toMatch(/notStarted|notTaken/);
    await slider.press("End");
    expect(await stateOf(output, "Thank").getAttribute("data-status")).toBe("succeeded");
    await slider.press("Home");
    for (let i = 0; i < 4; i += 1) await slider.press("ArrowRight");
    expect(await stateOf(output, "Prepare").getAttribute("data-status")).toBe("succeeded");
    await slider.press("Escape");
    expect(await slider.isVisible()).toBe(false);
    expect(await stateOf(output, "Thank").getAttribute("data-status")).toBe("succeeded");
  });

  it("finds a state by the keyboard, opens it, and shows each item's own input and output", async () => {
    await stateOf(output, "Prepare").focus();
    await jupyter.page.keyboard.press("/");
    await jupyter.page.keyboard.type("ship");
    await jupyter.page.keyboard.press("Enter");
    expect(await output.locator(".sb-search-count").textContent()).toBe("1 of 1");
    const details = output.locator(".sb-details");
    await details.getByText("Ship").first().waitFor();
    await details.getByLabel(/Item/).first().waitFor();
    await output.screenshot({ path: `test-output/panel-${app}/item.png` });
    await jupyter.page.keyboard.press("Escape");
    await jupyter.page.keyboard.press("Escape");
  });

  it("gives the picture, the definition and the history as files", async () => {
    for (const [item, ending, holds] of [
      ["Picture (SVG)", ".svg", "<svg"],
      ["Picture (PNG)", ".png", "PNG"],
      ["Definition (ASL)", ".asl.json", '"StartAt"'],
      ["History (JSON)", ".history.json", "ExecutionRedriven"],
    ] as const) {
      await button(output, "Export").click();
      const [download] = await Promise.all([
        jupyter.page.waitForEvent("download"),
        output.getByRole("menuitem", { name: item, exact: true }).click(),
      ]);
      expect(download.suggestedFilename()).toMatch(new RegExp(`${ending.replaceAll(".", "\\.")}$`));
      expect(readFileSync(await download.path(), "latin1")).toContain(holds);
    }
  });

  it("stops a run that no cell awaits, also after the page was loaded anew", async () => {
    await runCell(jupyter.page, 2);
    await statusOf(outputOf(jupyter, 2), "Running");
    await untilIdle(jupyter.page);
    await jupyter.page.keyboard.press("Escape");
    await jupyter.page.keyboard.press("Control+s");
    await jupyter.page.waitForTimeout(2000);
    await jupyter.page.reload();
    // JupyterLab makes no cell that is out of view.
    await stateOf(outputOf(jupyter, 1), "Prepare").waitFor();
    await jupyter.page.locator(".jp-Notebook").first().hover();
    const saved = jupyter.page.locator(`[data-mime-type="${MIME}"]`, { hasText: "endless" });
    while ((await saved.count()) === 0) {
      await jupyter.page.mouse.wheel(0, 300);
      await jupyter.page.waitForTimeout(200);
    }
    await pictured(jupyter.page, `panel-${app}`, statusOf(saved, "Running"));
    await untilIdle(jupyter.page);
    await button(saved, "Stop the execution").click();
    await saved.getByRole("alertdialog").getByRole("button", { name: "Stop" }).click();
    await statusOf(saved, "Aborted");
    expect(await stateOf(saved, "A day").getAttribute("data-status")).toBe("aborted");
    expect(jupyter.pageErrors).toEqual([]);
  });
});
