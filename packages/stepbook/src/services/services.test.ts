import { existsSync, readFileSync } from "node:fs";
import type { Json } from "@stepbook/asl";
import { describe, expect, it } from "vitest";
import * as stepbook from "../index";
import {
  activity,
  awsSdk,
  batch,
  context,
  dynamodb,
  ecs,
  emr,
  eventbridge,
  executionInput,
  http,
  lambda,
  local,
  pass,
  type Step,
  s3,
  sns,
  sqs,
  stepfunctions,
  task,
  workflow,
} from "../index";
import type { Any } from "../placeholders/any";
import { type Action, actions, type ParameterShape } from "./action";
import { fromAws, jsonStructure, toAws } from "./casing";

const input = executionInput({ id: String, list: [String] });
const stateOf = (step: Step, options: object = {}) =>
  workflow("w", { steps: step, input, ...options }).definition.States[step.id] as Any;

const table = new URL("../../../../../shared/integrations.json", import.meta.url);
const rows: Any[] = existsSync(table) ? JSON.parse(readFileSync(table, "utf8")).integrations : [];
const suffixOf: { readonly [pattern: string]: string } = {
  REQUEST_RESPONSE: "",
  "RUN_JOB(.sync)": ".sync",
  "RUN_JOB(.sync:2)": ".sync:2",
  "WAIT_FOR_TASK_TOKEN(.waitForTaskToken)": ".waitForTaskToken",
};

const factoryOf = ({ factory }: Action) => {
  const [service, action] = factory.split(".") as [string, string];
  return (stepbook as Any)[service][action];
};

/** A value of each kind that a parameter holds. */
const sampleOf = (shape: ParameterShape, depth = 0): Json =>
  shape === 0
    ? "x"
    : Array.isArray(shape)
      ? [sampleOf(shape[0], depth + 1)]
      : Object.fromEntries(
          Object.entries(shape).map(([key, inner]) => [key === "*" ? "own name" : key.split("=")[0], sampleOf(inner)]),
        );

const { api } = local();

describe("every optimized integration", () => {
  it.skipIf(rows.length === 0)("has a row: resource, patterns and required parameters are those of AWS", () => {
    const known = new Map(rows.map((row) => [row.resource.replace("arn:aws:states:::", ""), row]));
    for (const key of ["s3:getObject", "s3:listObjectsV2", "s3:putObject"]) known.delete(key);
    const named = [...known].filter(([key]) => !key.includes("${"));
    expect(Object.keys(actions()).sort()).toEqual(named.map(([key]) => key).sort());
    for (const [key, row] of named) {
      const action = actions()[key]!;
      // Of the two ways to wait for an execution, the one that gives its output as JSON.
      const patterns = row.patterns
        .map((each: string) => suffixOf[each])
        .filter((each: string) => key !== "states:startExecution" || each !== ".sync");
      expect([key, Object.values(action.patterns).sort()]).toEqual([key, patterns.sort()]);
      const required = row.requiredParams.filter((name: string) => !name.includes("|"));
      const named = toAws(Object.fromEntries(action.required.map((name) => [name, "x"])), action.parameters, key);
      expect([key, Object.keys(named as object).sort()]).toEqual([key, [...required].sort()]);
    }
  });

  it.each(Object.entries(actions()))("%s: what it takes comes back from AWS's names", (_name, action) => {
    const sample = sampleOf(action.parameters);
    const aws = toAws(sample, action.parameters, "w") as Json;
    expect(Object.keys(aws as object).every((name) => /^[A-Z]/.test(name))).toBe(true);
    expect(fromAws(aws, action.parameters, jsonStructure)).toEqual(sample);
  });

  it.each(Object.entries(actions()))("%s makes a state that is valid, in each pattern", async (name, action) => {
    const parameters = Object.fromEntries(
      [...action.required, ...(action.oneOf ?? []).slice(0, 1)].map((each) => [each, "x"]),
    );
    const patterns = Object.entries(action.patterns);
    for (const [index, [waitFor, suffix]] of patterns.entries()) {
      const step = factoryOf(action)("Step", parameters, index === 0 ? {} : { waitFor });
      const machine = workflow("w", { steps: step });
      expect((machine.definition.States.Step as Any).Resource).toBe(`arn:aws:states:::${name}${suffix}`);
      expect(machine.validate().filter(({ severity }) => severity === "error")).toEqual([]);
      const definition = machine.toJson();
      expect(await api.validateStateMachineDefinition({ definition })).toMatchObject({ result: "OK" });
    }
  });
});

