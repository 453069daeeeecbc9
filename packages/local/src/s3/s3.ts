import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { S3Error } from "./error";
import { BucketFolder, type StoredObject } from "./folder";
import { compareBytes } from "./order";

/** What is told of an object beside its content. */
export interface ObjectHead {
  readonly ContentLength: number;
  /** The MD5 of the content in hexadecimal, in quotation marks. */
  readonly ETag: string;
  readonly LastModified: Date;
}

/** One object of a list. */
export interface ListedObject {
  readonly Key: string;
  readonly Size: number;
  readonly ETag: string;
  readonly LastModified: Date;
  readonly StorageClass: "STANDARD";
}

interface Place {
  readonly Bucket: string;
  readonly Key: string;
}

export interface ListInput {
  readonly Bucket: string;
  readonly Prefix?: string;
  readonly Delimiter?: string;
  /** 1000 where it is left out, and at most. */
  readonly MaxKeys?: number;
  readonly StartAfter?: string;
  readonly ContinuationToken?: string;
}

export interface ListOutput {
  readonly Name: string;
  readonly Prefix: string;
  readonly MaxKeys: number;
  readonly KeyCount: number;
  readonly IsTruncated: boolean;
  readonly Contents: readonly ListedObject[];
  readonly CommonPrefixes: readonly { readonly Prefix: string }[];
  readonly NextContinuationToken?: string;
}

type Body = string | Uint8Array | AsyncIterable<Uint8Array> | Iterable<string>;

/** S3 as folders: each bucket is one, and its keys are paths below it. Every operation rejects with an {@link S3Error}. */
export type S3 = ReturnType<typeof createS3>;

