import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Jupyter, notebook, openJupyter, pictured, runCell, untilIdle, untilKernelsIdle } from "./jupyter";

const MIME = "application/vnd.stepbook.v1+json";
const define = `import { local, map, pass, wait, workflow } from "stepbook";
const flow = workflow("flow", { on: local(), steps: [pass("First"), map("Each", { items: [1, 2], each: () => pass("Inner") }), wait("Last", { seconds: 0 })] });
flow.render();`;

const definition = (second = "Second"): string =>
  JSON.stringify(
    {
      StartAt: "First",
      States: { First: { Type: "Pass", Next: second }, Second: { Type: "Succeed" } },
    },
    undefined,
    2,
  );
const yaml = `StartAt: First
States:
  First:
    Type: Pass
    Next: Second
  Second:
    Type: Succeed
`;

const stateOf = (view: Locator, name: string): Locator =>
  view.locator(".sb-state", { has: view.page().locator("title", { hasText: new RegExp(`^${name}( ·|$)`) }) });

/** Runs a command by the palette, as a reader finds it. */
const command = async (page: Page, label: string): Promise<void> => {
  await page.keyboard.press("Control+Shift+c");
  const palette = page.locator("#modal-command-palette");
  await palette.locator("input").fill(label);
  await palette.locator(".lm-CommandPalette-item", { hasText: label }).first().click();
};

/** Opens a file by a double click. */
const openFile = (page: Page, name: string): Promise<void> =>
  page.locator(".jp-DirListing-item", { hasText: name }).first().dblclick();

const editorOf = (page: Page): Locator => page.locator(".jp-FileEditor .cm-content");

