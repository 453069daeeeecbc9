/** The cell that a newcomer sees first. */
export const helloWorld = `
import { workflow, executionInput, pass, wait, choice, when, otherwise, map, parallel, succeed, fail, equals,
         lambda, local, aws } from "stepbook";

const backend = local({ functions: { "to-base64": ({ input }) => btoa(input) } });
// on AWS: const backend = aws({ role: "StepFunctionsWorkflowExecutionRole" });

const input = executionInput({ isHelloWorld: Boolean, delaySeconds: Number, names: [String] });

const pause = wait("Pause", { seconds: input.delaySeconds });
const words = parallel("Both words", [pass("Hello"), pass("World")]);
const encode = lambda.invoke("Encode", { functionName: "to-base64", payload: { input: "HelloWorld" } }, {
  retry: [{ errorEquals: ["States.TaskFailed"], intervalSeconds: 15, maxAttempts: 2, backoffRate: 4 }],
  catch: [{ errorEquals: ["States.TaskFailed"], next: fail("Encoding failed") }],
});
const greet = map("Greet everyone", { items: input.names, each: (name) => pass("Greet", { output: { greeting: name } }) });

const hello = workflow("hello-world", {
  input,
  steps: [
    pass("Start"),
    choice("Is this hello world?",
      when(equals(input.isHelloWorld, true), pause, words, encode, greet, succeed("Done")),
      otherwise(fail("Not hello world"))),
  ],
  on: backend,
});

hello.render();                       // the graph, inline
await hello.create();
const execution = await hello.execute({ isHelloWorld: true, delaySeconds: 3, names: ["Ada", "Alan"] });
await execution.render();             // the same graph, coloured as it runs
await execution.output();
`;
