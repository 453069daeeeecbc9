import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rspack } from "@rspack/core";
import { root } from "../setup/places.mjs";

/** Bundles a page and all that it imports: the texts of its files by their names. */
export const bundle = async (entry) => {
  const path = await mkdtemp(join(tmpdir(), "stepbook-gallery-"));
  const compiler = rspack({
    mode: "production",
    context: root,
    entry: { page: entry },
    output: { path },
    resolve: { modules: [join(root, "node_modules")] },
    module: { rules: [{ test: /\.css$/, type: "css" }] },
    experiments: { css: true },
    performance: { hints: false },
  });
  const stats = await new Promise((resolve, reject) =>
    compiler.run((error, result) => (error ? reject(error) : resolve(result))),
  );
  await new Promise((resolve) => compiler.close(resolve));
  if (stats.hasErrors()) throw new Error(stats.toString({ all: false, errors: true }));
  const names = await readdir(path);
  const texts = await Promise.all(names.map((name) => readFile(join(path, name), "utf8")));
  await rm(path, { recursive: true });
  return Object.fromEntries(names.map((name, i) => [name, texts[i]]));
};
