import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StateMachine } from "@stepbook/asl";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { execute } from "../../test/execute";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "stepbook-tasks-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const ask = async (action: string, parameters: object) => {
  const definition: StateMachine = {
    StartAt: "T",
    States: {
      T: {
        Type: "Task",
        Resource: `arn:aws:states:::aws-sdk:s3:${action}`,
        Parameters: parameters as never,
        End: true,
      },
    },
  };
  const { status, output, error, cause } = await execute(definition, { s3: folder });
  return status === "SUCCEEDED" ? JSON.parse(output ?? "null") : { error, cause };
};

describe("S3 by tasks", () => {
  it("keeps objects as files and tells of them as AWS does", async () => {
    expect(await ask("createBucket", { Bucket: "orders" })).toEqual({ Location: "/orders" });
    const place = { Bucket: "orders", Key: "2030/one.json" };
    expect(await ask("putObject", { ...place, Body: 0 })).toEqual({
      ChecksumCRC32: "9NvfIQ==",
      ChecksumType: "FULL_OBJECT",
      ETag: '"cfcd208495d565ef66e7dff9f98764da"',
      ServerSideEncryption: "AES256",
    });
    await ask("putObject", { ...place, Body: { n: 1 } });
    expect(readFileSync(join(folder, "orders/2030/one.json"), "utf8")).toBe('{"n":1}');
    expect(await ask("getObject", place)).toEqual({
      AcceptRanges: "bytes",
      ContentLength: 7,
      ContentType: "binary/octet-stream",
      ETag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
      LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      Metadata: {},
      ServerSideEncryption: "AES256",
      Body: '{"n":1}',
    });
    await ask("copyObject", { Bucket: "orders", Key: "copy", CopySource: "orders/2030/one.json" });
    expect(await ask("listObjectsV2", { Bucket: "orders" })).toMatchObject({
      Contents: [{ Key: "2030/one.json", Size: 7, StorageClass: "STANDARD" }, { Key: "copy" }],
      KeyCount: 2,
    });
    expect(await ask("listObjects", { Bucket: "orders", Marker: "2030/one.json" })).toMatchObject({
      Contents: [{ Key: "copy" }],
    });
    await ask("deleteObject", place);
    expect(await ask("headObject", place)).toMatchObject({ error: "S3.NoSuchKeyException" });
  });

  it.each([
    [
      "getObject",
      { Bucket: "orders", Key: "none" },
      "S3.NoSuchKeyException",
      /^The specified key does not exist\. \(Service: S3, Status Code: 404, /,
    ],
    ["listObjects", { Bucket: "none" }, "S3.NoSuchBucketException", /^The specified bucket does not exist/],
    ["putObject", { Bucket: "orders" }, "S3.S3Exception", /Key is missing/],
    ["putObject", { Bucket: "..", Key: "x" }, "S3.S3Exception", /bucket is not valid/],
  ])("%s %j is refused in S3's words", async (action, parameters, error, cause) => {
    const ended = await ask(action, parameters);
    expect(ended.error).toBe(error);
    expect(ended.cause).toMatch(cause);
  });

  it("never leaves the folder", async () => {
    await ask("putObject", { Bucket: "orders", Key: "../../escaped", Body: "x" });
    expect(await ask("getObject", { Bucket: "orders", Key: "../../escaped" })).toMatchObject({ Body: "x" });
    expect(() => readFileSync(join(folder, "../escaped"))).toThrow(/ENOENT/);
  });
});
