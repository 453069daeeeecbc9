import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { keyOf, namesOf } from "./file-names";
import { createS3, type S3 } from "./index";
import { compareBytes } from "./order";

let folder: string;
let s3: S3;
const Bucket = "orders";

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "stepbook-test-"));
  s3 = createS3(folder);
  await s3.createBucket({ Bucket });
});
afterEach(() => rmSync(folder, { recursive: true }));

const put = (Key: string, Body = Key) => s3.putObject({ Bucket, Key, Body });
const get = async (Key: string) => (await s3.getObject({ Bucket, Key })).Body.toString();
const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    ({ name }: Error) => name,
  );
const keys = async (Prefix?: string) => s3.keys(Bucket, Prefix);

describe("S3 as a folder", () => {
  it("holds a key as a file below its bucket", async () => {
    await put("2030/01/a.json", "[]");
    expect(readFileSync(join(folder, "orders/2030/01/a.json"), "utf8")).toBe("[]");
    writeFileSync(join(folder, "orders/Mine.csv"), "a,b");
    expect(await get("Mine.csv")).toBe("a,b");
    expect(await keys()).toEqual(["2030/01/a.json", "Mine.csv"]);
  });

  it("tells the size, the MD5 and the time of an object", async () => {
    await put("a", "hello");
    expect(await s3.headObject({ Bucket, Key: "a" })).toEqual({
      ContentLength: 5,
      ETag: '"5d41402abc4b2a76b9719d911017c592"',
      LastModified: expect.any(Date),
    });
    await put("a", "other");
    expect((await s3.headObject({ Bucket, Key: "a" })).ETag).toBe((await put("b", "other")).ETag);
  });

  it("has AWS's names for what is not there", async () => {
    expect(await errorOf(get("nothing"))).toBe("NoSuchKey");
    expect(await errorOf(s3.getObject({ Bucket: "nowhere", Key: "a" }))).toBe("NoSuchBucket");
    expect(await errorOf(s3.putObject({ Bucket: "nowhere", Key: "a" }))).toBe("NoSuchBucket");
    for (const bad of ["", "..", "a/b", "__proto__", "a..b"])
      expect(await errorOf(s3.listObjectsV2({ Bucket: bad }))).toBe("InvalidBucketName");
    expect(await errorOf(put(""))).toBe("InvalidArgument");
    expect(await errorOf(put("\ud800"))).toBe("InvalidArgument");
    expect(await errorOf(put("x".repeat(1025)))).toBe("KeyTooLongError");
  });

  it.each([
    "../outside",
    "a/../../b",
    "/etc/passwd",
    "..",
    ".",
    "a//b",
    "a/",
    "/",
    "__proto__",
    "constructor",
    "a%2Fb",
    "100%",
    "%",
    "%+",
    "C:\\x",
    "con",
    "a\u0000b",
    "name.",
    " edges ",
    "é/ü 🙂",
    "long/".repeat(200),
    "x".repeat(1024),
    "é".repeat(512),
  ])("holds the key %j within its bucket, and nothing beside it", async (key) => {
    await put(key);
    expect(await get(key)).toBe(key);
    expect(await keys()).toEqual([key]);
    expect(readdirSync(folder)).toEqual(["orders"]);
    await s3.deleteObject({ Bucket, Key: key });
    expect(await keys()).toEqual([]);
    expect(readdirSync(join(folder, "orders"))).toEqual([]);
  });

  it("holds an object beside others that it is the folder of, in either order", async () => {
    for (const key of ["a", "a/b", "a/b/c", "x/y", "x", "a/"]) await put(key);
    for (const key of ["a", "a/b", "a/b/c", "x/y", "x", "a/"]) expect(await get(key)).toBe(key);
    expect(await keys()).toEqual(["a", "a/", "a/b", "a/b/c", "x", "x/y"]);
    expect(await keys("a/b")).toEqual(["a/b", "a/b/c"]);
    await s3.deleteObject({ Bucket, Key: "a" });
    expect(await keys("a")).toEqual(["a/", "a/b", "a/b/c"]);
  });

  it("follows no link out of its folder", async () => {
    const outside = mkdtempSync(join(tmpdir(), "stepbook-outside-"));
    writeFileSync(join(outside, "secret"), "secret");
    symlinkSync(outside, join(folder, "orders/link"));
    symlinkSync(join(outside, "secret"), join(folder, "orders/file"));
    symlinkSync(outside, join(folder, "linked-bucket"));
    expect(await errorOf(get("link/secret"))).toBe("NoSuchKey");
    expect(await errorOf(get("file"))).toBe("NoSuchKey");
    expect(await errorOf(put("link/new"))).toBe("AccessDenied");
    expect(await errorOf(s3.getObject({ Bucket: "linked-bucket", Key: "secret" }))).toBe("NoSuchBucket");
    await put("file", "mine");
    expect(readFileSync(join(outside, "secret"), "utf8")).toBe("secret");
    expect(readdirSync(outside)).toEqual(["secret"]);
    expect(await keys()).toEqual(["file"]);
    rmSync(outside, { recursive: true });
  });

  it("writes an object whole or not at all", async () => {
    await put("a", "before");
    const broken = (async function* () {
      yield Buffer.from("half");
      throw new Error("the line broke");
    })();
    await expect(s3.putObject({ Bucket, Key: "a", Body: broken })).rejects.toThrow("the line broke");
    expect(await get("a")).toBe("before");
    expect(readdirSync(folder)).toEqual(["orders"]);
  });

  it("lists in the order of bytes, a page at a time", async () => {
    const all = ["B", "a", "a/1", "a/2", "é", "\uffee", "🙂"];
    for (const key of [...all].reverse()) await put(key);
    const first = await s3.listObjectsV2({ Bucket, MaxKeys: 3 });
    expect(first.Contents.map(({ Key }) => Key)).toEqual(all.slice(0, 3));
    expect(first).toMatchObject({ IsTruncated: true, KeyCount: 3, MaxKeys: 3, Name: Bucket });
    const rest = await s3.listObjectsV2({ Bucket, ContinuationToken: first.NextContinuationToken! });
    expect(rest.Contents.map(({ Key }) => Key)).toEqual(all.slice(3));
    expect(rest.IsTruncated).toBe(false);
    expect(await errorOf(s3.listObjectsV2({ Bucket, ContinuationToken: "?" }))).toBe("InvalidArgument");
  });

  it("lists what keys have in common up to a delimiter", async () => {
    for (const key of ["a/1", "a/2", "b", "c/1"]) await put(key);
    const listed = await s3.listObjectsV2({ Bucket, Delimiter: "/", MaxKeys: 2 });
    expect(listed.CommonPrefixes).toEqual([{ Prefix: "a/" }]);
    expect(listed.Contents.map(({ Key }) => Key)).toEqual(["b"]);
    const rest = await s3.listObjectsV2({ Bucket, Delimiter: "/", ContinuationToken: listed.NextContinuationToken! });
    expect(rest).toMatchObject({ KeyCount: 1, CommonPrefixes: [{ Prefix: "c/" }] });
    expect((await s3.listObjectsV2({ Bucket, Prefix: "a/", Delimiter: "/" })).KeyCount).toBe(2);
  });

  it("copies, and deletes a bucket that is empty", async () => {
    await put("a b", "x");
    await s3.copyObject({ Bucket, Key: "copy", CopySource: "orders/a%20b" });
    expect(await get("copy")).toBe("x");
    expect(await errorOf(s3.deleteBucket({ Bucket }))).toBe("BucketNotEmpty");
    for (const Key of await keys()) await s3.deleteObject({ Bucket, Key });
    await s3.deleteBucket({ Bucket });
    expect(await s3.listBuckets()).toEqual({ Buckets: [] });
  });

  it("makes its folder when it is first used", async () => {
    const lazy = createS3(join(folder, "later"));
    expect(existsSync(join(folder, "later"))).toBe(false);
    await lazy.createBucket({ Bucket: "one" });
    mkdirSync(join(folder, "later/two"));
    expect(await lazy.listBuckets()).toEqual({ Buckets: [{ Name: "one" }, { Name: "two" }] });
  });
});

