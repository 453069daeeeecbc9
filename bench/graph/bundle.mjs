import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { rspack } from "@rspack/core";
import { at } from "../../scripts/setup/places.mjs";

/** Bundles the page of each renderer, each whole in one file, and says how large they are. */
export const bundle = async (renderers) => {
  const path = await mkdtemp(join(tmpdir(), "stepbook-bench-graph-"));
  const compiler = rspack({
    mode: "production",
    context: at("bench/graph"),
    entry: Object.fromEntries(renderers.map((name) => [name, `./pages/${name}.mjs`])),
    output: { path, filename: "[name].js" },
    resolve: { modules: [at("bench/peers/node_modules"), at("node_modules")] },
    module: { rules: [{ test: /\.css$/, type: "css" }], parser: { javascript: { dynamicImportMode: "eager" } } },
    experiments: { css: true },
    optimization: { splitChunks: false, runtimeChunk: false },
    performance: { hints: false },
  });
  const stats = await new Promise((resolve, reject) =>
    compiler.run((error, result) => (error ? reject(error) : resolve(result))),
  );
  if (stats.hasErrors()) throw new Error(stats.toString({ all: false, errors: true }));
  await new Promise((resolve) => compiler.close(resolve));
  return Object.fromEntries(
    renderers.map((name) => {
      const page = join(path, `${name}.html`);
      const style = existsSync(join(path, `${name}.css`)) ? `<link rel="stylesheet" href="${name}.css">` : "";
      writeFileSync(page, `<!doctype html>${style}${BODY}<script src="${name}.js"></script>`);
      return [name, { page, zipped: gzipSync(readFileSync(join(path, `${name}.js`))).length }];
    }),
  );
};

const BODY = '<meta charset="utf-8"><body style="margin: 0"><div id="host" style="width: 980px"></div>';
