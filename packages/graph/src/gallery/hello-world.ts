import type { GalleryEntry } from "./entry";
import { pass, task } from "./shapes";

export const helloWorld: GalleryEntry = {
  definition: {
    QueryLanguage: "JSONata",
    StartAt: "Start",
    States: {
      Start: pass("Is this hello world?"),
      "Is this hello world?": {
        Type: "Choice",
        Choices: [{ Condition: "{% $states.context.Execution.Input.isHelloWorld = true %}", Next: "Pause" }],
        Default: "Not hello world",
      },
      Pause: { Type: "Wait", Seconds: "{% $states.context.Execution.Input.delaySeconds %}", Next: "Both words" },
      "Both words": {
        Type: "Parallel",
        Branches: [
          { StartAt: "Hello", States: { Hello: pass() } },
          { StartAt: "World", States: { World: pass() } },
        ],
        Next: "Encode",
      },
      Encode: task("lambda:invoke", "Greet everyone", {
        Arguments: { FunctionName: "to-base64", Payload: { input: "HelloWorld" } },
        Retry: [{ ErrorEquals: ["States.TaskFailed"], IntervalSeconds: 15, MaxAttempts: 2, BackoffRate: 4 }],
        Catch: [{ ErrorEquals: ["States.TaskFailed"], Next: "Encoding failed" }],
      }),
      "Greet everyone": {
        Type: "Map",
        Items: "{% $states.context.Execution.Input.names %}",
        ItemProcessor: { StartAt: "Greet", States: { Greet: pass() } },
        Next: "Done",
      },
      Done: { Type: "Succeed" },
      "Not hello world": { Type: "Fail" },
      "Encoding failed": { Type: "Fail" },
    },
  },
};
