import { defineConfig } from "vitest/config";

/** Tests of the commands that set Stepbook up. They start real servers, so one file goes after the other. */
export default defineConfig({
  test: {
    include: ["test/setup/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
