import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, realpath, stat } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

const block = 512;
const largestOctal = 8 ** 11 - 1;

/** An archive that can't be packed or unpacked: the message says which entry, and why. */
export class TarError extends Error {}

interface Entry {
  /** With `/` between its parts. */
  readonly path: string;
  readonly type: "file" | "folder";
  readonly size: number;
  /** Seconds since 1970. */
  readonly time: number;
}

const padding = (size: number): Buffer => Buffer.alloc((block - (size % block)) % block);

const headerOf = (name: string, type: string, size: number, time: number, mode: number): Buffer => {
  const header = Buffer.alloc(block);
  const octal = (value: number, at: number, length: number): void => {
    header.write(value.toString(8).padStart(length - 1, "0"), at, "ascii");
  };
  header.write(name, 0, 100);
  octal(mode, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(Math.min(size, largestOctal), 124, 12);
  octal(Math.min(Math.max(0, Math.floor(time)), largestOctal), 136, 12);
  header.write("        ", 148, "ascii");
  header.write(type, 156, "ascii");
  header.write("ustar\u000000", 257, "ascii");
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "ascii");
  return header;
};

/** A record of an extended header: its length counts itself. */
const paxRecord = (name: string, value: string): string => {
  const rest = Buffer.byteLength(` ${name}=${value}\n`);
  let length = rest + 1;
  while (String(length).length + rest !== length) length = String(length).length + rest;
  return `${length} ${name}=${value}\n`;
};

function* headersOf({ path, type, size, time }: Entry): Generator<Buffer> {
  const name = type === "folder" ? `${path}/` : path;
  const short = Buffer.byteLength(name) <= 100 && /^[\x20-\x7e]*$/.test(name);
  const records = [
    ...(short ? [] : [paxRecord("path", name)]),
    ...(size > largestOctal ? [paxRecord("size", String(size))] : []),
  ].join("");
  if (records !== "") {
    const bytes = Buffer.from(records);
    yield headerOf("pax", "x", bytes.length, time, 0o644);
    yield bytes;
    yield padding(bytes.length);
  }
  yield headerOf(short ? name : "long", type === "folder" ? "5" : "0", size, time, type === "folder" ? 0o755 : 0o644);
}

/** What lies in a folder, by the order of names. A link stands for the file that it leads to, which must be inside. */
async function* entriesOf(root: string, path = ""): AsyncGenerator<Entry> {
  const found = await readdir(join(root, path), { withFileTypes: true });
  for (const item of found.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const inner = path === "" ? item.name : `${path}/${item.name}`;
    const file = join(root, inner);
    if (item.isSymbolicLink() && !(await realpath(file)).startsWith(root + sep))
      throw new TarError(`${inner} is a link out of its folder: put the file itself there`);
    const { size, mtimeMs, isFile, isFolder } = await stat(file).then((found) => ({
      size: found.size,
      mtimeMs: found.mtimeMs,
      isFile: found.isFile(),
      isFolder: found.isDirectory(),
    }));
    const time = mtimeMs / 1000;
    if (isFolder && item.isSymbolicLink()) throw new TarError(`${inner} is a link to a folder: put the folder there`);
    if (isFolder) {
      yield { path: inner, type: "folder", size: 0, time };
      yield* entriesOf(root, inner);
    } else if (isFile) yield { path: inner, type: "file", size, time };
    else throw new TarError(`${inner} is neither a file nor a folder`);
  }
}

/** The bytes of a tar archive of all that lies in a folder. */
export async function* packed(folder: string): AsyncGenerator<Buffer> {
  const root = await realpath(folder);
  for await (const entry of entriesOf(root)) {
    yield* headersOf(entry);
    if (entry.type === "folder") continue;
    let read = 0;
    const end = entry.size - 1;
    for await (const chunk of end < 0 ? [] : createReadStream(join(root, entry.path), { end })) {
      read += (chunk as Buffer).length;
      yield chunk as Buffer;
    }
    if (read !== entry.size) throw new TarError(`${entry.path} became shorter while it was packed`);
    yield padding(entry.size);
  }
  yield Buffer.alloc(2 * block);
}

/** Takes so many bytes at a time out of a stream. */
class Taker {
  private left: Buffer = Buffer.alloc(0);
  private readonly source: AsyncIterator<Buffer>;

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  async *take(size: number): AsyncGenerator<Buffer> {
    let wanted = size;
    while (wanted > 0) {
      if (this.left.length === 0) {
        const { done, value } = await this.source.next();
        if (done) throw new TarError("the archive ends in the middle of an entry");
        this.left = value;
      }
      const part = this.left.subarray(0, wanted);
      this.left = this.left.subarray(part.length);
      wanted -= part.length;
      yield part;
    }
  }

