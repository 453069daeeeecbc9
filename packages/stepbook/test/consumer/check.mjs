// Compiles consumers against the built declarations, as tslab does: TypeScript 5.0.4, Node10 resolution, not strict.
// Then once more as a strict project would. What definitions become as TypeScript is among them, and what docs show.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { samples } from "../definitions/samples.mjs";
import { helloWorld } from "../kernel/hello.mjs";
import { asModule, codesOf, examplesOf } from "./examples.mjs";

const ts = createRequire(import.meta.url)("@tslab/typescript-for-tslab");
const { fromAsl } = createRequire(import.meta.url)("stepbook");
const folder = fileURLToPath(new URL(".", import.meta.url));
const options = {
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10 ?? ts.ModuleResolutionKind.NodeJs,
  esModuleInterop: true,
  skipLibCheck: true,
  noEmit: true,
  types: [],
};

const index = fileURLToPath(new URL("../../lib/index.d.ts", import.meta.url));
const prelude = `${folder}prelude.ts`;
const declarations = ts.createProgram([index, prelude], options);
const { examples, missing } = examplesOf(ts, declarations, index);
const exportsOf = (path) => {
  const checker = declarations.getTypeChecker();
  const symbol = checker.getSymbolAtLocation(declarations.getSourceFile(path));
  return checker.getExportsOfModule(symbol).map((each) => each.getName());
};
const own = exportsOf(prelude);
const known = { "./prelude": own, stepbook: exportsOf(index).filter((name) => !own.includes(name)) };

const root = `${folder}../../../../`;
const pages = ["README.md", "docs/services.md", "docs/from-python.md", "docs/permissions.md", "docs/aws.md"];
const files = new Map([[`${folder}hello-world.ts`, asModule(helloWorld, known)]]);
for (const [at, [name, code]] of [...examples].entries())
  files.set(`${folder}example ${at + 1} of ${name}.ts`, asModule(code, known));
for (const page of pages)
  for (const [at, code] of codesOf(root + page).entries())
    files.set(`${folder}${page.replaceAll("/", " ")} ${at + 1}.ts`, asModule(code, known));
for (const name of readdirSync(folder).filter((each) => each.endsWith(".ts"))) {
  files.set(folder + name, readFileSync(folder + name, "utf8"));
}
for (const [name, definition] of Object.entries(samples))
  files.set(`${folder}imported-${name}.ts`, fromAsl(definition, { name }).toTypeScript());

const host = ts.createCompilerHost(options);
const { getSourceFile, fileExists, readFile } = host;
host.fileExists = (path) => files.has(path) || fileExists(path);
host.readFile = (path) => files.get(path) ?? readFile(path);
host.getSourceFile = (path, ...rest) =>
  files.has(path) ? ts.createSourceFile(path, files.get(path), rest[0], true) : getSourceFile(path, ...rest);

const start = performance.now();
const problems = [false, true].flatMap((strict) => {
  const program = ts.createProgram([...files.keys()], { ...options, strict, noImplicitAny: false }, host);
  return ts.getPreEmitDiagnostics(program);
});
for (const { file, start: at, messageText } of problems) {
  const { line, character } = file ? file.getLineAndCharacterOfPosition(at) : { line: 0, character: 0 };
  console.error(`${file?.fileName}:${line + 1}:${character + 1} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
}
for (const name of missing) console.error(`${name} has no @example.`);
const expected = [...files.values()].join("").split("@ts-expect-error").length - 1;
console.log(
  `consumer: TypeScript ${ts.version}, ${files.size} files, ${expected} expected errors, ${problems.length} unexpected, ${examples.size} examples, ${missing.length} missing (${Math.round(performance.now() - start)} ms)`,
);
process.exit(problems.length + missing.length === 0 ? 0 : 1);
