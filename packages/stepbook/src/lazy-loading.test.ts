import { createRequire } from "node:module";
import { expect, it } from "vitest";
import { attach, aws, lambda, listWorkflows, local, pass, workflow } from "./index";

const { cache } = createRequire(import.meta.url);
const loaded = () =>
  Object.keys(cache).filter((path) => /node_modules[\\/]@(aws-sdk|smithy|aws-crypto)[\\/]/.test(path));

it("nothing of the AWS SDK is loaded by a run on this machine, nor before something is sent", async () => {
  const on = local({ functions: { "to-base64": btoa } });
  const steps = [pass("Start"), lambda.invoke("Encode", { functionName: "to-base64", payload: "Hello" })];
  const hello = workflow("hello", { steps, on });
  await hello.deploy({ publish: true });
  await hello.deployRole();
  const execution = await hello.execute();
  await execution.output();
  await execution.listEvents();
  await hello.test("Start");
  await listWorkflows({ on });
  (await attach("hello", { on })).toSvg();
  const elsewhere = workflow("hello", { steps, on: aws({ role: "Mine", region: "us-east-1" }) });
  elsewhere.requiredPolicy();
  elsewhere.toCloudFormation();
  expect(loaded()).toEqual([]);

  process.env.AWS_ACCESS_KEY_ID ??= "test";
  process.env.AWS_SECRET_ACCESS_KEY ??= "test";
  await expect(
    attach("arn:aws:states:us-east-1:123456789012:stateMachine:hello", {
      on: aws({ endpoint: "http://127.0.0.1:9", region: "us-east-1" }),
    }),
  ).rejects.toThrow(/can't be reached/);
  expect(loaded().length).toBeGreaterThan(0);
}, 30_000);
