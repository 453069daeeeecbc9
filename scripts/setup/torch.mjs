import { installPackages, mayInstallPackages } from "./debian.mjs";

/**
 * Finds a Python that has PyTorch, as local training does: one that is there, or Debian's, to which root may add it.
 *
 * @param {ReturnType<import("./report.mjs").createReport>} report
 * @returns {Promise<{ path: string, version: string, moduleVersion?: string } | undefined>}
 */
export async function findTorch(report) {
  const { findPython } = await import("../../packages/local/lib/index.js");
  const found = await findPython("torch");
  if (found || !mayInstallPackages()) return found;
  await report.step("PyTorch from Debian's packages", () => installPackages("python3-torch"));
  return findPython("torch");
}
