import { mkdir, readdir, realpath, stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { extract, Pack, type ReadEntry } from "tar";

/** An archive that can't be packed or unpacked: the message says which entry, and why. */
export class TarError extends Error {}

/** A link stands for the file that it leads to, which must be inside. */
const checkFolder = async (root: string): Promise<void> => {
  for (const item of await readdir(root, { recursive: true, withFileTypes: true })) {
    const file = join(item.parentPath, item.name);
    const path = relative(root, file).split(sep).join("/");
    const isLink = item.isSymbolicLink();
    if (isLink && !(await realpath(file)).startsWith(root + sep))
      throw new TarError(`${path} is a link out of its folder: put the file itself there`);
    const found = isLink ? await stat(file) : item;
    if (isLink && found.isDirectory()) throw new TarError(`${path} is a link to a folder: put the folder there`);
    if (!found.isFile() && !found.isDirectory()) throw new TarError(`${path} is neither a file nor a folder`);
  }
};

/** The bytes of a tar archive of all that lies in a folder. */
export async function* packed(folder: string): AsyncGenerator<Buffer> {
  const root = await realpath(folder);
  await checkFolder(root);
  const pack = new Pack({ cwd: root, follow: true, portable: true });
  const names = (await readdir(root)).sort();
  // An archive without any entry is none for those who read it.
  for (const name of names.length === 0 ? ["."] : names) pack.add(name);
  pack.end();
  for await (const chunk of pack) yield chunk as unknown as Buffer;
}

/** Why an entry may not be unpacked; undefined where it may. */
const faultOf = (path: string, type: string, folder: string): string | undefined => {
  const told = JSON.stringify(path);
  const place = resolve(folder, path);
  const outside = path.startsWith("/") || path.split("/").includes("..") || path.includes("\0");
  if (outside || (place !== folder && !place.startsWith(folder + sep)))
    return `the archive has an entry outside of its folder: ${told}`;
  if (/Link$/.test(type)) return `the archive has a link, ${told}: pack the file itself instead`;
  if (!/^(OldFile|File|ContiguousFile|Directory|GNUDumpDir)$/.test(type))
    return `the archive has an entry that is neither a file nor a folder: ${told}`;
  return undefined;
};

/**
 * Unpacks the bytes of a tar archive into a new folder.
 *
 * @throws TarError where an entry would be outside of the folder, is a link or a device, or where it is no tar archive.
 */
export const unpack = async (archive: AsyncIterable<Buffer>, folder: string): Promise<void> => {
  const root = resolve(folder);
  await mkdir(root, { recursive: true });
  let fault: string | undefined;
  const unpacking = extract({
    cwd: root,
    strict: true,
    noMtime: true,
    filter: (path, entry) => {
      fault ??= faultOf(path, (entry as ReadEntry).type, root);
      return fault === undefined;
    },
  });
  // A broken archive is told of more than once.
  let broken: (Error & { readonly code?: string; readonly tarCode?: string }) | undefined;
  const ended = new Promise<void>((end) => {
    unpacking.on("error", (error: Error) => {
      broken ??= error;
      end();
    });
    unpacking.on("close", end);
  });
  for await (const chunk of archive) {
    if (broken !== undefined || fault !== undefined) break;
    if (!unpacking.write(chunk))
      await Promise.race([new Promise((drained) => unpacking.once("drain", drained)), ended]);
  }
  unpacking.end();
  await ended;
  if (fault !== undefined) throw new TarError(fault);
  // What the disk says has a code of its own.
  if (broken?.code !== broken?.tarCode) throw broken;
  if (broken !== undefined)
    throw new TarError(`this is not a whole tar archive: ${broken.message.replace(/^TAR_\w+: /, "")}`);
};