  async bytes(size: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of this.take(size)) parts.push(part);
    return Buffer.concat(parts);
  }
}

const textAt = (header: Buffer, at: number, length: number): string => {
  const field = header.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end < 0 ? length : end);
};

const sizeOf = (header: Buffer): number => {
  if ((header[124]! & 0x80) === 0) return Number.parseInt(textAt(header, 124, 12).trim() || "0", 8);
  return Number(BigInt(`0x${header.toString("hex", 125, 136)}`));
};

const checkSum = (header: Buffer): void => {
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
  if (Number.parseInt(textAt(header, 148, 8).trim(), 8) !== sum)
    throw new TarError("this is not a tar archive: the checksum of an entry's header is wrong");
};

const paxOf = (bytes: Buffer): ReadonlyMap<string, string> => {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at);
    const length = Number(bytes.toString("ascii", at, space));
    if (space < 0 || !Number.isInteger(length) || length < 5) throw new TarError("an extended header is damaged");
    const text = bytes.toString("utf8", space + 1, at + length - 1);
    const equals = text.indexOf("=");
    records.set(text.slice(0, equals), text.slice(equals + 1));
    at += length;
  }
  return records;
};

/** Where an entry goes: never out of the folder. */
const placeOf = (folder: string, path: string): string => {
  const place = resolve(folder, path);
  const outside = path.startsWith("/") || path.split("/").includes("..") || path.includes("\0");
  if (!outside && (place === folder || place.startsWith(folder + sep))) return place;
  throw new TarError(`the archive has an entry outside of its folder: ${JSON.stringify(path)}`);
};

/**
 * Unpacks the bytes of a tar archive into a new folder.
 *
 * @throws TarError where an entry would be outside of the folder, is a link or a device, or where it is no tar archive.
 */
export const unpack = async (archive: AsyncIterable<Buffer>, folder: string): Promise<void> => {
  const root = resolve(folder);
  const taker = new Taker(archive);
  let long: { readonly path?: string | undefined; readonly size?: number } = {};
  await mkdir(root, { recursive: true });
  for (;;) {
    const header = await taker.bytes(block);
    if (header.every((byte) => byte === 0)) return;
    checkSum(header);
    const type = textAt(header, 156, 1);
    const size = long.size ?? sizeOf(header);
    if (!Number.isSafeInteger(size) || size < 0) throw new TarError("the size of an entry is no number");
    const prefix = textAt(header, 257, 5) === "ustar" && header[262] === 0 ? textAt(header, 345, 155) : "";
    const path = long.path ?? (prefix === "" ? "" : `${prefix}/`) + textAt(header, 0, 100);
    if (type === "x" || type === "L") {
      const bytes = await taker.bytes(size);
      const pax = type === "x" ? paxOf(bytes) : new Map([["path", textAt(bytes, 0, bytes.length)]]);
      const longer = pax.get("size");
      long = { path: pax.get("path"), ...(longer === undefined ? {} : { size: Number(longer) }) };
    } else {
      long = {};
      await unpackEntry(taker, { type, path, size, root });
    }
    await taker.bytes(padding(size).length);
  }
};

interface Found {
  readonly type: string;
  readonly path: string;
  readonly size: number;
  readonly root: string;
}

const unpackEntry = async (taker: Taker, { type, path, size, root }: Found): Promise<void> => {
  if (type === "g") {
    await taker.bytes(size);
    return;
  }
  const place = placeOf(root, path);
  if (type === "5" || (type === "" && path.endsWith("/"))) {
    await mkdir(place, { recursive: true });
    await taker.bytes(size);
  } else if (type === "" || type === "0" || type === "7") {
    if (place === root) throw new TarError(`the archive has a file without a name: ${JSON.stringify(path)}`);
    await mkdir(dirname(place), { recursive: true });
    await pipeline(Readable.from(taker.take(size), { objectMode: false }), createWriteStream(place));
  } else if (type === "1" || type === "2") {
    throw new TarError(`the archive has a link, ${JSON.stringify(path)}: pack the file itself instead`);
  } else throw new TarError(`the archive has an entry that is neither a file nor a folder: ${JSON.stringify(path)}`);
};