describe("the names of files", () => {
  const anyKey = fc
    .array(
      fc.oneof(
        fc.constantFrom("/", ".", "%", "a", "A", "é", "+", " ", "\\", "🙂"),
        fc.string({ unit: "grapheme", maxLength: 3 }),
      ),
      {
        minLength: 1,
        maxLength: 12,
      },
    )
    .map((parts) => parts.join(""))
    .filter((key) => key !== "" && Buffer.byteLength(key) <= 1024);

  it("give each key back, and no two keys the same", () => {
    fc.assert(
      fc.property(anyKey, fc.boolean(), (key, apart) => {
        const names = namesOf(key, apart);
        expect(keyOf(names)).toBe(key);
        expect(names.every((name) => !["", ".", ".."].includes(name) && !/[/\\\0]/.test(name))).toBe(true);
      }),
    );
  });

  it("that keep cases apart differ in more than case", () => {
    fc.assert(
      fc.property(anyKey, anyKey, (one, other) => {
        fc.pre(one !== other);
        const plain = (key: string) => namesOf(key, true).join("/").toLowerCase().normalize("NFD");
        expect(plain(one)).not.toBe(plain(other));
      }),
    );
  });

  it("are in the order of the bytes of their keys", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (one, other) => {
        expect(Math.sign(compareBytes(one, other))).toBe(Buffer.compare(Buffer.from(one), Buffer.from(other)));
      }),
    );
  });
});
