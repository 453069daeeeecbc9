import { defineConfig } from "vitest/config";

/** Tests that a client of AWS runs against the server that STEPBOOK_ENDPOINT names. Two cores: two commands at once. */
export default defineConfig({
  test: { include: ["test/clients/**/*.test.ts"], fileParallelism: false, maxConcurrency: 2, testTimeout: 120_000 },
});
