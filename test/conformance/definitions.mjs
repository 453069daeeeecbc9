import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { at } from "../../scripts/setup/places.mjs";
import { readCases, readListed } from "./cases.mjs";

const folder = at("../shared/conformance/definitions");
/** The cases whose definition AWS accepted: it ran. */
const ran = /^(execution|express)/;

const read = (kind) =>
  readdirSync(join(folder, kind))
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => JSON.parse(readFileSync(join(folder, kind, name), "utf8")));

/** What the commands are given: a name, a text, and the type of the machine, which decides what it may do. */
const entryOf = ({ name, definition, definitionText, source = "", type }) => ({
  name,
  text: definitionText ?? JSON.stringify(definition, null, 1),
  type: type ?? (/express/.test(source) ? "EXPRESS" : "STANDARD"),
});

/** Each text once. */
const distinct = (entries) => [...new Map(entries.map((entry) => [`${entry.type} ${entry.text}`, entry])).values()];

/** Every definition beside the repository, without those that docs/conformance.md lists; undefined without any. */
export const readDefinitions = () => {
  const cases = readCases();
  if (!existsSync(folder) || !cases) return undefined;
  const rows = readListed();
  const isListed = ({ name }) => rows.has(name);
  const own = { valid: read("valid"), invalid: read("invalid") };
  const distinctOf = (entries) => distinct(entries.map(entryOf));
  return {
    valid: distinctOf([...own.valid.filter((one) => !isListed(one)), ...cases.filter(({ kind }) => ran.test(kind))]),
    invalid: distinctOf(own.invalid.filter((one) => !isListed(one))),
    listed: [...own.valid, ...own.invalid].filter(isListed).length,
  };
};
