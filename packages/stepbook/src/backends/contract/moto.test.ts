import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { functions } from "../../../test/contract/cases-tasks";
import { behaviours, contract, differing } from "../../../test/contract/contract";
import { region } from "../../../test/contract/sdk";
import { problemWith, startMoto } from "../../../test/moto/moto.mjs";
import { pass, pytorch, sagemaker, workflow } from "../../index";
import { aws } from "../aws";
import type { Backend } from "../backend";

const problem = problemWith("moto.server, jsonata");
const skipped = problem === undefined ? "" : ` (skipped: ${problem})`;

describe.skipIf(problem !== undefined)(`aws, against moto${skipped}`, () => {
  let moto: Awaited<ReturnType<typeof startMoto>>;
  let backend: Backend;
  beforeAll(async () => {
    moto = await startMoto({ functions: functions() });
    backend = aws({ endpoint: moto.endpoint, region });
  }, 30_000);
  afterAll(() => moto?.stop());
  contract(() => backend, differing());

  for (const { title, differs, test } of behaviours)
    if (differs !== undefined)
      it(`differs, so that the embedded service answers: ${title}`, async () => {
        await expect(test(backend)).rejects.toThrow();
      });

  it("uploads the source of a script, and says where there is no such bucket", async () => {
    const on = aws({ endpoint: moto.endpoint, region, role: "arn:aws:iam::123456789012:role/steps" });
    const source = {
      entryPoint: "tsconfig.json",
      role: "arn:aws:iam::123456789012:role/steps",
      version: "1.8.1",
      region,
    };
    const train = (outputPath: string) =>
      sagemaker.training("Train", {
        estimator: pytorch({ ...source, instanceType: "ml.m5.large", outputPath }),
        jobName: "job",
      });
    await expect(workflow("nowhere", { steps: train("s3://no-such-bucket/out"), on }).create()).rejects.toMatchObject({
      code: "NoSuchBucket",
      message: expect.stringMatching(/Could not upload the source of "tsconfig.json" to s3:.*no such bucket/),
    });
    const { CreateBucketCommand, GetObjectCommand, S3Client } = await import("@aws-sdk/client-s3");
    const s3 = new S3Client({ endpoint: moto.endpoint, region, forcePathStyle: true });
    await s3.send(new CreateBucketCommand({ Bucket: "the-bucket" }));
    await workflow("uploads", { steps: train("s3://the-bucket/out"), on }).create();
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: "the-bucket", Key: "job/source/sourcedir.tar.gz" }));
    expect(gunzipSync(await Body!.transformToByteArray()).toString()).toContain("tsconfig.json");
  });

  it("says where no role is named, and takes a role's name where the account is known", async () => {
    const bare = workflow("bare", { steps: pass("A"), on: aws({ region }) });
    await expect(bare.create()).rejects.toThrow(/runs with a role.*aws\({ role:/);
    const here = workflow("here", { steps: pass("A"), on: aws({ endpoint: moto.endpoint }) });
    expect((await backend.api.describeStateMachine({ stateMachineArn: await here.create() })).roleArn).toBe(
      "arn:aws:iam::123456789012:role/stepbook-local",
    );
    const on = aws({ endpoint: moto.endpoint, region, role: "Mine" });
    const named = workflow("named", { steps: pass("A"), on });
    await expect(named.create()).rejects.toThrow(/no role "Mine" in the account.*deployRole\(\)/);
    expect(String(await named.deployRole())).toMatch(/^Would create the role "Mine".*dryRun: false/s);
    await expect(named.create()).rejects.toThrow(/no role "Mine"/);
    expect(String(await named.deployRole({ dryRun: false }))).toMatch(/^Created the role "Mine" \(arn:aws:iam:/);
    expect(String(await named.deployRole())).toMatch(/has all that the workflow needs/);
    const stateMachineArn = await named.create();
    expect((await backend.api.describeStateMachine({ stateMachineArn })).roleArn).toBe(
      "arn:aws:iam::123456789012:role/Mine",
    );
  });
});
