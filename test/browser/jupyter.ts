import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { findChromium } from "../../scripts/setup/chromium.mjs";
import { createReport } from "../../scripts/setup/report.mjs";
import { freePort, startJupyter } from "../../scripts/setup/server.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Without these flags Chromium looks for its maker's hosts at every start. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export interface JupyterOptions {
  /** A folder of its own below test-output/. */
  readonly name: string;
  readonly app?: "lab" | "notebook";
  readonly theme?: "JupyterLab Light" | "JupyterLab Dark";
  /** False: the extension is switched off, as on a machine that lacks it. */
  readonly extension?: boolean;
  readonly width?: number;
}

export interface Jupyter {
  readonly folder: string;
  readonly page: Page;
  /** Errors of the page that are not Jupyter's own. */
  readonly pageErrors: string[];
  /** Writes a file into the folder that is served. */
  readonly write: (name: string, text: string) => void;
  readonly open: (name: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Jupyter's own: Notebook 7 logs one of these whenever it starts. */
const KNOWN_ERRORS = [/reading 'schema'/];

/** A real server on an empty folder inside the clone (so that its kernels find stepbook), and a page on it. */
export async function openJupyter(options: JupyterOptions): Promise<Jupyter> {
  const { name, app = "lab", theme = "JupyterLab Light", extension = true, width = 1400 } = options;
  const base = join(root, "test-output", name);
  const folder = join(base, "notebooks");
  rmSync(base, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const settings = join(base, "settings");
  writeJson(join(settings, "@jupyterlab", "apputils-extension", "themes.jupyterlab-settings"), { theme });
  writeJson(join(base, "config", "labconfig", "page_config.json"), {
    disabledExtensions: { "@stepbook/jupyterlab": !extension },
  });
  const server = await startJupyter({
    prefix: join(root, ".venv-test"),
    folder,
    app,
    port: await freePort(18_300 + (process.pid % 50) * 20),
    page: app === "lab" ? "lab" : "tree",
    env: {
      ...process.env,
      HOME: join(base, "home"),
      JUPYTER_CONFIG_DIR: join(base, "config"),
      JUPYTERLAB_SETTINGS_DIR: settings,
      JUPYTERLAB_WORKSPACES_DIR: join(base, "workspaces"),
    },
  });
  const browser = await launch();
  const page = await browser.newPage({ viewport: { width, height: 1000 }, timezoneId: "UTC" });
  const pageErrors: string[] = [];
  page.on("pageerror", (error) => {
    if (!KNOWN_ERRORS.some((known) => known.test(error.message))) pageErrors.push(error.stack ?? error.message);
  });
  return {
    folder,
    page,
    pageErrors,
    write: (file, text) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    },
    open: async (file) => {
      const path = app === "lab" ? "lab/tree" : "notebooks";
      await page.goto(`${server.origin}/${path}/${file}?token=${server.token}`);
      await page.locator(".jp-Notebook .jp-Cell").first().waitFor({ timeout: 60_000 });
    },
    close: async () => {
      await browser.close();
      await server.stop();
    },
  };
}

export async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(createReport()), args: FLAGS });
}

function writeJson(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(value));
}

/** A notebook for the tslab kernel, a cell a text; those that start with `#` are Markdown. */
export function notebook(...cells: readonly string[]): string {
  return JSON.stringify({
    cells: cells.map((source, index) =>
      source.startsWith("#")
        ? { cell_type: "markdown", id: `cell-${index}`, metadata: {}, source }
        : { cell_type: "code", id: `cell-${index}`, metadata: {}, source, outputs: [], execution_count: null },
    ),
    metadata: {
      kernelspec: { name: "tslab", display_name: "TypeScript (tslab)", language: "typescript" },
      language_info: { name: "typescript" },
    },
    nbformat: 4,
    nbformat_minor: 5,
  });
}

/** A notebook as it was saved after its cells had shown something: a bundle of MIME types a cell. No kernel is named. */
export function savedNotebook(...bundles: readonly object[]): string {
  return JSON.stringify({
    cells: bundles.map((data, index) => ({
      cell_type: "code",
      id: `cell-${index}`,
      metadata: {},
      source: "",
      outputs: [{ output_type: "display_data", data, metadata: {} }],
      execution_count: index + 1,
    })),
    metadata: { kernelspec: { name: "not-installed", display_name: "Not installed", language: "typescript" } },
    nbformat: 4,
    nbformat_minor: 5,
  });
}

