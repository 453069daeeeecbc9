import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { at } from "../../scripts/setup/places.mjs";
import { main } from "../../scripts/setup/problem.mjs";
import { createReport } from "../../scripts/setup/report.mjs";
import { stopCommandsOnSignal } from "../../scripts/setup/run.mjs";
import { build } from "../../scripts/setup/setup.mjs";
import { readDefinitions } from "./definitions.mjs";

const equal = (definition, found) =>
  JSON.stringify(found) === JSON.stringify(definition) ? null : "it reads back as something else";

/** What is wrong with what a definition was converted to; null where nothing is. One row a format. */
const judges = {
  json: (text, definition) => equal(definition, JSON.parse(text)),
  yaml: (text, definition) =>
    equal(definition, parse(text, { version: "1.1" })) ?? equal(definition, parse(text, { version: "1.2" })),
  cloudformation: (text, definition) => {
    const { Parameters = {}, Resources } = parse(text);
    const { DefinitionString, DefinitionSubstitutions = {} } = Resources.StateMachineComponent.Properties;
    const substituted = Object.entries(DefinitionSubstitutions).reduce(
      (said, [name, { Ref }]) => said.replaceAll(`\${${name}}`, JSON.stringify(Parameters[Ref].Default).slice(1, -1)),
      DefinitionString,
    );
    return equal(definition, JSON.parse(substituted));
  },
  mermaid: (text, definition) => {
    const shown = new Set(text.match(/^\s*(?:subgraph )?s\d+(?=[[({>])/gm)?.map((line) => line.match(/s\d+/)[0]));
    const count = statesIn(definition);
    return shown.size === count ? null : `${shown.size} of ${count} states are shown`;
  },
  // Whether it synthesizes to the definition, test/consumers asks the CDK itself.
  cdk: (text) => (/^export class \w+ extends Stack \{$/m.test(text) ? null : "there is no stack in it"),
  typescript: (text) => (text.includes("workflow(") ? null : "there is no workflow in it"),
};

/** How many states a definition has, however deep. */
const statesIn = (value) => {
  const { States = {}, Branches = [], ItemProcessor, Iterator } = value ?? {};
  const scopes = [...Branches, ItemProcessor, Iterator].filter(Boolean);
  return [...Object.values(States).map((state) => 1 + statesIn(state)), ...scopes.map(statesIn)].reduce(
    (sum, count) => sum + count,
    0,
  );
};

/** Runs a command line in this process. */
const runner = (execute) => async (args) => {
  let [out, err] = ["", ""];
  const terminal = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  };
  try {
    return { code: await execute(args, terminal), out, err };
  } catch (error) {
    return { code: undefined, out, err: String(error.stack ?? error) };
  }
};

/** What each command does wrong with a valid definition. */
const judgeValid = async (stepbook, file, { name, text, type }, formats) => {
  const definition = JSON.parse(text);
  const wrong = [];
  const judge = async (what, args, problemWith) => {
    const { code, out, err } = await stepbook(args);
    let problem = code === 0 ? null : err || out;
    if (problem === null)
      try {
        problem = problemWith(out);
      } catch (error) {
        problem = String(error);
      }
    if (problem !== null) wrong.push({ what, problem });
  };
  await judge("validate", ["validate", file, "--type", type], () => null);
  await judge("render", ["render", file], (svg) => (/^<svg [\s\S]*<\/svg>\n$/.test(svg) ? null : "it is no SVG"));
  for (const format of formats)
    await judge(`convert --to ${format}`, ["convert", file, "--to", format], (out) => judges[format](out, definition));
  return { name, wrong };
};

/** The executable itself, as a shell sees it: its exit codes, and what goes to which stream. */
const judgeExecutable = (valid, invalid) => {
  const run = (...args) =>
    spawnSync(process.execPath, [at("packages/stepbook/bin/stepbook.js"), ...args], { encoding: "utf8" });
  const lines = [
    { args: ["validate", valid], code: 0, out: /: valid\n$/, err: /^$/ },
    { args: ["validate", invalid], code: 1, out: /: error [A-Z_]+ /, err: /^$/ },
    { args: ["render", valid], code: 0, out: /^<svg /, err: /^$/ },
    { args: ["convert", valid, "--to", "json"], code: 0, out: /^\{/, err: /^$/ },
    { args: ["convert", valid], code: 2, out: /^$/, err: /^stepbook: to what\?/ },
  ];
  const wrong = lines.flatMap(({ args, code, out, err }) => {
    const { status, stdout, stderr } = run(...args);
    if (status === code && out.test(stdout) && err.test(stderr)) return [];
    return [{ what: `stepbook ${args.join(" ")}`, problem: `it ended with ${status}: ${stdout}${stderr}` }];
  });
  return { name: "the executable", wrong };
};

const percent = (part, whole) => `${((100 * part) / whole).toFixed(1)} %`;

await main(async () => {
  stopCommandsOnSignal();
  await build(createReport());
  const definitions = readDefinitions();
  if (!definitions) {
    console.log("skipped: authoring: no definitions lie in ../shared/conformance");
    console.log("\n0 passed, 0 failed, 1 skipped");
    return 0;
  }
  const { execute } = await import("../../packages/stepbook/lib/cli/index.js");
  const { formats } = await import("../../packages/stepbook/lib/cli/convert.js");
  const stepbook = runner(execute);
  const folder = mkdtempSync(join(tmpdir(), "stepbook-authoring-"));
  const fileOf = ({ text }, name = "machine.asl.json") => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  try {
    const missed = [];
    for (const entry of definitions.invalid) {
      const { code } = await stepbook(["validate", fileOf(entry), "--type", entry.type]);
      if (code !== 1) missed.push(entry.name);
    }
    const results = [];
    for (const entry of definitions.valid)
      results.push(await judgeValid(stepbook, fileOf(entry), entry, Object.keys(formats)));
    const { valid, invalid } = definitions;
    results.push(judgeExecutable(fileOf(valid[0], "valid.json"), fileOf(invalid[0], "invalid.json")));
    return report(definitions, missed, results, Object.keys(formats));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function report({ invalid, valid, listed }, missed, results, formats) {
  const failed = results.filter(({ wrong }) => wrong.length > 0);
  for (const { name, wrong } of failed)
    for (const { what, problem } of wrong) console.log(`✗ ${name}: ${what}: ${problem.trim()}`);
  for (const name of missed) console.log(`✗ ${name}: validate finds nothing`);
  const failing = (what) => results.filter(({ wrong }) => wrong.some((one) => one.what === what)).length;
  const found = invalid.length - missed.length;
  console.log(
    `validate: ${found} of ${invalid.length} invalid definitions found (${percent(found, invalid.length)}), ` +
      `${failing("validate")} of ${valid.length} valid ones rejected`,
  );
  for (const what of ["render", ...formats.map((format) => `convert --to ${format}`)])
    console.log(`${what}: ${valid.length - failing(what)} of ${valid.length}`);
  if (listed > 0) console.log(`listed in docs/conformance.md: ${listed}`);
  const failures = failed.length + missed.length;
  console.log(`\n${found + results.length - failed.length} passed, ${failures} failed, 0 skipped`);
  return failures === 0 && results.length > 0 ? 0 : 1;
}
