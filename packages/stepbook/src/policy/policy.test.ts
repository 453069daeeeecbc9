import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { aws, lambda, local, map, pass, s3, sqs, trustPolicy, workflow } from "../index";
import type { Any } from "../placeholders/any";
import { integrations } from "./integrations";

const where = { region: "eu-west-1", account: "123456789012" };
const machine = (state: object, more: object = {}) =>
  workflow("w", {
    definition: { StartAt: "T", States: { T: { Type: "Task", End: true, ...state } }, ...more } as Any,
  });
const policyOf = (state: object, more?: object) => machine(state, more).requiredPolicy(where);
const statementsOf = (state: object, more?: object) => policyOf(state, more).document.Statement;

const table = new URL("../../../../../shared/integrations.json", import.meta.url);
const rows: Any[] = existsSync(table)
  ? JSON.parse(readFileSync(table, "utf8")).integrations.filter(
      ({ resource }: Any) => resource.startsWith("arn:aws:states:::") && !resource.includes("${"),
    )
  : [];
const forMaps = ["s3:getObject", "s3:listObjectsV2", "s3:putObject"];

describe("the policy of an integration", () => {
  it.skipIf(rows.length === 0)("there is a row for each", () => {
    const keys = rows.map(({ resource }) => resource.replace("arn:aws:states:::", ""));
    expect(Object.keys(integrations).sort()).toEqual(keys.filter((key) => !forMaps.includes(key)).sort());
  });

  it.each(
    rows.filter(({ resource }) => !forMaps.some((key) => resource.endsWith(key))).map((row) => [row.resource, row]),
  )("%s allows what AWS's table says", (resource, { requiredParams, iam, resources }) => {
    const Parameters = Object.fromEntries(requiredParams.map((name: string) => [name.split("|")[0], "x"]));
    const given = {
      ...Parameters,
      ...(resource.endsWith("apigateway:invoke") && { AuthType: "IAM_ROLE" }),
      ...(iam.passRole && {
        RoleArn: "r",
        ExecutionRoleArn: "r",
        Role: "r",
        ServiceRole: "r",
        JobFlowRole: "r",
        TrainingJobDefinition: { RoleArn: "r" },
        Overrides: { TaskRoleArn: "r", ExecutionRoleArn: "r" },
      }),
      ...(resource.includes("http:") && {
        Authentication: { ConnectionArn: "arn:aws:events:eu-west-1:1:connection/c" },
      }),
    };
    const known = (action: string) => /^[a-z-]+:[A-Za-z]+$/.test(action);
    const waits = resources?.find((each: string) => /\.sync(:2)?$/.test(each));
    const actionsOf = (Resource: string) =>
      statementsOf({ Resource, Parameters: given }).flatMap(({ Action }) => Action);
    expect(actionsOf(resource)).toEqual(expect.arrayContaining(iam.actions.filter(known)));
    if (!waits) return;
    const statements = statementsOf({ Resource: waits, Parameters: given });
    const all = statements.flatMap(({ Action }) => Action);
    expect(all).toEqual(expect.arrayContaining([...iam.actions.filter(known), ...(iam.syncActions ?? [])]));
    if (iam.syncEventRule) {
      const name = iam.syncEventRule.resource.split("rule/")[1];
      expect(statements).toContainEqual({
        Sid: expect.any(String),
        Effect: "Allow",
        Action: ["events:DescribeRule", "events:PutRule", "events:PutTargets"],
        Resource: expect.arrayContaining([`arn:aws:events:eu-west-1:123456789012:rule/${name}`]),
      });
    }
    if (iam.passRole) {
      const services = statements.flatMap(({ Condition }) => Condition?.StringEquals?.["iam:PassedToService"] ?? []);
      expect(services).toContain(iam.passRole.service);
    }
  });
});

