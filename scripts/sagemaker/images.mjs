// Writes packages/stepbook/data/images.json, the table of SageMaker's own images, from a condensed copy of the tables
// of its Python SDK: node scripts/sagemaker/images.mjs ../shared/image-uris.json
import { readFileSync, writeFileSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

const out = fileURLToPath(new URL("../../packages/stepbook/data/images.json", import.meta.url));

const rowOf = (scopes, version, processors, aliases) => ({
  scopes,
  versions: version.names,
  ...(aliases && { aliases }),
  repository: version.repository,
  registry: version.registries,
  ...((version.processors ?? processors) && { processors: version.processors ?? processors }),
  ...(version.py_versions && { pyVersions: version.py_versions }),
  ...(version.container_version && { system: version.container_version.cpu }),
});

/** The aliases that stand for one of some versions. */
const aliasesOf = (all, names) => {
  const own = Object.entries(all ?? {}).filter(([, version]) => names.includes(version));
  return own.length === 0 ? undefined : Object.fromEntries(own);
};

/** One row for each version that differs, also where a version has a repository for each Python. */
const rowsOf = (scopes, { versions, processors, version_aliases }) =>
  versions.flatMap((version) => {
    const aliases = aliasesOf(version_aliases, version.names);
    const pythons = Object.keys(version).filter((key) => /^py\d+$/.test(key));
    return pythons.length === 0
      ? [rowOf(scopes, version, processors, aliases)]
      : pythons.map((python) =>
          rowOf(
            scopes,
            { names: version.names, py_versions: [python], ...version[python] },
            version.processors ?? processors,
            aliases,
          ),
        );
  });

/** Rows that are the same but for their scopes, as one. */
const merged = (rows) => {
  const byRest = new Map();
  for (const { scopes, ...rest } of rows) {
    const key = JSON.stringify(rest);
    byRest.set(key, { scopes: [...(byRest.get(key)?.scopes ?? []), ...scopes], ...rest });
  }
  return [...byRest.values()];
};

const { registries, images } = JSON.parse(readFileSync(argv[2], "utf8"));
const known = new Map(Object.entries(registries).map(([name, accounts]) => [JSON.stringify(accounts), name]));
const named = (row) => {
  if (typeof row.registry === "string") return row;
  const key = JSON.stringify(row.registry);
  if (!known.has(key)) known.set(key, `r${known.size}`);
  return { ...row, registry: known.get(key) };
};
const table = Object.entries(images).map(([framework, entry]) => {
  const rows = entry.versions
    ? rowsOf(entry.scope, entry)
    : Object.entries(entry).flatMap(([scope, part]) => rowsOf([scope], part));
  return [framework, merged(rows.map(named))];
});

const lines = (entries, indent) => entries.map((entry) => `${indent}${entry}`).join(",\n");
const registryLines = lines(
  [...known].map(([accounts, name]) => `${JSON.stringify(name)}: ${accounts}`),
  "    ",
);
const imageLines = lines(
  table.map(
    ([name, rows]) =>
      `${JSON.stringify(name)}: [\n${lines(
        rows.map((row) => JSON.stringify(row)),
        "      ",
      )}\n    ]`,
  ),
  "    ",
);
writeFileSync(out, `{\n  "registries": {\n${registryLines}\n  },\n  "images": {\n${imageLines}\n  }\n}\n`);
