import { createHash } from "node:crypto";
import { lstatSync, readdirSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { PackSync } from "tar";
import { quote, StepbookError } from "../errors";

/** The files of a source, by their paths in its folder. */
interface Files {
  readonly folder: string;
  readonly paths: readonly string[];
}

/** Folders of tools, which no script needs. */
const left = new Set(["__pycache__", ".ipynb_checkpoints", ".git", "node_modules"]);

/**
 * The source of a script as SageMaker's containers take it: a sourcedir.tar.gz with the script, and all of its folder
 * where one is given. The same files give the same bytes.
 */
export function pack(entryPoint: string, sourceDir?: string): Buffer {
  const bytes = gzipSync(archive(filesOf(entryPoint, sourceDir)), { level: 9 });
  // The byte that names the operating system that packed.
  bytes[9] = 255;
  return bytes;
}

/** A short name of a source, which changes with its files. */
export function hashOf(entryPoint: string, sourceDir?: string): string {
  return createHash("sha256")
    .update(archive(filesOf(entryPoint, sourceDir)))
    .digest("hex")
    .slice(0, 16);
}

/** The name of a script in its archive: its path in the folder, or its own name where it is packed alone. */
export const programOf = (entryPoint: string, sourceDir?: string): string =>
  sourceDir === undefined ? basename(entryPoint) : entryPoint;

/** A tar archive with nothing in it that depends on when and where it is made. */
function archive({ folder, paths }: Files): Buffer {
  const pack = new PackSync({
    cwd: folder,
    follow: true,
    portable: true,
    mtime: new Date(0),
    onWriteEntry: ({ stat }) => {
      if (stat) stat.mode = stat.mode & 0o100 ? 0o100755 : 0o100644;
    },
  });
  for (const path of paths) pack.add(path);
  pack.end();
  return Buffer.from(pack.read() as unknown as Uint8Array);
}

function filesOf(entryPoint: string, sourceDir: string | undefined): Files {
  const folder = resolve(sourceDir ?? dirname(entryPoint));
  if (!statOf(folder, "sourceDir")?.isDirectory())
    throw new StepbookError(`sourceDir must be a folder, but ${quote(folder)} is none.`);
  const script = resolve(folder, programOf(entryPoint, sourceDir));
  if (!isWithin(script, folder))
    throw new StepbookError(
      `entryPoint must be a path within sourceDir, but ${quote(entryPoint)} leaves ${quote(folder)}.`,
    );
  if (!statOf(script, "entryPoint")?.isFile())
    throw new StepbookError(`entryPoint must be a file, but ${quote(script)} is none.`);
  const root = realpathSync(folder);
  const paths = sourceDir === undefined ? [script] : walk(folder);
  for (const path of paths) assertWithin(path, root);
  return { folder, paths: paths.map((path) => relative(folder, path).split(sep).join("/")).sort() };
}

function statOf(path: string, what: string) {
  try {
    return lstatSync(realpathSync(path));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
    throw new StepbookError(`${what}: there is no ${quote(path)}. Paths are read from ${quote(process.cwd())}.`, {
      cause,
    });
  }
}

/** The files of a folder. A link may lead to what is within it alone. */
function walk(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (left.has(entry.name)) return [];
    if (entry.isDirectory()) return walk(path);
    if (entry.isFile()) return [path];
    if (entry.isSymbolicLink() && statOf(path, "sourceDir")?.isFile()) return [path];
    throw new StepbookError(
      `sourceDir holds ${quote(path)}, which is neither a file nor a folder: it can't be packed.`,
    );
  });
}

function assertWithin(path: string, root: string): void {
  const real = realpathSync(path);
  if (!isWithin(real, root))
    throw new StepbookError(`sourceDir holds the link ${quote(path)}, which leads out of it, to ${quote(real)}.`);
}

const isWithin = (path: string, folder: string): boolean => {
  const from = relative(folder, path);
  return from !== "" && from !== ".." && !from.startsWith(`..${sep}`) && resolve(folder, from) === resolve(path);
};
