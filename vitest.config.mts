import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (name: string) => fileURLToPath(new URL(`packages/${name}/src/index.ts`, import.meta.url));

/** Unit tests read the packages' sources, so that they need no build. */
export default defineConfig({
  resolve: {
    alias: {
      "@stepbook/asl": source("asl"),
      "@stepbook/engine": source("engine"),
      "@stepbook/graph": source("graph"),
      "@stepbook/view": source("view"),
      "@stepbook/local": source("local"),
      stepbook: source("stepbook"),
    },
  },
  test: {
    include: ["packages/*/src/**/*.test.ts", "test/unit/**/*.test.ts"],
    setupFiles: ["vitest.setup.mts"],
    testTimeout: 20_000 * Number(process.env.STEPBOOK_TEST_LENGTH ?? 1),
  },
});