describe("a service step", () => {
  it("writes AWS's names at any depth, and leaves the user's own data as it is", () => {
    const payload = { id: input.id, list: [{ id: input.id }], functionName: "data keeps its names" };
    expect(stateOf(lambda.invoke("L", { functionName: "f", payload, qualifier: "live" }))).toEqual({
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Arguments: {
        FunctionName: "f",
        Payload: {
          id: "{% $states.context.Execution.Input.id %}",
          list: [{ id: "{% $states.context.Execution.Input.id %}" }],
          functionName: "data keeps its names",
        },
        Qualifier: "live",
      },
      End: true,
    });
    const run = ecs.runTask("R", {
      taskDefinition: "t",
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: input.list, assignPublicIp: "ENABLED" } },
      overrides: { containerOverrides: [{ name: "c", environment: [{ name: "ID", value: input.id }] }] },
    });
    expect(stateOf(run).Arguments).toEqual({
      TaskDefinition: "t",
      LaunchType: "FARGATE",
      NetworkConfiguration: {
        AwsvpcConfiguration: { Subnets: "{% $states.context.Execution.Input.list %}", AssignPublicIp: "ENABLED" },
      },
      Overrides: {
        ContainerOverrides: [
          { Name: "c", Environment: [{ Name: "ID", Value: "{% $states.context.Execution.Input.id %}" }] },
        ],
      },
    });
    const messageAttributes = { ownName: { dataType: "String", stringValue: "x" } };
    expect(stateOf(sns.publish("S", { message: { a: 1 }, topicArn: "t", messageAttributes })).Arguments).toEqual({
      Message: { a: 1 },
      TopicArn: "t",
      MessageAttributes: { ownName: { DataType: "String", StringValue: "x" } },
    });
    const put = dynamodb.putItem("P", { tableName: "t", item: { tableName: { S: input.id } } });
    expect(stateOf(put).Arguments.Item).toEqual({ tableName: { S: "{% $states.context.Execution.Input.id %}" } });
    expect(stateOf(eventbridge.putEvents("E", { entries: [{ detail: { my: [1] }, source: "s" }] })).Arguments).toEqual({
      Entries: [{ Detail: { my: [1] }, Source: "s" }],
    });
  });

  it("takes a placeholder in place of an object", () => {
    const parameters = pass("P");
    const steps = [
      parameters,
      batch.submitJob("B", {
        jobName: "j",
        jobQueue: "q",
        jobDefinition: "d",
        containerOverrides: parameters.output.at("o"),
      }),
    ];
    expect((workflow("w", { steps }).definition.States.B as Any).Arguments.ContainerOverrides).toBe(
      "{% $states.input.o %}",
    );
  });

  const resources: [Step, string][] = [
    [lambda.invoke("A", { functionName: "f" }, { waitFor: "callback" }), "lambda:invoke.waitForTaskToken"],
    [
      sqs.sendMessage("A", { queueUrl: "q", messageBody: { token: context.at("Task").at("Token") } }),
      "sqs:sendMessage",
    ],
    [emr.terminateCluster("A", { clusterId: "c" }), "elasticmapreduce:terminateCluster.sync"],
    [stepfunctions.startExecution("A", { stateMachineArn: "arn" }), "states:startExecution.sync:2"],
    [stepfunctions.startExecution("A", { stateMachineArn: "arn" }, { waitFor: "response" }), "states:startExecution"],
    [awsSdk.glue!.getJobRun!("A", { jobName: "j" }), "aws-sdk:glue:getJobRun"],
    [
      awsSdk.cloudWatchLogs!.putLogEvents!("A", {}, { waitFor: "callback" }),
      "aws-sdk:cloudwatchlogs:putLogEvents.waitForTaskToken",
    ],
    [
      http.invoke("A", { apiEndpoint: "https://e", method: "GET", authentication: { connectionArn: "c" } }),
      "http:invoke",
    ],
  ];
  it.each(resources)("%o calls the right resource", (step, resource) => {
    expect(stateOf(step)).toMatchObject({ Resource: `arn:aws:states:::${resource}` });
  });

  const any = stepbook as Any;
  it.each<[string, () => unknown, string | RegExp]>([
    ["a missing parameter", () => any.lambda.invoke("A", {}), 'lambda.invoke("A") needs functionName.'],
    [
      "a missing one of two",
      () => any.http.invoke("A", { apiEndpoint: "e", method: "GET" }),
      'http.invoke("A") needs authentication or invocationConfig.',
    ],
    [
      "a misspelt parameter",
      () => any.lambda.invoke("A", { functionNam: "f" }),
      /has no parameter "functionNam". Did you mean "functionName"\?/,
    ],
    [
      "AWS's own name",
      () => any.lambda.invoke("A", { FunctionName: "f" }),
      /has no parameter "FunctionName". Did you mean "functionName"\? Parameters are in camelCase\. It takes: /,
    ],
    [
      "AWS's own name deep within",
      () => any.ecs.runTask("A", { taskDefinition: "t", overrides: { containerOverrides: [{ Name: "c" }] } }),
      /^ecs\.runTask\("A"\): overrides\.containerOverrides\[0\] has no parameter "Name"\. Did you mean "name"\?/,
    ],
    [
      "parameters that are none",
      () => any.lambda.invoke("A", "f"),
      'lambda.invoke("A"): the parameters are an object, but here is the string "f".',
    ],
    [
      "a pattern that AWS does not have",
      () => any.lambda.invoke("A", { functionName: "f" }, { waitFor: "completion" }),
      'lambda.invoke("A"): waitFor must be one of "response", "callback", but is the string "completion".',
    ],
    [
      "a misspelt option",
      () => any.lambda.invoke("A", { functionName: "f" }, { retrys: [] }),
      /has no option "retrys". Did you mean "retry"\?/,
    ],
    [
      "an end that the SDK does not wait for",
      () => any.awsSdk.glue.startJobRun("A", {}, { waitFor: "completion" }),
      /^awsSdk\.glue\.startJobRun\("A"\): waitFor must be "response" or "callback", .* do not wait for the end/,
    ],
    [
      "an activity without its ARN",
      () => any.activity("A", { activityArn: "a" }),
      /^activity\("A"\): activityArn must be the ARN of an activity/,
    ],
    [
      "an option of another's",
      () => any.lambda.invoke("A", { functionName: "f" }, { isOurs: true }),
      /has no option "isOurs"/,
    ],
  ])("refuses %s", (_name, make, message) => {
    expect(make).toThrow(message);
  });

  it("of the SDK has any service and action in camelCase, and nothing else", async () => {
    expect(await awsSdk).toBe(awsSdk);
    expect([awsSdk.Glue, (awsSdk as Any).toString, awsSdk["a b"], awsSdk.glue!.GetJob]).toEqual(
      Array(4).fill(undefined),
    );
    const step = awsSdk.s3!.putObject!("A", { bucket: "b", key: input.id, metadata: { ownName: "x" } });
    expect(stateOf(step).Arguments).toEqual({
      Bucket: "b",
      Key: "{% $states.context.Execution.Input.id %}",
      Metadata: { ownName: "x" },
    });
  });

  it("of an activity stands for its ARN", () => {
    const activityArn = "arn:aws:states:us-east-1:123456789012:activity:approve";
    expect(stateOf(activity("A", { activityArn, input: { id: input.id } }, { heartbeatSeconds: 60 }))).toEqual({
      Type: "Task",
      Resource: activityArn,
      Arguments: { id: "{% $states.context.Execution.Input.id %}" },
      HeartbeatSeconds: 60,
      End: true,
    });
  });
});