describe("JupyterLab", () => {
  let jupyter: Jupyter;
  let page: Page;

  beforeAll(async () => {
    jupyter = await openJupyter({ name: "jupyterlab", width: 1500 });
    page = jupyter.page;
    jupyter.write("orders.asl.json", definition());
    jupyter.write("orders.asl.yaml", yaml);
    jupyter.write("flow.ipynb", notebook(define));
    await jupyter.open("flow.ipynb");
    await untilIdle(page);
    await runCell(page, 0);
    await untilIdle(page);
  });

  afterAll(() => jupyter?.close());

  it("has commands in the palette, which work on the view that was used last", async () => {
    const view = page.locator(`[data-mime-type="${MIME}"]`);
    await stateOf(view, "First").waitFor();
    const before = await stateOf(view, "Last").getAttribute("transform");
    await command(page, "Turn the Workflow Graph");
    await expect.poll(() => stateOf(view, "Last").getAttribute("transform")).not.toBe(before);
    await command(page, "Collapse All States");
    await stateOf(view, "Inner").waitFor({ state: "detached" });
    await command(page, "Expand All States");
    await stateOf(view, "Inner").waitFor();
    await command(page, "Find State");
    expect(await page.evaluate(() => document.activeElement?.className)).toContain("sb-search");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      command(page, "Export the Workflow’s Definition"),
    ]);
    expect(download.suggestedFilename()).toBe("flow.asl.json");
  });

  it("has a context menu on the view", async () => {
    const view = page.locator(`[data-mime-type="${MIME}"]`);
    await view.locator(".sb-canvas").click({ button: "right", position: { x: 10, y: 10 } });
    const item = page.locator(".lm-Menu-item", { hasText: "Turn the Workflow Graph" });
    await item.waitFor();
    await page.screenshot({ path: "test-output/jupyterlab/context-menu.png" });
    const before = await stateOf(view, "Last").getAttribute("transform");
    await item.click();
    await expect.poll(() => stateOf(view, "Last").getAttribute("transform")).not.toBe(before);
  });

  it("shows an output in a view of its own, too, which asks the kernel as well", async () => {
    const view = page.locator(`.jp-Notebook [data-mime-type="${MIME}"]`);
    await view.locator(".sb-canvas").click({ button: "right", position: { x: 10, y: 10 } });
    await page.locator(".lm-Menu-item", { hasText: "Create New View for Cell Output" }).click();
    const copy = page.locator(`.jp-LinkedOutputView [data-mime-type="${MIME}"]`);
    await stateOf(copy, "First").waitFor();
    await stateOf(copy, "First").click();
    await copy.locator(".sb-details").getByText("First").first().waitFor();
    expect(await view.locator(".sb-details").isVisible()).toBe(false);
    await page.locator(".lm-DockPanel-tabBar .lm-mod-current .lm-TabBar-tabCloseIcon").last().click();
    await copy.waitFor({ state: "detached" });
  });

  it("draws by the reader's settings", async () => {
    const view = page.locator(`[data-mime-type="${MIME}"]`);
    const placeOf = async (name: string) => (await stateOf(view, name).boundingBox())!;
    const put = (raw: object) =>
      page.evaluate(
        async (text) =>
          fetch("/lab/api/settings/@stepbook/jupyterlab:plugin", {
            method: "PUT",
            headers: {
              "Content-Type": "application/json",
              "X-XSRFToken": /_xsrf=([^;]+)/.exec(document.cookie)?.[1] ?? "",
            },
            body: JSON.stringify({ raw: text }),
          }).then(({ status }) => status),
        JSON.stringify(raw),
      );
    await page.keyboard.press("Control+s");
    await page.waitForTimeout(1000);
    expect(await put({ direction: "right" })).toBe(204);
    await page.reload();
    await stateOf(view, "First").waitFor();
    await expect.poll(async () => Math.abs((await placeOf("First")).y - (await placeOf("Last")).y)).toBeLessThan(40);
    expect(await put({})).toBe(204);
  });

  it("opens a definition as a graph beside its text, and redraws it while it is written", async () => {
    await openFile(page, "orders.asl.json");
    const graph = page.locator(".jp-StepbookDocument");
    await stateOf(graph, "Second").waitFor();
    await editorOf(page).waitFor();
    const [left, right] = [(await editorOf(page).boundingBox())!, (await graph.boundingBox())!];
    expect(left.x + left.width).toBeLessThanOrEqual(right.x + 20);
    await graph.getByText("Nothing is wrong with this definition.").waitFor();
    await page.screenshot({ path: "test-output/jupyterlab/document.png" });

    await editorOf(page).click();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(definition("Nowhere"));
    await graph
      .getByText(/Nowhere/)
      .first()
      .waitFor();
    await graph.getByText("Line 6").waitFor();
    await page.screenshot({ path: "test-output/jupyterlab/findings.png" });
    await graph.getByText("Line 6").click();
    await page.getByText("Ln 6,").waitFor();

    await editorOf(page).click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("x");
    await graph.getByRole("alert").getByText("The graph is that of the text before").waitFor();
    expect(await stateOf(graph, "Second").isVisible()).toBe(true);
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(definition());
    await graph.getByText("Nothing is wrong with this definition.").waitFor();
    await stateOf(graph, "Second").click();
    await editorOf(page).focus();
    await page.getByText("Ln 8,").waitFor();
    await page.keyboard.press("Control+s");
  });

  it("opens YAML, too", async () => {
    await openFile(page, "orders.asl.yaml");
    const graph = page.locator(".jp-StepbookDocument").filter({ visible: true });
    await page.getByRole("tab", { name: "orders.asl.yaml" }).nth(1).waitFor();
    await stateOf(graph, "Second").waitFor();
    await graph.getByText("Nothing is wrong with this definition.").waitFor();
    await editorOf(page).filter({ visible: true }).getByText("StartAt: First").waitFor();
    expect(await graph.count()).toBe(1);
    await page.screenshot({ path: "test-output/jupyterlab/yaml.png" });
  });

  it("has the same graphs and texts open when it is loaded anew, and no more", async () => {
    await page.waitForTimeout(2000);
    const tabs = () => page.locator("#jp-main-dock-panel .lm-TabBar-tabLabel").allTextContents();
    const before = (await tabs()).sort();
    await page.reload();
    await page.locator(".jp-StepbookDocument").filter({ visible: true }).first().waitFor();
    await page.waitForTimeout(3000);
    expect((await tabs()).sort()).toEqual(before);
  });

  it("has a launcher card that makes a notebook which runs", async () => {
    await page.locator('[data-command="launcher:create"], .jp-LauncherIcon, [title="New Launcher"]').first().click();
    const card = page.locator(".jp-LauncherCard", { hasText: "Step Functions Notebook" });
    await card.waitFor();
    await page.screenshot({ path: "test-output/jupyterlab/launcher.png" });
    await card.click();
    await page.getByRole("tab", { name: /Step Functions\.ipynb/ }).waitFor();
    const idle = page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]").filter({ visible: true });
    await pictured(page, "launcher", idle.first().waitFor());
    await untilKernelsIdle(page, 60_000, 2);
    await page.waitForTimeout(1000);
    const panel = page.locator(".jp-NotebookPanel").filter({ visible: true });
    await panel.locator(".jp-Cell").first().click();
    for (let cell = 0; cell < 7; cell += 1) await page.keyboard.press("Shift+Enter");
    await pictured(page, "launcher", page.getByText("Hello, Ada!").first().waitFor({ timeout: 60_000 }));
    await page.keyboard.press("Control+s");
    await page.waitForTimeout(1000);
    const { cells } = JSON.parse(readFileSync(join(jupyter.folder, "Step Functions.ipynb"), "utf8"));
    expect(cells.length).toBeGreaterThan(4);
    expect(jupyter.pageErrors).toEqual([]);
  });
});
