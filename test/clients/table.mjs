import { readFileSync, writeFileSync } from "node:fs";
import { requestShapes } from "../../packages/local/lib/serve/operations.js";
import { at } from "../../scripts/setup/places.mjs";
import { clients } from "./clients.mjs";

const page = at("docs/clients.md");
const header = "| Operation |";

/** The operations of the service, as AWS writes them. */
const operations = Object.keys(requestShapes)
  .map((name) => name[0].toUpperCase() + name.slice(1))
  .sort();

/** @param {ReadonlyMap<string, ReadonlySet<string>>} answered the operations that each client was answered */
const rowsOf = (answered) => [
  `${header} ${clients.map(({ title }) => title).join(" | ")} |`,
  `|---|${clients.map(() => ":-:|").join("")}`,
  ...operations.map((operation) => {
    const cells = clients.map(({ name }) => (answered.get(name)?.has(operation) ? "✓" : "–"));
    return `| ${operation} | ${cells.join(" | ")} |`;
  }),
];

/** The page before its table, the table's rows, and what comes after. */
function parts() {
  const lines = readFileSync(page, "utf8").split("\n");
  const start = lines.findIndex((line) => line.startsWith(header));
  if (start < 0) throw new Error(`${page} has no table that begins with ${JSON.stringify(header)}`);
  const length = lines.slice(start).findIndex((line) => !line.startsWith("|"));
  return {
    before: lines.slice(0, start),
    rows: lines.slice(start, start + length),
    after: lines.slice(start + length),
  };
}

/**
 * What the table of operations and clients says that is not so.
 *
 * @param {ReadonlyMap<string, ReadonlySet<string>>} answered the operations that each client was answered
 * @returns {readonly string[]} a line each
 */
export function differencesOf(answered) {
  const { rows } = parts();
  const wanted = rowsOf(answered);
  return [
    ...rows.filter((row) => !wanted.includes(row)).map((row) => `- ${row}`),
    ...wanted.filter((row) => !rows.includes(row)).map((row) => `+ ${row}`),
  ];
}

/**
 * Writes the table as it is.
 *
 * @param {ReadonlyMap<string, ReadonlySet<string>>} answered
 */
export function writeTable(answered) {
  const { before, after } = parts();
  writeFileSync(page, [...before, ...rowsOf(answered), ...after].join("\n"));
}
