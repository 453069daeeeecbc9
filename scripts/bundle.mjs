import { build } from "vite";

/**
 * Bundles a module with all that it imports into one script for a page.
 *
 * @param {string} entry the module's file
 * @param {{ name: string, minify?: boolean }} options `name`: the global variable that its exports are found under
 * @returns {Promise<string>} the script
 */
export async function bundle(entry, { name, minify = false }) {
  const made = await build({
    configFile: false,
    logLevel: "error",
    build: { lib: { entry, formats: ["iife"], name }, write: false, minify, target: "es2022" },
    define: { "process.env.NODE_ENV": '"production"' },
  });
  const [{ output }] = Array.isArray(made) ? made : [made];
  return output[0].code;
}
