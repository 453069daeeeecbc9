import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Jupyter, notebook, openJupyter, runCell, untilIdle } from "./jupyter";

const MIME = "application/vnd.stepbook.v1+json";

/** Trains for some seconds, and tells of it. */
const script = `for (let epoch = 1; epoch <= 30; epoch++) {
  console.log("epoch=" + epoch + " loss=" + (1 / epoch).toFixed(3));
  await new Promise((done) => setTimeout(done, 250));
}`;
const define = `import { defaultBucket, local, pytorch, sagemaker, workflow } from "stepbook";
const backend = local();
const bucket = await defaultBucket({ on: backend });
const estimator = pytorch({
  entryPoint: "train.mjs", sourceDir: "code", version: "2.1.0", instanceType: "ml.m5.large",
  role: "arn:aws:iam::123456789012:role/R", outputPath: \`s3://\${bucket}/out\`,
  metricDefinitions: [{ name: "loss", regex: "loss=([0-9.]+)" }],
});
const training = workflow("training", { steps: sagemaker.training("Train", { estimator, jobName: "digits-1" }), on: backend });`;
const run = "const execution = await training.execute(); await execution.render();";

const stateOf = (output: Locator, name: string): Locator =>
  output.locator(".sb-state", { has: output.page().locator("title", { hasText: new RegExp(`^${name}( ·|$)`) }) });

describe.each([
  ["JupyterLab Light", 1400],
  ["JupyterLab Dark", 1080],
] as const)("a training job in a notebook, %s, %i px", (theme, width) => {
  let jupyter: Jupyter;
  let output: Locator;

  beforeAll(async () => {
    jupyter = await openJupyter({ name: `jobs-${width}`, theme, width });
    jupyter.write("code/train.mjs", script);
    jupyter.write("jobs.ipynb", notebook(define, run));
    await jupyter.open("jobs.ipynb");
    await untilIdle(jupyter.page);
    await runCell(jupyter.page, 0);
    await untilIdle(jupyter.page);
    output = jupyter.page.locator(".jp-CodeCell").nth(1).locator(`[data-mime-type="${MIME}"]`);
  });

  afterAll(() => jupyter?.close());

  it("is shown while it runs, and its log is read by a click while the cell is awaited", async () => {
    await runCell(jupyter.page, 1);
    await stateOf(output, "Train").click();
    const details = output.locator(".sb-details");
    await details.getByText("Training job").waitFor();
    await details.getByText("digits-1").first().waitFor();
    await details.getByText("In progress · Training").waitFor({ timeout: 20_000 });
    await details.locator("dt", { hasText: "loss" }).waitFor();
    await details.locator(".sb-log", { hasText: "epoch=" }).waitFor();
    await details.getByRole("button", { name: "Show log" }).click();
    await details.getByRole("button", { name: "Refresh log" }).waitFor();
    expect(await output.locator(".sb-status").textContent()).toContain("Running");
    expect(await details.locator(".sb-log").textContent()).toMatch(/^epoch=1 loss=1\.000\n/);
    await output.screenshot({ path: `test-output/jobs-${width}/job.png` });
  });

  it("keeps its figures when it has ended, and its log can still be asked for", async () => {
    await output.locator(".sb-status").getByText("Succeeded").waitFor({ timeout: 30_000 });
    await untilIdle(jupyter.page);
    const details = output.locator(".sb-details");
    await details.getByText("Completed").first().waitFor();
    await details.getByRole("button", { name: "Refresh log" }).click();
    await details.locator(".sb-log", { hasText: "epoch=30 loss=0.033" }).waitFor();
    expect(await details.locator(".sb-log").textContent()).toMatch(/^epoch=1 /);
    expect(jupyter.pageErrors).toEqual([]);
    expect(await jupyter.page.locator(".jp-OutputArea-output[data-mime-type*=stderr]").count()).toBe(0);
    await output.screenshot({ path: `test-output/jobs-${width}/ended.png` });
  });
});
