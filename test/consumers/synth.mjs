// Reads [{ source }] as JSON from its input, and prints what each source synthesizes to, or how it fails.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import vm from "node:vm";
import ts from "typescript";

const require = createRequire(new URL(process.argv[2], import.meta.url));
const cdk = require("aws-cdk-lib");

/** The values of the pseudo parameters, for comparing. */
const pseudo = {
  "AWS::Partition": "aws",
  "AWS::Region": "us-east-1",
  "AWS::AccountId": "123456789012",
  "AWS::URLSuffix": "amazonaws.com",
};

const resolved = (value) => {
  if (typeof value === "string") return value;
  if (value.Ref in pseudo) return pseudo[value.Ref];
  if (value["Fn::Join"]) return value["Fn::Join"][1].map(resolved).join(value["Fn::Join"][0]);
  throw new Error(`What is ${JSON.stringify(value)}?`);
};

const synthesize = (source) => {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exports = {};
  vm.runInThisContext(`(function (exports, require) {${outputText}\n})`)(exports, require);
  const [Stack] = Object.values(exports);
  const app = new cdk.App({ analyticsReporting: false });
  const stack = new Stack(app, "Stack");
  const { template } = app.synth().getStackByName(stack.stackName);
  const [machine] = Object.values(template.Resources).filter(({ Type }) => Type === "AWS::StepFunctions::StateMachine");
  return JSON.parse(resolved(machine.Properties.DefinitionString));
};

const results = JSON.parse(readFileSync(0, "utf8")).map((source) => {
  try {
    return { definition: synthesize(source) };
  } catch (error) {
    return {
      error: String(error.stack ?? error)
        .split("\n")
        .slice(0, 4)
        .join("\n"),
    };
  }
});
process.stdout.write(JSON.stringify(results));