/** Opens a saved notebook, and wants no kernel for it. */
export async function openSaved({ page, open }: Jupyter, name: string): Promise<void> {
  await open(name);
  await page.locator(".jp-Dialog").getByRole("button", { name: "No Kernel" }).click();
  await page.locator(".jp-Dialog").waitFor({ state: "detached" });
}

/** Waits until the notebook has its kernel, and the kernel nothing to do. */
export async function untilIdle(page: Page, timeout = 60_000): Promise<void> {
  // A notebook that is run before it has its kernel asks for one.
  await page.locator(".jp-Toolbar-kernelName", { hasText: "TypeScript (tslab)" }).first().waitFor({ timeout });
  await untilKernelsIdle(page, timeout);
}

/** Waits until the server has so many kernels, and each of them nothing to do. */
export async function untilKernelsIdle(page: Page, timeout = 60_000, count = 1): Promise<void> {
  await page.waitForFunction(
    async (wanted) => {
      const kernels: { execution_state: string; connections: number }[] = await (await fetch("/api/kernels")).json();
      return (
        kernels.length >= wanted && kernels.every((each) => each.execution_state === "idle" && each.connections > 0)
      );
    },
    count,
    { timeout, polling: 250 },
  );
}

/** Runs a notebook as a student reads it: Shift + Enter from the top, each cell when the one before has ended. */
export async function readThrough(page: Page, cells: number): Promise<void> {
  await page.locator(".jp-Cell").first().click();
  for (let cell = 0; cell < cells; cell++) {
    // After the last cell, Shift + Enter would add one.
    await page.keyboard.press(cell < cells - 1 ? "Shift+Enter" : "Control+Enter");
    await page.waitForTimeout(50);
    await page.waitForFunction(
      () => [...document.querySelectorAll(".jp-InputPrompt")].every(({ textContent }) => textContent !== "[*]:"),
      undefined,
      { timeout: 60_000 },
    );
  }
}

/** Runs a code cell by keyboard. A key pressed before the editor is ready is lost: then it is pressed again. */
export async function runCell(page: Page, index: number): Promise<void> {
  const cell = page.locator(".jp-CodeCell").nth(index);
  const prompt = cell.locator(".jp-InputPrompt");
  const before = await prompt.textContent();
  for (let attempt = 0; attempt < 5; attempt++) {
    await cell.locator(".cm-content").click();
    await page.keyboard.press("Control+Enter");
    for (let wait = 0; wait < 20; wait++) {
      if ((await prompt.textContent()) !== before) return;
      await page.waitForTimeout(100);
    }
  }
  throw new Error(`Cell ${index} does not begin to run: its prompt stays ${before}`);
}

/** Waits until each code cell has a number in its prompt: it has been run to its end. */
export async function untilAllRan(page: Page, timeout = 110_000): Promise<void> {
  await page.waitForFunction(
    () => {
      const prompts = [...document.querySelectorAll(".jp-CodeCell .jp-InputPrompt")];
      return prompts.length > 0 && prompts.every((prompt) => /\[\d+\]/.test(prompt.textContent ?? ""));
    },
    undefined,
    { timeout },
  );
}

/** Keeps a picture of the page where something was waited for in vain. */
export async function pictured<T>(page: Page, name: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    await page.screenshot({ path: join(root, "test-output", `${name}-failure.png`) });
    throw error;
  }
}

export interface StatusChange {
  readonly state: string;
  readonly status: string;
}

/** Records each status that each state is drawn with, from the first moment of the page on. */
export async function recordStatuses(page: Page): Promise<() => Promise<StatusChange[]>> {
  await page.addInitScript(() => {
    const record: StatusChange[] = [];
    Object.assign(globalThis, { __statuses: record });
    const note = (node: Element) => {
      // The title of a state is its name and, once it has begun, its status in words.
      const title = node.matches(".sb-state") ? node.querySelector(":scope > title")?.textContent : undefined;
      const [state] = (title ?? "").split(" · ");
      const status = node.getAttribute("data-status");
      if (state && status) record.push({ state, status });
    };
    const observer = new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        if (type === "attributes") note(target as Element);
        for (const added of addedNodes) {
          if (!(added instanceof Element)) continue;
          note(added);
          for (const node of added.querySelectorAll(".sb-state")) note(node);
        }
      }
    });
    observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-status"] });
  });
  return () => page.evaluate(() => (globalThis as unknown as { __statuses: StatusChange[] }).__statuses);
}
