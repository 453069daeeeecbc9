import { realpathSync, rmSync } from "node:fs";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { Job } from "./job";

const prefix = "stepbook-ml-";

/** Works in a new folder, which stands for /opt/ml and is gone afterwards. */
export const inFolder = async <T>(job: Job, work: (root: string) => Promise<T>): Promise<T> => {
  const root = await realpath(await mkdtemp(join(tmpdir(), prefix)));
  try {
    job.worksIn(root);
    return await work(root);
  } finally {
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  }
};

/** Removes the folder of a job whose process is gone, where it left one: nothing but such a folder. */
export const removeFolder = (folder: string | undefined): void => {
  if (folder === undefined || !basename(folder).startsWith(prefix)) return;
  if (dirname(folder) === realpathSync(tmpdir())) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
};
