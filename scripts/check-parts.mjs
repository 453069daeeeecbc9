const node = process.execPath;
/** A run of vitest that ends with its counts. */
export const vitest = (...args) => [
  node,
  "node_modules/vitest/vitest.mjs",
  "run",
  ...["--reporter=default", "--reporter=./scripts/closing-line.mjs"],
  ...args,
];

/** What `npm run check` does. Nothing of it needs a browser, a server or Python. */
export const checkParts = [
  {
    name: "format and lint",
    command: [node, "node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."],
  },
  { name: "types of tests", command: [node, "node_modules/typescript/bin/tsc", "--project", "tsconfig.test.json"] },
  { name: "consumer", command: [node, "packages/stepbook/test/consumer/check.mjs"] },
  { name: "reference", command: [node, "node_modules/typedoc/bin/typedoc", "--emit", "none"] },
  { name: "unit", command: vitest("--config", "vitest.config.mts"), counts: true },
  { name: "conformance", command: [node, "test/conformance/run.mjs"], counts: true },
  { name: "authoring", command: [node, "test/conformance/authoring.mjs"], counts: true },
  { name: "parity", command: [node, "test/parity/run.mjs"], counts: true },
];
