// The AWS CDK: the same machine in its constructs, written as the definition that it would send.
import { createRequire } from "node:module";
import { measure, size } from "./measure.mjs";

const require = createRequire(new URL("../peers/package.json", import.meta.url));
const { App, Stack } = require("aws-cdk-lib");
const { aws_lambda: lambda, aws_stepfunctions: sfn, aws_stepfunctions_tasks: tasks } = require("aws-cdk-lib");

measure(() => {
  const stack = new Stack(new App(), "Bench", { env: { account: "123456789012", region: "us-east-1" } });
  const f = lambda.Function.fromFunctionName(stack, "F", "f");
  const name = "{% $states.context.Execution.Input.name %}";
  const first = sfn.Pass.jsonata(stack, "Start");
  let chain = sfn.Chain.start(first);
  for (let index = 0; index < Math.ceil(size / 4); index++) {
    const more = sfn.Pass.jsonata(stack, `More ${index}`);
    const choice = sfn.Choice.jsonata(stack, `Choice ${index}`).when(
      sfn.Condition.jsonata(`{% $states.context.Execution.Input.limit > ${index} %}`),
      more,
    );
    chain = chain
      .next(sfn.Pass.jsonata(stack, `Pass ${index}`, { outputs: { n: index, name } }))
      .next(
        tasks.LambdaInvoke.jsonata(stack, `Task ${index}`, {
          lambdaFunction: f,
          payload: sfn.TaskInput.fromObject({ name }),
          retryOnServiceExceptions: false,
        }),
      )
      .next(choice.afterwards({ includeOtherwise: true }));
  }
  const graph = new sfn.StateGraph(chain.startState, "bench");
  return stack.resolve(graph.toGraphJson(sfn.QueryLanguage.JSONATA));
});
