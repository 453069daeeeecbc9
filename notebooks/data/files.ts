import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

/** A file of a public data set. */
export interface PublicFile {
  readonly name: string;
  readonly url: string;
  /** What its content must be: the name of a hash and its value in hexadecimal. */
  readonly hash: readonly [algorithm: "md5" | "sha256", value: string];
}

/** What was read and from where, or why nothing was. */
export interface Found {
  readonly bytes?: Buffer;
  readonly from: string;
}

/** Relative to where the command was typed that started Jupyter: npm and the shell tell. */
const typedIn = process.env.INIT_CWD ?? process.env.PWD ?? process.cwd();

/** What was downloaded before. */
const kept = resolve(".stepbook", "data");

/** How long a download may take. */
const patienceMilliseconds = 20_000;

const isRight = (bytes: Buffer, { hash: [algorithm, value] }: PublicFile) =>
  createHash(algorithm).update(bytes).digest("hex") === value;

/**
 * Reads a file from the folder that STEPBOOK_DATA names, else from what was downloaded before, else from the internet. Its
 * checksum is verified in each case.
 */
export async function readPublicFile(file: PublicFile): Promise<Found> {
  const { STEPBOOK_DATA: given } = process.env;
  if (given) {
    const path = resolve(typedIn, given, file.name);
    const bytes = await readFile(path);
    if (!isRight(bytes, file))
      throw new Error(`${path} is another file than the one of ${file.url}: its checksum differs.`);
    return { bytes, from: path };
  }
  const path = join(kept, file.name);
  const before = await readFile(path).catch(() => undefined);
  if (before && isRight(before, file)) return { bytes: before, from: path };
  try {
    const answer = await fetch(file.url, { signal: AbortSignal.timeout(patienceMilliseconds) });
    if (!answer.ok) return { from: `${file.url} answers ${answer.status} ${answer.statusText}` };
    const bytes = Buffer.from(await answer.arrayBuffer());
    if (!isRight(bytes, file)) return { from: `what ${file.url} gives is not the file: its checksum differs` };
    await mkdir(kept, { recursive: true });
    await writeFile(`${path}.part`, bytes);
    await rename(`${path}.part`, path);
    return { bytes, from: file.url };
  } catch (error) {
    return { from: `${file.url} can't be reached (${error.cause?.code ?? error.message})` };
  }
}
