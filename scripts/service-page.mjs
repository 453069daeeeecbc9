import { join } from "node:path";
import { build } from "vite";
import { root } from "./setup/places.mjs";

/** Bundles the page of `stepbook serve`: three files, which its server reads whole. */
await build({
  configFile: false,
  logLevel: "warn",
  root: join(root, "packages/view/src/page"),
  base: "./",
  build: {
    outDir: join(root, "packages/stepbook/page"),
    emptyOutDir: true,
    target: "es2022",
    modulePreload: false,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
    rollupOptions: {
      output: { entryFileNames: "page.js", assetFileNames: "page[extname]", codeSplitting: false },
    },
  },
});
