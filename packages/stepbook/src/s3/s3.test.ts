import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aws, defaultBucket, download, local, upload } from "../index";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stepbook-data-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("objects of S3", () => {
  it("are written and read, and are files of the folder that is S3 here", async () => {
    const on = local({ s3: folder, region: "eu-west-1" });
    const bucket = await defaultBucket({ on });
    expect(bucket).toBe("sagemaker-eu-west-1-123456789012");
    expect(await defaultBucket({ on })).toBe(bucket);
    const uri = await upload(`s3://${bucket}/a/ü.csv`, "1,ü\n", { on });
    expect(uri).toBe(`s3://${bucket}/a/ü.csv`);
    expect(readFileSync(join(folder, bucket, "a", "ü.csv"), "utf8")).toBe("1,ü\n");
    expect(String(await download(uri, { on }))).toBe("1,ü\n");
    await upload(uri, Uint8Array.of(0, 255), { on });
    expect([...(await download(uri, { on }))]).toEqual([0, 255]);
  });

  it("are named whole, and a wrong name says how", async () => {
    const on = local({ s3: folder });
    await expect(upload("bucket/key", "", { on })).rejects.toThrow('upload("bucket/key", …): an object is named by');
    await expect(download("s3://bucket", { on })).rejects.toThrow('"s3://bucket/key"');
    await expect(upload("s3://bucket/key", 3 as never, { on })).rejects.toThrow(/text or a Uint8Array.*3/);
    await expect(download("s3://bucket/key", {} as never)).rejects.toThrow("needs the backend");
    await expect(upload("s3://nowhere/key", "", { on })).rejects.toThrow(
      /^Could not upload s3:\/\/nowhere\/key: NoSuchBucket/,
    );
    const bucket = await defaultBucket({ on });
    await expect(download(`s3://${bucket}/none`, { on })).rejects.toThrow(/Could not download .*NoSuchKey/);
  });

  it("need a place on AWS", async () => {
    const on = aws({ endpoint: "http://127.0.0.1:9", region: "us-east-1" });
    await expect(defaultBucket({ on })).rejects.toThrow(/role|credentials|reached/);
  });
});