/**
 * S3 in a folder of this machine.
 *
 * @param folder Holds a folder for each bucket. It is made at first use; left out, a temporary one serves, which is gone
 *   when the process ends.
 * @example
 * const s3 = createS3("data");
 * await s3.createBucket({ Bucket: "orders" });
 * await s3.putObject({ Bucket: "orders", Key: "2030/01.json", Body: "[]" }); // data/orders/2030/01.json
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export const createS3 = (folder?: string) => {
  const files = new BucketFolder(folder);
  const etags = new Map<string, { readonly stamp: string; readonly etag: string }>();

  const etagOf = async (object: StoredObject): Promise<string> => {
    const known = etags.get(object.path);
    if (known?.stamp === object.stamp) return known.etag;
    const hash = createHash("md5");
    for await (const chunk of files.read(object)) hash.update(chunk as Buffer);
    const etag = `"${hash.digest("hex")}"`;
    etags.set(object.path, { stamp: object.stamp, etag });
    return etag;
  };
  const headOf = async (object: StoredObject): Promise<ObjectHead> => ({
    ContentLength: object.size,
    ETag: await etagOf(object),
    LastModified: object.lastModified,
  });
  const listed = async (object: StoredObject): Promise<ListedObject> => ({
    Key: object.key,
    Size: object.size,
    ETag: await etagOf(object),
    LastModified: object.lastModified,
    StorageClass: "STANDARD",
  });
  const found = (bucket: string, key: string): Promise<StoredObject | undefined> =>
    files.object(bucket, key).catch((error: unknown) => {
      if (error instanceof S3Error && error.name === "NoSuchKey") return undefined;
      throw error;
    });

  return {
    /** The folder that holds the buckets. */
    get folder(): string {
      return files.root;
    },
    createBucket: ({ Bucket }: { readonly Bucket: string }): Promise<void> => files.createBucket(Bucket),
    deleteBucket: ({ Bucket }: { readonly Bucket: string }): Promise<void> => files.deleteBucket(Bucket),
    listBuckets: async () => ({ Buckets: (await files.buckets()).map((Name) => ({ Name })) }),

    async headObject({ Bucket, Key }: Place): Promise<ObjectHead> {
      return headOf(await files.object(Bucket, Key));
    },

    async getObject({ Bucket, Key }: Place): Promise<ObjectHead & { readonly Body: Buffer }> {
      const object = await files.object(Bucket, Key);
      return { ...(await headOf(object)), Body: await buffer(files.read(object)) };
    },

    /** An object to be read as it is needed: whole as a stream, or a part of its bytes. */
    async openObject({ Bucket, Key }: Place) {
      const object = await files.object(Bucket, Key);
      return {
        size: object.size,
        lastModified: object.lastModified,
        stream: () => files.read(object),
        bytes: (start: number, end: number): Promise<Buffer> =>
          start >= end ? Promise.resolve(Buffer.alloc(0)) : buffer(files.read(object, { start, end: end - 1 })),
      };
    },

    /** Writes an object, whole or not at all. */
    async putObject({ Bucket, Key, Body = "" }: Place & { readonly Body?: Body }) {
      const parts = typeof Body === "string" || Body instanceof Uint8Array ? [Body] : Body;
      const { size, etag } = await files.write(Bucket, Key, parts);
      return { ETag: `"${etag}"`, Size: size };
    },

    deleteObject: ({ Bucket, Key }: Place): Promise<void> => files.delete(Bucket, Key),

    /** `CopySource` is `bucket/key`, the key as a URL has it. */
    async copyObject({ Bucket, Key, CopySource }: Place & { readonly CopySource: string }) {
      const [, bucket = "", key = ""] = /^\/?([^/]+)\/(.+)$/s.exec(CopySource) ?? [];
      const source = await files.object(bucket, decodeURIComponent(key));
      const { etag } = await files.write(Bucket, Key, files.read(source));
      return { CopyObjectResult: { ETag: `"${etag}"`, LastModified: (await files.object(Bucket, Key)).lastModified } };
    },

    /** All keys that begin with a prefix, in the order of their bytes. */
    keys: (Bucket: string, Prefix?: string): Promise<readonly string[]> => files.keys(Bucket, Prefix),

    /** What a list tells of an object; undefined where it is gone. */
    async listedObject({ Bucket, Key }: Place): Promise<ListedObject | undefined> {
      const object = await found(Bucket, Key);
      return object && listed(object);
    },

    async listObjectsV2(input: ListInput): Promise<ListOutput> {
      const { Bucket, Prefix = "", Delimiter = "", MaxKeys = 1000, StartAfter = "" } = input;
      const after = input.ContinuationToken === undefined ? StartAfter : keyOfToken(input.ContinuationToken);
      const size = Math.min(Math.max(0, MaxKeys), 1000);
      const rows = rowsOf(await files.keys(Bucket, Prefix), Prefix, Delimiter);
      const left = rows.filter(
        (row) => compareBytes(row.last, after) > 0 && !(row.prefix && after.startsWith(row.name)),
      );
      const page = left.slice(0, size);
      const contents = await Promise.all(page.filter((row) => !row.prefix).map((row) => found(Bucket, row.name)));
      const isTruncated = left.length > page.length && size > 0;
      return {
        Name: Bucket,
        Prefix,
        MaxKeys: size,
        KeyCount: page.length,
        IsTruncated: isTruncated,
        Contents: await Promise.all(contents.flatMap((object) => (object ? [listed(object)] : []))),
        CommonPrefixes: page.filter((row) => row.prefix).map((row) => ({ Prefix: row.name })),
        ...(isTruncated ? { NextContinuationToken: Buffer.from(page.at(-1)!.last).toString("base64") } : {}),
      };
    },
  };
};

/** A key, or what keys have in common up to a delimiter, and the last key that it stands for. */
interface Row {
  readonly name: string;
  readonly prefix: boolean;
  last: string;
}

const rowsOf = (keys: readonly string[], prefix: string, delimiter: string): readonly Row[] => {
  const rows: Row[] = [];
  for (const key of keys) {
    const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const name = end < 0 ? key : key.slice(0, end + delimiter.length);
    const before = rows.at(-1);
    if (end >= 0 && before?.prefix && before.name === name) before.last = key;
    else rows.push({ name, prefix: end >= 0, last: key });
  }
  return rows;
};

const keyOfToken = (token: string): string => {
  const key = Buffer.from(token, "base64").toString();
  if (Buffer.from(key).toString("base64") === token) return key;
  throw new S3Error("InvalidArgument", 400, "The continuation token provided is incorrect");
};
