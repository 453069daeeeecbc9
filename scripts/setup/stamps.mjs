import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Does a piece of set-up unless its stamp says that it was done from the same inputs. The stamp goes before the work
 * begins and comes back when it has ended, so that an interrupted run is mended by the next.
 *
 * @param {{ stamp: string, key: string, proof: readonly string[] }} step `proof`: paths that must exist where the
 *   stamp is to be believed
 * @param {() => Promise<void>} work
 * @returns {Promise<boolean>} whether there was anything to do
 */
export async function once({ stamp, key, proof }, work) {
  const done = existsSync(stamp) && readFileSync(stamp, "utf8") === key && proof.every((path) => existsSync(path));
  if (done) return false;
  rmSync(stamp, { force: true });
  await work();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, key);
  return true;
}

/**
 * One hash of files, folders (with all below them) and texts, in this order.
 *
 * @param {readonly string[]} paths those that don't exist count as empty
 * @param {readonly string[]} texts
 */
export function hashOf(paths, texts = []) {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(`${text.length}:${text}`);
  for (const path of paths.flatMap(filesBelow)) hash.update(path).update("\0").update(readFileSync(path)).update("\0");
  return hash.digest("hex");
}

function filesBelow(path) {
  if (!existsSync(path)) return [];
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (error.code === "ENOTDIR") return [path];
    throw error;
  }
  return entries
    .filter(({ name }) => !name.endsWith(".test.ts") && name !== "__pycache__")
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]));
}
