import { defineConfig } from "vitest/config";

/** Tests of what outlives a process. They start, and kill, real servers: one file goes after the other. */
export default defineConfig({
  test: {
    include: ["test/durability/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 120_000 * Math.max(1, Number(process.env.STEPBOOK_TEST_LENGTH ?? 1)),
    hookTimeout: 60_000,
  },
});
