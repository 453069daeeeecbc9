import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { at, logs, root } from "./places.mjs";
import { checkNode, findPython } from "./prerequisites.mjs";
import { installPython, runningEnvironment } from "./python.mjs";
import { run } from "./run.mjs";
import { hashOf, once } from "./stamps.mjs";

/**
 * Makes a fresh clone ready: packages, Python environments, build, and the extension and kernel installed into each
 * environment. What is done already is skipped; what was interrupted is done again.
 *
 * @param {ReturnType<import("./report.mjs").createReport>} report
 * @param {{ environments?: readonly import("./python.mjs").Environment[] }} [options] each with JupyterLab
 */
export async function setUp(report, { environments = [runningEnvironment] } = {}) {
  checkNode();
  const python = findPython();
  report.say(`Node ${process.versions.node}, Python ${python.version}`);
  await sideBySide(
    (signal) => installPackages(report, signal).then(() => build(report, signal)),
    async (signal) => {
      for (const each of environments) await installPython(report, python, each, signal);
    },
  );
  for (const { prefix } of environments) installExtension(prefix);
}

/** Runs works at once; the first that fails ends the others. */
async function sideBySide(...works) {
  const abort = new AbortController();
  const failed = [];
  await Promise.all(
    works.map((work) =>
      work(abort.signal).catch((error) => {
        failed.push(error);
        abort.abort();
      }),
    ),
  );
  // The others fail because they are ended.
  if (failed.length > 0) throw failed[0];
}

async function installPackages(report, signal) {
  const stamp = at("node_modules", ".stepbook", "packages.stamp");
  const key = hashOf([at("package-lock.json"), at(".npmrc")], [root, process.version, process.platform, process.arch]);
  await once({ stamp, key, proof: [at("node_modules/typescript"), at("node_modules/stepbook")] }, () =>
    report
      .step("npm packages", () =>
        run("npm", ["ci"], { cwd: root, log: join(logs, "npm-ci.log"), signal, what: "npm ci" }),
      )
      .then(() => {}),
  );
}

/** What the build reads: everything in packages/ but what it writes, and the compiler's settings. */
const SOURCES = ["src", "style", "schema", "package.json", "tsconfig.json", "tsconfig.esm.json"];
const PACKAGES = ["asl", "engine", "graph", "view", "jupyterlab", "local", "stepbook"];

/**
 * Compiles the packages and bundles the page of `stepbook serve` and the JupyterLab extension.
 *
 * @param {ReturnType<import("./report.mjs").createReport>} report
 * @param {AbortSignal} [signal]
 */
export async function build(report, signal) {
  const sources = PACKAGES.flatMap((name) => SOURCES.map((part) => at("packages", name, part)));
  const settings = ["tsconfig.json", "tsconfig.base.json", "tsconfig.pure.json", "scripts/service-page.mjs"];
  const key = hashOf([...sources, ...settings.map((name) => at(name))]);
  const packages = { stamp: at("node_modules/.stepbook/build.stamp"), key, proof: [at("packages/stepbook/lib")] };
  const bundles = [at("packages/stepbook/page/index.html"), at("packages/jupyterlab/labextension")];
  await once({ ...packages, proof: [...packages.proof, ...bundles] }, async () => {
    await report.step("Packages compiled", () =>
      run("node", ["node_modules/typescript/bin/tsc", "--build"], {
        cwd: root,
        log: join(logs, "tsc.log"),
        signal,
        what: "tsc --build",
      }),
    );
    await report.step("Page of stepbook serve bundled", () =>
      run("node", ["scripts/service-page.mjs"], {
        cwd: root,
        log: join(logs, "service-page.log"),
        signal,
        what: "The build of the page of stepbook serve",
      }),
    );
    await report.step("JupyterLab extension bundled", () =>
      run(
        "node",
        [
          "node_modules/@jupyter/builder/lib/build-labextension.js",
          ...["--core-package-file", "node_modules/@jupyterlab/core-meta/core.package.json"],
          "packages/jupyterlab",
        ],
        { cwd: root, log: join(logs, "labextension.log"), signal, what: "The build of the JupyterLab extension" },
      ),
    );
  });
}

/**
 * Installs the extension, the kernel and JupyterLab's page settings into a Python environment.
 *
 * @param {string} prefix
 */
export function installExtension(prefix) {
  const share = join(prefix, "share", "jupyter");
  replaceFolder(at("packages/jupyterlab/labextension"), join(share, "labextensions", "@stepbook", "jupyterlab"));
  replaceFolder(at("packages/jupyterlab/kernelspec"), join(share, "kernels", "tslab"));
  disablePopUp(join(prefix, "etc", "jupyter", "labconfig", "page_config.json"));
}

/** A folder is there whole, or as it was before. */
function replaceFolder(from, to) {
  const fresh = `${to}.new`;
  rmSync(fresh, { recursive: true, force: true });
  cpSync(from, fresh, { recursive: true });
  rmSync(to, { recursive: true, force: true });
  renameSync(fresh, to);
}

/** The first notebook is not to be covered by a question about news. What else the file says stays. */
function disablePopUp(path) {
  const settings = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
  const disabledExtensions = {
    ...settings.disabledExtensions,
    "@jupyterlab/apputils-extension:announcements": true,
  };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify({ ...settings, disabledExtensions }, undefined, 2)}\n`);
}