describe("a partition", () => {
  const own = "arn:aws:states:::lambda:invoke";
  const steps = [lambda.invoke("Ours", { functionName: "f" }), task("Own", { resource: own })];
  const resourcesOf = (options: object) =>
    Object.values(workflow("w", { steps, ...options }).definition.States).map((state) => (state as Any).Resource);

  it("is that of the workflow, or of the region where it runs; the user's own ARNs stay", () => {
    expect(resourcesOf({ partition: "aws-cn" })).toEqual(["arn:aws-cn:states:::lambda:invoke", own]);
    expect(resourcesOf({ on: stepbook.aws({ region: "us-gov-west-1" }) })[0]).toBe(
      "arn:aws-us-gov:states:::lambda:invoke",
    );
    expect(resourcesOf({ on: stepbook.aws({ region: "xx-nowhere-9" }) })[0]).toBe(own);
    expect(() => resourcesOf({ partition: "aws-mars" })).toThrow(/partition is "aws", "aws-cn" or "aws-us-gov"/);
  });

  it("holds for what reads and writes data sets, too", () => {
    const each = stepbook.map("M", {
      mode: "distributed",
      items: s3.objects({ bucket: "b" }),
      results: s3.results({ bucket: "b" }),
      each: () => pass("P"),
    });
    const { ItemReader, ResultWriter } = stateOf(each, { partition: "aws-cn" });
    expect([ItemReader.Resource, ResultWriter.Resource]).toEqual([
      "arn:aws-cn:states:::s3:listObjectsV2",
      "arn:aws-cn:states:::s3:putObject",
    ]);
  });
});

describe("a workflow as a step of another", () => {
  it("runs by its ARN, which is known from where it runs", async () => {
    const on = local();
    const child = workflow("child", { steps: pass("P", { output: { n: 7 } }), on });
    const run = stepfunctions.startExecution("Child", { stateMachineArn: child });
    expect(stateOf(run).Arguments).toEqual({
      StateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:child",
    });
    await child.create();
    const parent = workflow("parent", { steps: [run, pass("Q", { output: { n: run.output.Output.n } })], on });
    expect(await (await parent.execute()).output()).toEqual({ n: 7 });
  });

  it("whose ARN is not known is refused, and told what to do", () => {
    const child = workflow("child", { steps: pass("P"), on: stepbook.aws({ region: "eu-west-1" }) });
    expect(() => stepfunctions.startExecution("Child", { stateMachineArn: child })).toThrow(
      'The ARN of the workflow "child" is not known yet. Create it first: await workflow.create().',
    );
  });
});
