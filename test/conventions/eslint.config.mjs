import jupyter from "@jupyter/eslint-plugin";
import parser from "@typescript-eslint/parser";
import { root } from "../../scripts/setup/places.mjs";

/** Every rule that is recommended, and none as a warning only. */
const strict = jupyter.configs.recommended.map((config) => ({
  ...config,
  rules: Object.fromEntries(
    Object.entries(config.rules).map(([rule, level]) => [rule, level === "off" ? "off" : "error"]),
  ),
}));

export default [
  { ignores: ["lib/**", "labextension/**"] },
  { plugins: { jupyter } },
  {
    files: ["**/*.ts"],
    languageOptions: {
      parser,
      parserOptions: { tsconfigRootDir: root, project: ["packages/jupyterlab/tsconfig.json", "tsconfig.test.json"] },
    },
  },
  ...strict,
];
