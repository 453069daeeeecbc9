import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { S3 } from "../s3";
import { below, s3PlaceOf } from "./archive";

/** What was uploaded of each file, by its path. */
export type Uploaded = Map<string, string>;

/** Writes what lies in a folder to S3, file by file; only what changed since it was uploaded, where that is told. */
export const uploadFolder = async (
  s3: S3,
  folder: string,
  uri: string,
  uploaded: Uploaded = new Map(),
): Promise<void> => {
  for (const found of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!found.isFile()) continue;
    const file = join(found.parentPath, found.name);
    // It may have been removed since: programs keep their last few checkpoints.
    const state = await stat(file).catch(() => undefined);
    const stamp = state && `${state.size} ${state.mtimeMs}`;
    if (stamp === undefined || uploaded.get(file) === stamp) continue;
    const path = relative(folder, file).split(sep).join("/");
    await s3.putObject({ ...s3PlaceOf(below(uri, path)), Body: createReadStream(file) });
    uploaded.set(file, stamp);
  }
};
