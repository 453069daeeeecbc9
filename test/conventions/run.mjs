import { join } from "node:path";
import { at, logs } from "../../scripts/setup/places.mjs";
import { main } from "../../scripts/setup/problem.mjs";
import { createReport } from "../../scripts/setup/report.mjs";
import { run, stopCommandsOnSignal } from "../../scripts/setup/run.mjs";
import { hashOf, once } from "../../scripts/setup/stamps.mjs";

const here = at("test/conventions");
const extension = at("packages/jupyterlab");

await main(async () => {
  stopCommandsOnSignal();
  const report = createReport();
  const stamp = join(here, "node_modules/.stepbook.stamp");
  const proof = [join(here, "node_modules/eslint"), join(here, "node_modules/@jupyter/eslint-plugin")];
  await once({ stamp, key: hashOf([join(here, "package-lock.json")]), proof }, () =>
    report.step("Linter installed", () =>
      run("npm", ["ci", "--ignore-scripts"], { cwd: here, log: join(logs, "conventions.log"), what: "npm ci" }),
    ),
  );
  const { ESLint } = await import("./node_modules/eslint/lib/api.js");
  const linter = new ESLint({
    cwd: extension,
    overrideConfigFile: join(here, "eslint.config.mjs"),
    errorOnUnmatchedPattern: false,
  });
  const files = await linter.lintFiles(["src/**/*.ts", "schema/**/*.json"]);
  const format = await linter.loadFormatter("stylish");
  const found = await format.format(files);
  if (found) console.log(found);
  const failed = files.filter(({ messages }) => messages.length > 0).length;
  console.log(`\n${files.length - failed} passed, ${failed} failed, 0 skipped`);
  return failed > 0 ? 1 : 0;
});
