import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const packages = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), "packages");

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const read = (folder: string): Manifest => JSON.parse(readFileSync(join(packages, folder, "package.json"), "utf8"));

/** Which packages each may know: ours all of them, others by what they must never reach. */
const ARROWS: Record<string, { readonly ours: readonly string[]; readonly others: RegExp }> = {
  asl: { ours: [], others: /^jsonata$/ },
  engine: { ours: ["asl"], others: /^(jsonata|re2js)$/ },
  graph: { ours: ["asl"], others: /^dagre$/ },
  view: { ours: ["asl", "graph"], others: /^d3(-|$)/ },
  jupyterlab: { ours: ["asl", "graph", "view"], others: /^(@jupyterlab\/(?!notebook$)|@lumino\/|yaml$)/ },
  local: { ours: ["asl", "engine"], others: /^(csv-parse|hyparquet(-compressors)?|tar)$/ },
  stepbook: { ours: ["asl", "graph", "local"], others: /^(@aws-sdk\/|tar$|yaml$)/ },
};

const ourName = (folder: string) => (folder === "stepbook" ? "stepbook" : `@stepbook/${folder}`);
const isOurs = (name: string) => name === "stepbook" || name.startsWith("@stepbook/");

/** Every module that a package's sources import, tests aside, and a file that does. */
function imports(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of readdirSync(join(packages, folder, "src"), { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts") || file.endsWith(".test.ts")) continue;
    const { importedFiles } = ts.preProcessFile(readFileSync(join(packages, folder, "src", file), "utf8"));
    for (const { fileName } of importedFiles) if (!fileName.startsWith(".")) found.set(fileName, file);
  }
  return found;
}

const packageOf = (module: string) =>
  module
    .split("/")
    .slice(0, module.startsWith("@") ? 2 : 1)
    .join("/");

it("knows every package", () => {
  expect(readdirSync(packages).sort()).toEqual(Object.keys(ARROWS).sort());
});

describe.each(Object.entries(ARROWS))("%s", (folder, { ours, others }) => {
  const manifest = read(folder);
  const dependencies = Object.keys(manifest.dependencies ?? {});

  it("has its name and the one version", () => {
    expect(manifest.name).toBe(ourName(folder));
    expect(manifest.version).toBe(read("stepbook").version);
  });

  it("depends only on the packages that its place allows", () => {
    const allowed = ours.map(ourName);
    expect(dependencies.filter((name) => (isOurs(name) ? !allowed.includes(name) : !others.test(name)))).toEqual([]);
  });

  it("imports only what it depends on", () => {
    const allowed = (name: string) => name.startsWith("node:") || dependencies.includes(packageOf(name));
    const stray = [...imports(folder)].filter(([name]) => !allowed(name));
    expect(stray).toEqual([]);
  });
});