describe("requiredPolicy", () => {
  it("names the resources, and tells why", () => {
    const policy = workflow("w", {
      steps: [
        lambda.invoke("Encode", { functionName: "to-base64" }),
        lambda.invoke("Again", { functionName: "arn:aws:lambda:eu-west-1:123456789012:function:f:live" }),
      ],
    }).requiredPolicy(where);
    expect(policy.document).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "LambdaInvokeFunction",
          Effect: "Allow",
          Action: ["lambda:InvokeFunction"],
          Resource: [
            "arn:aws:lambda:eu-west-1:123456789012:function:f:live",
            "arn:aws:lambda:eu-west-1:123456789012:function:to-base64",
            "arn:aws:lambda:eu-west-1:123456789012:function:to-base64:*",
          ],
        },
      ],
    });
    expect(policy.reasons).toEqual([
      { sid: "LambdaInvokeFunction", state: "Encode", why: "calls the function" },
      { sid: "LambdaInvokeFunction", state: "Again", why: "calls the function" },
    ]);
    expect(policy.warnings).toEqual([]);
    expect(JSON.parse(JSON.stringify(policy))).toEqual(policy.document);
    expect(String(policy)).toContain('"Encode" calls the function');
  });

  it("warns where a parameter is known only when it runs, in both languages", () => {
    for (const queryLanguage of ["JSONata", "JSONPath"] as const) {
      const first = pass("First");
      const steps = [first, sqs.sendMessage("Send", { queueUrl: first.output.at("url"), messageBody: "m" })];
      const { document, warnings } = workflow("w", { steps, queryLanguage }).requiredPolicy(where);
      expect(document.Statement[0]!.Resource).toEqual(["arn:aws:sqs:eu-west-1:123456789012:*"]);
      expect(warnings).toEqual([
        {
          state: "Send",
          message:
            '"Send": QueueUrl is known only when it runs, so that the policy allows every queue. Narrow it where you know more.',
        },
      ]);
    }
  });

  it("knows region, account and partition from where the workflow runs", () => {
    const steps = lambda.invoke("L", { functionName: "f" });
    const arnsOn = (options: object) =>
      workflow("w", { steps, ...options }).requiredPolicy().document.Statement[0]!.Resource[0];
    expect(arnsOn({ on: local() })).toBe("arn:aws:lambda:us-east-1:123456789012:function:f");
    expect(arnsOn({ on: aws({ region: "cn-north-1" }) })).toBe("arn:aws-cn:lambda:cn-north-1:*:function:f");
    expect(arnsOn({ partition: "aws-us-gov" })).toBe("arn:aws-us-gov:lambda:*:*:function:f");
  });

  it("of a distributed Map covers its executions and S3", () => {
    const resize = map("Resize", {
      mode: "distributed",
      items: s3.objects({ bucket: "photos", prefix: "in/" }),
      results: s3.results({ bucket: "photos", prefix: "out/" }),
      each: () => pass("P"),
    });
    const statements = workflow("w", { steps: resize }).requiredPolicy(where).document.Statement;
    const arn = (rest: string) => `arn:aws:states:eu-west-1:123456789012:${rest}`;
    expect(statements.map(({ Sid, Effect, ...rest }) => rest)).toEqual([
      {
        Action: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
        Resource: ["arn:aws:s3:::photos/out/*"],
      },
      {
        Action: ["s3:ListBucket"],
        Resource: ["arn:aws:s3:::photos"],
        Condition: { StringLike: { "s3:prefix": ["in/*"] } },
      },
      { Action: ["states:DescribeExecution", "states:StopExecution"], Resource: [arn("execution:w:*")] },
      { Action: ["states:RedriveExecution"], Resource: [arn("execution:w/*:*")] },
      { Action: ["states:StartExecution"], Resource: [arn("stateMachine:w")] },
    ]);
  });

  it("calls actions of the SDK by their name in IAM", () => {
    const actionOf = (action: string, Parameters: object = {}) =>
      statementsOf({ Resource: `arn:aws:states:::aws-sdk:${action}`, Parameters })[0];
    expect(actionOf("sfn:describeExecution")!.Action).toEqual(["states:DescribeExecution"]);
    expect(actionOf("cloudwatchlogs:putLogEvents")!.Action).toEqual(["logs:PutLogEvents"]);
    expect(actionOf("s3:listObjectsV2", { Bucket: "b" })).toMatchObject({
      Action: ["s3:ListBucket"],
      Resource: ["arn:aws:s3:::b"],
    });
    expect(actionOf("lambda:invoke.waitForTaskToken")!.Action).toEqual(["lambda:InvokeFunction"]);
    expect(policyOf({ Resource: "arn:aws:states:::aws-sdk:ec2:describeInstances" }).warnings[0]!.message).toMatch(
      /allows ec2:DescribeInstances on every resource\. Narrow it/,
    );
  });

  it("covers roles of states, logs, traces and keys, and Lambda functions that are called by their ARN", () => {
    const f = "arn:aws:lambda:eu-west-1:123456789012:function:f";
    const logGroupArn = "arn:aws:logs:eu-west-1:123456789012:log-group:g:*";
    const { document } = workflow("w", {
      definition: machine({ Resource: f, Credentials: { RoleArn: "arn:aws:iam::9:role/r" } }).definition,
      logging: { level: "ALL", logGroupArn },
      tracing: true,
      encryption: { kmsKeyId: "alias/orders" },
    }).requiredPolicy(where);
    expect(document.Statement.map(({ Action }) => Action[0])).toEqual([
      "kms:Decrypt",
      "lambda:InvokeFunction",
      "logs:CreateLogDelivery",
      "sts:AssumeRole",
      "xray:GetSamplingRules",
    ]);
  });

  it("is the same however the states are ordered, and nothing where nothing is called", () => {
    const steps = ["b", "a", "c"].map((name) => lambda.invoke(name, { functionName: name }));
    const policy = (order: typeof steps) => workflow("w", { steps: order }).requiredPolicy(where).document;
    expect(policy(steps)).toEqual(policy([...steps].reverse()));
    expect(workflow("w", { steps: pass("P") }).requiredPolicy().document.Statement).toEqual([]);
  });

  it("takes what stands in a definition as data", () => {
    expect(() => policyOf({ Resource: "arn:aws:states:::__proto__:constructor" })).not.toThrow();
    expect(() => policyOf({ Resource: "arn:aws:states:::lambda:invoke", Parameters: null })).not.toThrow();
    expect(() => policyOf({ Resource: "arn:aws:states:::aws-sdk:constructor:toString" })).not.toThrow();
  });
});

describe("trustPolicy", () => {
  it("lets Step Functions take on the role, for the account's machines alone where it is known", () => {
    expect(trustPolicy().Statement[0]).toEqual({
      Effect: "Allow",
      Principal: { Service: "states.amazonaws.com" },
      Action: "sts:AssumeRole",
    });
    expect(workflow("w", { steps: pass("P"), on: local() }).trustPolicy().Statement[0]!.Condition).toEqual({
      StringEquals: { "aws:SourceAccount": ["123456789012"] },
      ArnLike: { "aws:SourceArn": ["arn:aws:states:us-east-1:123456789012:stateMachine:*"] },
    });
  });
});
