import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { constants, createGunzip, createGzip } from "node:zlib";
import type { S3 } from "../s3";
import { JobFailure } from "./failure";
import { packed, unpack } from "./tar";

export interface S3Place {
  readonly Bucket: string;
  readonly Key: string;
}

/** `s3://bucket/key`, taken apart. */
export const s3PlaceOf = (uri: string): S3Place => {
  const [, Bucket, Key = ""] = /^s3:\/\/([^/]+)\/?(.*)$/s.exec(uri) ?? [];
  if (Bucket !== undefined) return { Bucket, Key };
  throw new JobFailure("ClientError", `${JSON.stringify(uri)} is no place in S3: write s3://bucket/key`);
};

/** An S3 URI that goes on below another. */
export const below = (uri: string, ...names: readonly string[]): string =>
  [uri.replace(/\/+$/, ""), ...names].join("/");

/** Writes what lies in a folder to S3 as a .tar.gz, whole or not at all. */
export const archiveTo = async (s3: S3, uri: string, folder: string): Promise<void> => {
  const zip = createGzip({ level: constants.Z_DEFAULT_COMPRESSION });
  const source = Readable.from(packed(folder), { objectMode: false });
  source.on("error", (error) => zip.destroy(error));
  // Who reads it is told; where nobody does any more, there is nobody to tell.
  zip.on("error", () => undefined);
  try {
    await s3.putObject({ ...s3PlaceOf(uri), Body: source.pipe(zip) });
  } finally {
    source.destroy();
    zip.destroy();
  }
};

/** Unpacks a .tar.gz of S3 into a folder. */
export const unpackFrom = async (s3: S3, uri: string, folder: string): Promise<void> => {
  const object = await s3.openObject(s3PlaceOf(uri));
  const unzip = createGunzip();
  const source = object.stream() as Readable;
  source.on("error", (error) => unzip.destroy(error));
  try {
    await unpack(source.pipe(unzip), folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code?.startsWith("Z_")) throw new JobFailure("ClientError", `${uri} is not a whole .tar.gz: ${code}`);
    throw error;
  } finally {
    source.destroy();
    unzip.destroy();
  }
};

/** Whether there is nothing in a folder. */
export const isEmpty = async (folder: string): Promise<boolean> => (await readdir(folder)).length === 0;

/** Makes folders below one. */
export const makeFolders = async (root: string, ...paths: readonly string[]): Promise<void> => {
  for (const path of paths) await mkdir(join(root, path), { recursive: true });
};
