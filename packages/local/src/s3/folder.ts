import { createHash, randomUUID } from "node:crypto";
import { constants, createReadStream, existsSync, mkdirSync, realpathSync } from "node:fs";
import { lstat, mkdir, open, readdir, realpath, rename, rm, rmdir, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { noSuchBucket, noSuchKey, S3Error } from "./error";
import { besideFolder, keyOf, namesOf } from "./file-names";
import { compareBytes } from "./order";
import { temporaryFolder } from "./temporary-folder";

/** An object, as it stands in its bucket. */
export interface StoredObject {
  readonly key: string;
  readonly path: string;
  readonly size: number;
  readonly lastModified: Date;
  /** Differs where the content may differ. */
  readonly stamp: string;
}

const bucketName = /^[A-Za-z0-9][A-Za-z0-9.-]{1,61}[A-Za-z0-9]$/;

/** Buckets as folders of one folder. No key leads out of it, and no link is followed. */
export class BucketFolder {
  #root: string | undefined;
  #caseless = false;

  /** `folder` is made at first use; without one it is temporary. */
  constructor(private readonly folder?: string) {}

  /** The folder that holds the buckets. */
  get root(): string {
    if (this.#root === undefined) {
      const folder = this.folder ?? temporaryFolder();
      mkdirSync(folder, { recursive: true });
      this.#root = realpathSync(folder);
      this.#caseless = existsSync(swapCases(this.#root));
    }
    return this.#root;
  }

  /** The ways in which a key may be held: on some systems there is a second, for keys that differ in case alone. */
  #waysOf(key: string): readonly (readonly string[])[] {
    return this.#caseless ? [namesOf(key), namesOf(key, true)] : [namesOf(key)];
  }

  /** What stands at a path: nothing, where the file system takes another name for this one. */
  async #entry(path: string) {
    const found = await lstat(path).catch(() => undefined);
    if (!found || !this.#caseless || basename(await realpath(path)) === basename(path)) return found;
    return undefined;
  }

  /** The folder of a bucket that is there. */
  async bucket(bucket: string): Promise<string> {
    const path = this.#pathOfBucket(bucket);
    if (!(await isFolder(path))) throw noSuchBucket(bucket, path);
    return path;
  }

  async buckets(): Promise<readonly string[]> {
    const entries = await readdir(this.root, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory() && bucketName.test(entry.name)).map(({ name }) => name);
    return names.sort(compareBytes);
  }

  async createBucket(bucket: string): Promise<void> {
    await mkdir(this.#pathOfBucket(bucket), { recursive: true });
  }

  async deleteBucket(bucket: string): Promise<void> {
    const path = await this.bucket(bucket);
    if ((await this.keys(bucket)).length > 0)
      throw new S3Error("BucketNotEmpty", 409, "The bucket you tried to delete is not empty");
    await rm(path, { recursive: true });
  }

  #pathOfBucket(bucket: string): string {
    if (bucketName.test(bucket) && !bucket.includes("..")) return join(this.root, bucket);
    throw new S3Error("InvalidBucketName", 400, `The specified bucket is not valid: ${JSON.stringify(bucket)}`);
  }

  /** The object of a key. */
  async object(bucket: string, key: string): Promise<StoredObject> {
    const root = await this.bucket(bucket);
    for (const names of this.#waysOf(key)) {
      const folder = await this.#walk(root, names.slice(0, -1));
      if (folder === undefined) continue;
      for (const name of [names.at(-1)!, besideFolder(names.at(-1)!)]) {
        const path = join(folder, name);
        const found = await this.#entry(path);
        if (!found?.isFile()) continue;
        const { size, mtime, mtimeMs, ino } = found;
        return { key, path, size, lastModified: mtime, stamp: `${size} ${mtimeMs} ${ino}` };
      }
    }
    throw noSuchKey();
  }

  /** The folder that some names lead to, or undefined where one of them is no folder. */
  async #walk(root: string, names: readonly string[]): Promise<string | undefined> {
    let path = root;
    for (const name of names) {
      path = join(path, name);
      if (!(await this.#entry(path))?.isDirectory()) return undefined;
    }
    return path;
  }

  /** Where to write a key: its folders are made, and a file that is in their way moves aside. */
  async #placeOf(root: string, key: string): Promise<string> {
    const [plain, apart] = this.#waysOf(key);
    const names = apart && (await this.#isTaken(root, plain!)) ? apart : plain!;
    let path = root;
    for (const name of names.slice(0, -1)) {
      path = join(path, name);
      const found = await lstat(path).catch(() => undefined);
      if (found?.isDirectory()) continue;
      if (found?.isSymbolicLink()) throw new S3Error("AccessDenied", 403, `Access Denied: ${path} is a link`);
      if (found) await rename(path, besideFolder(path));
      await mkdir(path, { recursive: true });
    }
    const file = join(path, names.at(-1)!);
    return (await isFolder(file)) ? besideFolder(file) : file;
  }

  /** Whether a name on the way stands for another that differs in case. */
  async #isTaken(root: string, names: readonly string[]): Promise<boolean> {
    let path = root;
    for (const name of names) {
      path = join(path, name);
      if (!existsSync(path)) return false;
      if (!(await this.#entry(path))) return true;
    }
    return false;
  }

  /** The bytes of an object as they are read, all of them or from one to another. */
  read({ path }: StoredObject, range: { readonly start?: number; readonly end?: number } = {}): Readable {
    return createReadStream(path, { ...range, flags: constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) } as object);
  }

  /** Writes an object, whole or not at all, and gives its size and its ETag. */
  async write(bucket: string, key: string, parts: Iterable<string | Uint8Array> | AsyncIterable<Uint8Array>) {
    const root = await this.bucket(bucket);
    const temporary = join(this.root, `.writing-${randomUUID()}`);
    namesOf(key);
    const hash = createHash("md5");
    let size = 0;
    try {
      const handle = await open(temporary, "wx");
      try {
        for await (const chunk of inChunks(parts)) {
          hash.update(chunk);
          size += chunk.length;
          await handle.write(chunk);
        }
      } finally {
        await handle.close();
      }
      await rename(temporary, await this.#placeOf(root, key));
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
    return { size, etag: hash.digest("hex") };
  }

  /** Deletes an object, and the folders that held nothing else. Nothing happens where it is not there. */
  async delete(bucket: string, key: string): Promise<void> {
    const root = await this.bucket(bucket);
    const found = await this.object(bucket, key).catch((error: unknown) => {
      if (error instanceof S3Error && error.name === "NoSuchKey") return undefined;
      throw error;
    });
    if (!found) return;
    await unlink(found.path);
    for (let folder = dirname(found.path); folder !== root; folder = dirname(folder)) {
      const removed = await rmdir(folder).then(
        () => true,
        () => false,
      );
      if (!removed) return;
    }
  }

  /** The keys that begin with a prefix, in the order of their bytes. */
  async keys(bucket: string, prefix = ""): Promise<readonly string[]> {
    const found: string[] = [];
    const root = await this.bucket(bucket);
    const above = prefix.slice(0, prefix.lastIndexOf("/") + 1);
    const pending = above === "" ? [[]] : this.#waysOf(above).map((names) => names.slice(0, -1));
    for (let names = pending.pop(); names; names = pending.pop()) {
      const folder = await this.#walk(root, names);
      const entries = folder === undefined ? [] : await readdir(folder, { withFileTypes: true });
      for (const entry of entries) {
        const path = [...names, entry.name];
        const key = entry.isFile() ? keyOf(path) : undefined;
        if (key?.startsWith(prefix)) found.push(key);
        if (entry.isDirectory()) pending.push(path);
      }
    }
    return [...new Set(found)].sort(compareBytes);
  }
}

const swapCases = (path: string): string => {
  const swapped = path.toUpperCase() === path ? path.toLowerCase() : path.toUpperCase();
  return swapped === path ? join(path, "..", "?") : swapped;
};

const isFolder = async (path: string): Promise<boolean> =>
  (await lstat(path).catch(() => undefined))?.isDirectory() ?? false;

/** Texts and bytes in chunks of a size that is worth a write. */
async function* inChunks(parts: Iterable<string | Uint8Array> | AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let text = "";
  for await (const part of parts) {
    if (typeof part !== "string") yield Buffer.from(part);
    else text += part;
    if (text.length < 65_536) continue;
    yield Buffer.from(text);
    text = "";
  }
  if (text !== "") yield Buffer.from(text);
}
