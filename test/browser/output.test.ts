import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Jupyter, notebook, openJupyter, runCell, untilIdle } from "./jupyter";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const MIME = "application/vnd.stepbook.v1+json";

const define = `import { local, pass, succeed, wait, workflow } from "stepbook";
const backend = local();
const slow = workflow("slow", { steps: [pass("First"), wait("Short", { seconds: 4 }), pass("Second"), wait("Long", { seconds: 3 }), succeed("Done")], on: backend });
const endless = workflow("endless", { steps: [wait("A day", { seconds: 86400 })], on: backend });`;
const awaited = "const first = await slow.execute({}); await first.render();";
const notAwaited = "const second = await slow.execute({}); second.render(); console.log('the cell has ended');";
// A cell that ends in an error loses what it declares, so what is interrupted declares nothing.
const start = "const stuck = await endless.execute({});";
const stuck = "await stuck.render();";
const after = "console.log('still', 'alive', stuck.status);";

const SAVED = "slow.ipynb";

const outputOf = (jupyter: Jupyter, cell: number): Locator =>
  jupyter.page.locator(".jp-CodeCell").nth(cell).locator(`[data-mime-type="${MIME}"]`);
const statusOf = (output: Locator): Locator => output.locator(".sb-status");
const stateOf = (output: Locator, name: string): Locator =>
  output.locator(".sb-state", { has: output.page().locator("title", { hasText: new RegExp(`^${name}( ·|$)`) }) });
const save = async ({ page }: Jupyter): Promise<void> => {
  await page.keyboard.press("Escape");
  await page.keyboard.press("Control+s");
  await page.waitForTimeout(1500);
};

describe("the output of a run in JupyterLab", () => {
  let jupyter: Jupyter;

  beforeAll(async () => {
    jupyter = await openJupyter({ name: "output" });
    jupyter.write(SAVED, notebook(define, awaited, notAwaited, start, stuck, after));
    await jupyter.open(SAVED);
    await untilIdle(jupyter.page);
    await runCell(jupyter.page, 0);
    await untilIdle(jupyter.page);
  });

  afterAll(() => jupyter.close());

  it("keeps zoom, selection and elements while the run goes on, and shows a state's details on click", async () => {
    await runCell(jupyter.page, 1);
    const output = outputOf(jupyter, 1);
    await statusOf(output).getByText("Running").waitFor();
    await output.getByRole("button", { name: "Zoom in" }).click();
    const scale = await output.locator(".sb-scale").textContent();
    await stateOf(output, "Short").click();
    const details = output.locator(".sb-details");
    await details.getByText("Short").first().waitFor();
    await details.getByText("Running").first().waitFor();
    await stateOf(output, "First").evaluate((node) => Object.assign(node, { sameElement: true }));

    await statusOf(output).getByText("Succeeded").waitFor({ timeout: 20_000 });
    expect(await output.locator(".sb-scale").textContent()).toBe(scale);
    expect(await details.textContent()).toContain("Short");
    expect(await details.textContent()).toContain("Succeeded");
    expect(await stateOf(output, "First").evaluate((node) => "sameElement" in node)).toBe(true);
  });

  it("goes on in its place when the run is not awaited and the cell has ended", async () => {
    await runCell(jupyter.page, 2);
    await jupyter.page.getByText("the cell has ended").last().waitFor();
    await untilIdle(jupyter.page);
    const output = outputOf(jupyter, 2);
    await statusOf(output).getByText("Running").waitFor();
    await statusOf(output).getByText("Succeeded").waitFor({ timeout: 20_000 });
    expect(await output.count()).toBe(1);
    expect(await stateOf(output, "Done").getAttribute("data-status")).toBe("succeeded");
  });

  it.each(["the first", "a second"])("stops the run at %s interrupt, and the kernel lives", async () => {
    await runCell(jupyter.page, 3);
    await untilIdle(jupyter.page);
    await runCell(jupyter.page, 4);
    const output = outputOf(jupyter, 4);
    await statusOf(output).getByText("Running").waitFor();
    await jupyter.page.locator('[data-command="notebook:interrupt-kernel"]').first().click();
    await statusOf(output).getByText("Running").waitFor({ state: "detached" });
    expect(await stateOf(output, "A day").getAttribute("data-status")).toBe("aborted");
    await untilIdle(jupyter.page);
    // tslab passes over what it is asked within 200 ms after a cell that ended in an error, as an interrupted one does.
    await jupyter.page.waitForTimeout(1000);
    await runCell(jupyter.page, 5);
    await jupyter.page.getByText("still alive ABORTED").last().waitFor();
  });

  it("is saved whole: the view, an SVG and a text in one output", async () => {
    await save(jupyter);
    const { cells } = JSON.parse(readFileSync(join(jupyter.folder, SAVED), "utf8"));
    const [output, ...others] = cells[1].outputs;
    expect(others).toEqual([]);
    expect(Object.keys(output.data).sort()).toEqual([MIME, "image/svg+xml", "text/plain"].sort());
    expect(output.data[MIME].execution.status).toBe("SUCCEEDED");
  });

  it("stands in a notebook that is opened without a kernel and without trust", async () => {
    const saved = JSON.parse(readFileSync(join(jupyter.folder, SAVED), "utf8"));
    saved.metadata.kernelspec = { name: "not-installed", display_name: "Not installed", language: "typescript" };
    jupyter.write("no-kernel.ipynb", JSON.stringify(saved));
    await jupyter.open("no-kernel.ipynb");
    const output = outputOf(jupyter, 1);
    await statusOf(output).getByText("Succeeded").waitFor();
    for (const state of ["First", "Short", "Second", "Long", "Done"]) {
      expect(await stateOf(output, state).getAttribute("data-status"), state).toBe("succeeded");
    }
    const sessions = await jupyter.page.evaluate(async () => (await fetch("/api/sessions")).json());
    expect(sessions.map(({ path }: { path: string }) => path)).not.toContain("no-kernel.ipynb");
    expect(jupyter.pageErrors).toEqual([]);
  });

  it("is in the HTML that nbconvert makes", async () => {
    const python = join(root, ".venv-test", "bin", "python");
    execFileSync(python, ["-m", "nbconvert", "--to", "html", SAVED], { cwd: jupyter.folder, stdio: "pipe" });
    await jupyter.page.goto(pathToFileURL(join(jupyter.folder, "slow.html")).href);
    const pictures = jupyter.page.locator(".jp-RenderedSVG svg, .jp-RenderedSVG img, .jp-OutputArea-output svg");
    const box = await pictures.first().boundingBox();
    expect(box?.height).toBeGreaterThan(200);
    expect(await jupyter.page.content()).toContain("Second");
  });
});

it("is an SVG in a JupyterLab that lacks the extension", async () => {
  const jupyter = await openJupyter({ name: "no-extension", extension: false });
  try {
    jupyter.write("plain.ipynb", notebook(define, "slow.render();"));
    await jupyter.open("plain.ipynb");
    await untilIdle(jupyter.page);
    for (const cell of [0, 1]) {
      await runCell(jupyter.page, cell);
      await untilIdle(jupyter.page);
    }
    const output = jupyter.page.locator('[data-mime-type="image/svg+xml"]');
    await output.waitFor();
    expect((await output.boundingBox())?.height).toBeGreaterThan(200);
    expect(await jupyter.page.locator(`[data-mime-type="${MIME}"]`).count()).toBe(0);
  } finally {
    await jupyter.close();
  }
});
