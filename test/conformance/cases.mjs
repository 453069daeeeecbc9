import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { at } from "../../scripts/setup/places.mjs";

/** Where the recorded cases lie: beside the repository, unless another folder is named. */
export const folder = process.argv[2] ?? at("../shared/conformance/cases");

/** Every recorded case, by name; undefined where there are none to read. */
export const readCases = () => {
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
};

/** The cases that docs/conformance.md lists, each with its reason. */
export const readListed = () => {
  const rows = readFileSync(at("docs/conformance.md"), "utf8").matchAll(/^\| `([^`]+)` \| (.+?) \|$/gm);
  return new Map([...rows].map(([, name, reason]) => [name, reason]));
};
