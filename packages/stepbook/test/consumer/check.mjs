// Compiles consumers against the built declarations, as tslab does: TypeScript 5.0.4, Node10 resolution, not strict.
// Then once more as a strict project would. What definitions become as TypeScript is among them.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { samples } from "../definitions/samples.mjs";
import { helloWorld } from "../kernel/hello.mjs";

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

// A cell may await at its top level; a module of CommonJS may not.
const asModule = (cell) => cell.replace(/(import [^;]*;)([\s\S]*)/, "$1\nasync function cell() {$2}\nvoid cell;\n");
const [, example] = /```ts\n([\s\S]*?)```/.exec(readFileSync(`${folder}../../README.md`, "utf8"));
const files = new Map([
  [`${folder}hello-world.ts`, asModule(helloWorld)],
  [`${folder}readme.ts`, asModule(example)],
]);
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
const expected = [...files.values()].join("").split("@ts-expect-error").length - 1;
console.log(
  `consumer: TypeScript ${ts.version}, ${files.size} files, ${expected} expected errors, ${problems.length} unexpected (${Math.round(performance.now() - start)} ms)`,
);
process.exit(problems.length === 0 ? 0 : 1);
