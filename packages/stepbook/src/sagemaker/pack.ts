import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { quote, StepbookError } from "../errors";

interface File {
  /** Its path in the archive, with slashes. */
  readonly path: string;
  readonly bytes: Buffer;
  readonly isExecutable: boolean;
}

/** Folders of tools, which no script needs. */
const left = new Set(["__pycache__", ".ipynb_checkpoints", ".git", "node_modules"]);

/**
 * The source of a script as SageMaker's containers take it: a sourcedir.tar.gz with the script, and all of its folder
 * where one is given. The same files give the same bytes.
 */
export function pack(entryPoint: string, sourceDir?: string): Buffer {
  const bytes = gzipSync(tar(filesOf(entryPoint, sourceDir)), { level: 9 });
  // The byte that names the operating system that packed.
  bytes[9] = 255;
  return bytes;
}

/** A short name of a source, which changes with its files. */
export function hashOf(entryPoint: string, sourceDir?: string): string {
  return createHash("sha256")
    .update(tar(filesOf(entryPoint, sourceDir)))
    .digest("hex")
    .slice(0, 16);
}

/** The name of a script in its archive: its path in the folder, or its own name where it is packed alone. */
export const programOf = (entryPoint: string, sourceDir?: string): string =>
  sourceDir === undefined ? basename(entryPoint) : entryPoint;

function filesOf(entryPoint: string, sourceDir: string | undefined): readonly File[] {
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
  return paths.map((path) => read(path, folder, root)).sort((one, other) => (one.path < other.path ? -1 : 1));
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

function read(path: string, folder: string, root: string): File {
  const real = realpathSync(path);
  if (!isWithin(real, root))
    throw new StepbookError(`sourceDir holds the link ${quote(path)}, which leads out of it, to ${quote(real)}.`);
  const isExecutable = (lstatSync(real).mode & 0o100) !== 0;
  return { path: relative(folder, path).split(sep).join("/"), bytes: readFileSync(real), isExecutable };
}

const isWithin = (path: string, folder: string): boolean => {
  const from = relative(folder, path);
  return from !== "" && from !== ".." && !from.startsWith(`..${sep}`) && resolve(folder, from) === resolve(path);
};

const block = 512;

/** An archive in the format that POSIX calls ustar, with nothing in it that depends on when and where it is made. */
function tar(files: readonly File[]): Buffer {
  const parts = files.flatMap(({ path, bytes, isExecutable }) => [
    ...longNameOf(path),
    header(path, bytes.length, isExecutable ? 0o755 : 0o644, "0"),
    bytes,
    padding(bytes.length),
  ]);
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}

const padding = (size: number): Buffer => Buffer.alloc((block - (size % block)) % block);

/** A path of more than 100 bytes stands in a record before its file, as pax has it. */
function longNameOf(path: string): readonly Buffer[] {
  if (Buffer.byteLength(path) <= 100) return [];
  const rest = ` path=${path}\n`;
  // The length at its head counts itself.
  let length = Buffer.byteLength(rest) + 1;
  while (Buffer.byteLength(`${length}${rest}`) !== length) length += 1;
  const record = Buffer.from(`${length}${rest}`);
  return [header("PaxHeader", record.length, 0o644, "x"), record, padding(record.length)];
}

function header(path: string, size: number, mode: number, type: string): Buffer {
  const bytes = Buffer.alloc(block);
  const octal = (value: number, at: number, width: number) =>
    bytes.write(`${value.toString(8).padStart(width - 1, "0")}\0`, at, "latin1");
  bytes.set(Buffer.from(path).subarray(0, 100), 0);
  octal(mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(0, 136, 12);
  bytes.write("        ", 148, "latin1");
  bytes.write(type, 156, "latin1");
  bytes.write("ustar\u000000", 257, "latin1");
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return bytes;
}
