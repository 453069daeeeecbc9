import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folders = new Set<string>();

const removeAll = (): void => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
};

/** A folder that is gone when the process ends. */
export const temporaryFolder = (): string => {
  if (folders.size === 0) process.once("exit", removeAll);
  const folder = mkdtempSync(join(tmpdir(), "stepbook-s3-"));
  folders.add(folder);
  return folder;
};
