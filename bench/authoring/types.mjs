// What the types of this package cost a cell: in the compiler and with the options of the kernel.
import { createRequire } from "node:module";
import { resolve } from "node:path";

const ts = createRequire(import.meta.url)("@tslab/typescript-for-tslab");

/** The milliseconds to check a cell, after a cell that has nothing to do with it. */
const check = (text) => {
  const options = {
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.NodeJs,
    target: ts.ScriptTarget.ES2022,
    esModuleInterop: true,
    skipLibCheck: true,
    noEmit: true,
    lib: ["lib.es2022.d.ts"],
    types: ["node"],
  };
  const files = { first: "const one = 1; export {};", cell: text };
  const name = (cell) => resolve(`bench/authoring/${cell}.ts`);
  const host = ts.createCompilerHost(options);
  const sources = new Map(Object.entries(files).map(([cell, source]) => [name(cell), source]));
  const read = host.getSourceFile.bind(host);
  const cache = new Map();
  host.getSourceFile = (file, ...rest) => {
    if (!cache.has(file)) {
      const source = sources.get(file);
      cache.set(file, source === undefined ? read(file, ...rest) : ts.createSourceFile(file, source, options.target));
    }
    return cache.get(file);
  };
  const { fileExists } = host;
  host.fileExists = (file) => sources.has(file) || fileExists(file);
  const warm = ts.createProgram([name("first")], options, host);
  ts.getPreEmitDiagnostics(warm);
  const begin = performance.now();
  const program = ts.createProgram([name("cell")], options, host, warm);
  // What the kernel asks for: of the cell alone.
  const file = program.getSourceFile(name("cell"));
  const diagnostics = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  const time = performance.now() - begin;
  if (diagnostics.length > 0) throw new Error(ts.formatDiagnostics(diagnostics, host));
  const ours = program.getSourceFiles().filter(({ fileName }) => /packages\/\w+\/lib/.test(fileName));
  return {
    time,
    files: ours.length,
    kilobytes: Math.round(ours.reduce((sum, file) => sum + file.text.length, 0) / 1000),
  };
};

const empty = check("const two = 2; export {};");
const alone = check('import * as stepbook from "stepbook"; export const { pass } = stepbook;');
const whole = check(`
  import { workflow, executionInput, pass, wait, choice, when, otherwise, map, parallel, succeed, fail, equals, lambda, local } from "stepbook";
  const input = executionInput({ flag: Boolean, names: [String] });
  const encode = lambda.invoke("Encode", { functionName: "f", payload: { input: "x" } });
  const each = map("Each", { items: input.names, each: (name) => pass("Greet", { output: { name } }) });
  export const hello = workflow("hello", { input, steps: [encode, choice("?", when(equals(input.flag, true), each), otherwise(fail("No")))], on: local() });
`);
console.log(
  JSON.stringify({
    milliseconds: alone.time - empty.time,
    hello: whole.time - empty.time,
    files: whole.files,
    kilobytes: whole.kilobytes,
  }),
);
