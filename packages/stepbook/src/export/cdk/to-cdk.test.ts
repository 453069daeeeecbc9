// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a hostile name.
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { fail, lambda, pass, succeed, wait, workflow } from "../../index";
import type { Any } from "../../placeholders/any";

const logGroupArn = "arn:aws:logs:eu-west-1:123456789012:log-group:g:*";

/** What keeps a source from being TypeScript at all. */
const faults = (source: string) =>
  ts.transpileModule(source, { reportDiagnostics: true, compilerOptions: { target: ts.ScriptTarget.ES2022 } })
    .diagnostics;

describe("a stack of the CDK", () => {
  it("has a construct for each state, and leads from one to the next", () => {
    const source = workflow("two steps", {
      steps: [
        pass("Start", { output: { n: 1 } }),
        wait("A while", { seconds: 5 }),
        lambda.invoke(
          "Work",
          { functionName: "arn:aws:lambda:eu-west-1:123456789012:function:f", payload: { a: 1 } },
          { catch: [{ errorEquals: ["States.ALL"], next: fail("Failed") }] },
        ),
        succeed("Done"),
      ],
      role: "arn:aws:iam::123456789012:role/r",
      type: "EXPRESS",
      tracing: true,
      logging: { level: "ERROR", logGroupArn },
      encryption: { kmsKeyId: "alias/orders", kmsDataKeyReusePeriodSeconds: 600 },
      tags: [{ key: "team", value: "sns." }],
    }).toCdk();
    expect(source).toBe(`import { Duration, Stack, type StackProps, Tags } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import * as sfn from "aws-cdk-lib/aws-stepfunctions";
import * as tasks from "aws-cdk-lib/aws-stepfunctions-tasks";
import type { Construct } from "constructs";

export class TwoStepsStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const start = sfn.Pass.jsonata(this, "Start", { outputs: { n: 1 } });
    const aWhile = sfn.Wait.jsonata(this, "A while", { time: sfn.WaitTime.duration(Duration.seconds(5)) });
    const work = tasks.LambdaInvoke.jsonata(this, "Work", {
      lambdaFunction: lambda.Function.fromFunctionArn(
        this,
        "Work Function",
        "arn:aws:lambda:eu-west-1:123456789012:function:f",
      ),
      payload: sfn.TaskInput.fromObject({ a: 1 }),
      retryOnServiceExceptions: false,
    });
    const failed = sfn.Fail.jsonata(this, "Failed");
    const done = sfn.Succeed.jsonata(this, "Done");

    work.addCatch(failed, { errors: ["States.ALL"] });
    start.next(aWhile).next(work).next(done);

    const machine = new sfn.StateMachine(this, "StateMachine", {
      stateMachineName: "two steps",
      definitionBody: sfn.DefinitionBody.fromChainable(start),
      queryLanguage: sfn.QueryLanguage.JSONATA,
      stateMachineType: sfn.StateMachineType.EXPRESS,
      tracingEnabled: true,
      logs: {
        destination: logs.LogGroup.fromLogGroupArn(
          this,
          "LogGroup",
          "${logGroupArn}",
        ),
        level: sfn.LogLevel.ERROR,
      },
      encryptionConfiguration: new sfn.CustomerManagedEncryptionConfiguration(
        kms.Alias.fromAliasName(this, "EncryptionKey", "alias/orders"),
        Duration.seconds(600),
      ),
      role: iam.Role.fromRoleArn(this, "Role", "arn:aws:iam::123456789012:role/r"),
    });
    Tags.of(machine).add("team", "sns.");
  }
}
`);
  });

  it.each([
    '"); throw new Error(("',
    "`${process.exit()}`",
    "*/ //",
    "\u2028line",
    "constructor",
    "__proto__",
    "this",
    "1",
    "</script>",
  ])("stays one with a state called %j", (name) => {
    const States = JSON.parse(
      `{${JSON.stringify(name)}: {"Type": "Pass", "Result": ${JSON.stringify(name)}, "End": true}}`,
    );
    const source = workflow(name.replace("\u2028", ""), { definition: { StartAt: name, States } as Any }).toCdk();
    expect(faults(source)).toEqual([]);
    expect(source).toMatch(/^export class \w+Stack extends Stack \{$/m);
    expect(source).not.toContain("\u2028");
  });

  it("is refused of a definition with errors, each with its place", () => {
    const definition = { StartAt: "A", States: { A: { Type: "Pass", Next: "B" } } } as Any;
    expect(() => workflow("w", { definition }).toCdk()).toThrow(
      /"A" goes to "B", which does not exist.*→ States\.A\.Next/,
    );
  });
});
