import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { JSDOM } from "jsdom";
import { at } from "../../scripts/setup/places.mjs";
import { consumers } from "./install.mjs";

const require = createRequire(join(consumers, "package.json"));
const python = process.env.STEPBOOK_TEST_PYTHON;

const run = (command, args, input) => {
  const { error, status, stdout, stderr } = spawnSync(command, args, { input, encoding: "utf8", maxBuffer: 2 ** 30 });
  if (error) throw error;
  return { status, stdout, stderr };
};

/** Whether Python has a module. */
const has = (module) => python !== undefined && run(python, ["-c", `import ${module}`]).status === 0;

/** What a reader of ours gives is the definition, or it is not. */
const equal = (definition, found) => (isDeepStrictEqual(found, definition) ? null : `it is ${JSON.stringify(found)}`);

const caught = (work) => {
  try {
    return work();
  } catch (error) {
    return String(error);
  }
};

const plain = (workflow) => JSON.parse(workflow.toJson());

/** The lines that a tool prints about each file, by the files' names. */
const linesAbout = (text, names) => {
  const lines = text.split("\n");
  return names.map((name) => lines.filter((line) => line.includes(`${name}`)).join("\n") || null);
};

/** Puts texts in a folder while something reads them: below the consumers, so that a compiler finds their packages. */
const inFolder = (texts, extension, work) => {
  const folder = join(consumers, "node_modules/.written");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const names = texts.map((text, index) => {
    const name = `workflow-${index}.${extension}`;
    writeFileSync(join(folder, name), text);
    return name;
  });
  try {
    return work(folder, names);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/**
 * Whether a line of cfn-lint is about the definition, which a template has to keep as it is: its own schema for
 * definitions (E3601), or an ARN (E3510) or a `${name}` (E1029) that a definition made up for a test holds.
 */
const isOfDefinition = (line, workflow) => {
  if (/:E3601:/.test(line)) return true;
  const [, said] = /:(?:E3510|E1029):[^'"]*['"](.+?)(?::\*)?['"] (?:does not match|outside)/.exec(line) ?? [];
  return said !== undefined && workflow.toJson().includes(said);
};

const compilerOptions = {
  ...{ strict: true, noUnusedLocals: true, noUncheckedIndexedAccess: true, noEmit: true, skipLibCheck: true },
  ...{ target: "ES2022", module: "Node16", types: [] },
};

/** What reads which text of ours, and what it finds wrong with each workflow: null where nothing is. */
export const judges = {
  "the CDK compiles": (workflows) =>
    inFolder(
      workflows.map((workflow) => workflow.toCdk()),
      "ts",
      (folder, names) => {
        writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
        const { status, stdout } = run(process.execPath, [at("node_modules/typescript/bin/tsc"), "-p", folder]);
        const problems = linesAbout(stdout, names);
        return status === 0 || problems.some(Boolean) ? problems : names.map(() => stdout);
      },
    ),
  "the CDK synthesizes": (workflows) => {
    const sources = workflows.map((workflow) => workflow.toCdk());
    const args = [at("test/consumers/synth.mjs"), pathToFileURL(join(consumers, "package.json")).href];
    const { status, stdout, stderr } = run(process.execPath, args, JSON.stringify(sources));
    if (status !== 0) return workflows.map(() => stderr);
    return JSON.parse(stdout).map(({ definition, error }, index) => {
      const { Version, ...expected } = plain(workflows[index]);
      return error ?? equal(expected, definition);
    });
  },
  mermaid: async (workflows) => {
    const { window } = new JSDOM("");
    Object.assign(globalThis, { window, document: window.document });
    const { default: mermaid } = await import(pathToFileURL(require.resolve("mermaid")).href);
    const problems = [];
    for (const workflow of workflows) problems.push(await mermaid.parse(workflow.toMermaid()).then(() => null, String));
    return problems;
  },
  "js-yaml": (workflows) => {
    const { load } = require("js-yaml");
    return workflows.map((workflow) => caught(() => equal(plain(workflow), load(workflow.toYaml()))));
  },
  PyYAML: (workflows) => {
    if (!has("yaml")) return undefined;
    const script = "import json, sys, yaml; print(json.dumps([yaml.safe_load(each) for each in json.load(sys.stdin)]))";
    const texts = workflows.map((workflow) => workflow.toYaml());
    const { status, stdout, stderr } = run(python, ["-c", script], JSON.stringify(texts));
    if (status !== 0) return workflows.map(() => stderr);
    return JSON.parse(stdout).map((found, index) => equal(plain(workflows[index]), found));
  },
  "cfn-lint": (workflows) => {
    if (!has("cfnlint")) return undefined;
    const texts = workflows.map((workflow) => workflow.toCloudFormation());
    return inFolder(texts, "yaml", (folder, names) => {
      const files = names.map((name) => join(folder, name));
      const args = [
        "-c",
        "import sys, cfnlint.runner; sys.exit(cfnlint.runner.main())",
        "--format",
        "parseable",
        "--regions",
        "us-east-1",
        "--",
        ...files,
      ];
      const { stdout, stderr, status } = run(python, args);
      const problems = linesAbout(stdout, names);
      if (status !== 0 && !problems.some(Boolean)) return names.map(() => stderr);
      return problems.map((lines, index) => {
        const ours = lines?.split("\n").filter((line) => !isOfDefinition(line, workflows[index]));
        return ours?.join("\n") || null;
      });
    });
  },
};
