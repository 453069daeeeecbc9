import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemWith, startMoto } from "../../test/moto/moto.mjs";
import { startProxy } from "../../test/proxy/proxy.mjs";
import { requests } from "../../test/requests";
import { followerOf } from "../follow";
import { aws, type Backend, listJobs, workflow } from "../index";

const problem = problemWith("moto.server, jsonata");
const waited = ["CreateTrainingJob", "CreateProcessingJob", "CreateTransformJob", "CreateHyperParameterTuningJob"];

describe.skipIf(problem !== undefined)(`jobs on AWS${problem ? ` (skipped: ${problem})` : ""}`, () => {
  let moto: Awaited<ReturnType<typeof startMoto>>;
  let proxy: Awaited<ReturnType<typeof startProxy>>;
  let on: Backend;
  beforeAll(async () => {
    process.env.AWS_ACCESS_KEY_ID ??= "test";
    process.env.AWS_SECRET_ACCESS_KEY ??= "test";
    moto = await startMoto();
    proxy = await startProxy(moto.endpoint);
    on = aws({ endpoint: proxy.endpoint, region: "us-east-1", role: "arn:aws:iam::123456789012:role/R" });
  }, 30_000);
  afterAll(async () => {
    await proxy?.stop();
    await moto?.stop();
  });

  it.each(waited)(
    "%s is followed by one call a look at most, and by none once it has ended",
    async (operation) => {
      const { step } = requests.find((request) => request.operation === operation)!;
      const followed = workflow(operation, { steps: step, on });
      await followed.create();
      const before = proxy.calls.length;
      const execution = await followed.execute();
      await execution.output();
      const [job] = followerOf(on, execution.arn).followed.jobs;
      expect(job).toMatchObject({
        status: "Completed",
        startTime: expect.any(Number),
        name: expect.stringMatching(/\w/),
      });
      const calls = (name: string) => proxy.calls.slice(before).filter((call) => call.operation === name).length;
      const asked = calls(operation.replace("Create", "Describe"));
      expect(asked).toBeGreaterThan(0);
      expect(asked).toBeLessThanOrEqual(calls("GetExecutionHistory"));
      await followerOf(on, execution.arn).lookAgain();
      expect(calls(operation.replace("Create", "Describe"))).toBe(asked);
    },
    30_000,
  );

  it("are listed, of all kinds, the newest first", async () => {
    const jobs = await listJobs({ on });
    expect(new Set(jobs.map(({ kind }) => kind))).toEqual(
      new Set(["training job", "processing job", "batch transform", "tuning job"]),
    );
    expect(await listJobs({ on, nameContains: "processing", limit: 1 })).toMatchObject([
      { name: "processing", status: "Completed" },
    ]);
  });

  it("has no log where none was written, and lines where one was", async () => {
    const { step } = requests.find(({ operation }) => operation === "CreateTrainingJob")!;
    const followed = workflow("logged", { steps: step, on });
    await followed.create();
    const execution = await followed.execute();
    await execution.output().catch(() => undefined);
    expect(await execution.logs()).toHaveLength(0);
    const sdk = await import("@aws-sdk/client-cloudwatch-logs");
    const logs = new sdk.CloudWatchLogsClient({ endpoint: moto.endpoint, region: "us-east-1" });
    const stream = { logGroupName: "/aws/sagemaker/TrainingJobs", logStreamName: "job/algo-1-1" };
    await logs.send(new sdk.CreateLogGroupCommand({ logGroupName: stream.logGroupName }));
    await logs.send(new sdk.CreateLogStreamCommand(stream));
    const now = Date.now();
    const logEvents = ["one", "two", "three"].map((message, at) => ({ message, timestamp: now + at }));
    await logs.send(new sdk.PutLogEventsCommand({ ...stream, logEvents }));
    const lines = await execution.logs("T", { limit: 2 });
    expect(lines).toMatchObject([{ line: "two" }, { line: "three" }]);
    expect(lines.more).toBe(true);
  }, 30_000);
});
