import { defineConfig } from "vitest/config";

/** Tests in a real JupyterLab and Notebook, in a real Chromium. Two cores: one file after the other. */
export default defineConfig({
  test: {
    include: ["test/browser/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
