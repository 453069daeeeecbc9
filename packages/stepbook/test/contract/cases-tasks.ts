import { type Case, jsonata, machine } from "./case";

const end = { End: true };
const invoke = "arn:aws:states:::lambda:invoke";
const functionArn = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

/** Functions that the cases call, wherever they run: made anew for each backend, as one of them keeps count. */
export const functions = () => {
  const calls = new Map<string, number>();
  return {
    double: ({ n }: { n: number }) => ({ doubled: 2 * n }),
    echo: (event: unknown) => event,
    breaks: ({ name = "Error", message }: { name?: string; message: string }) => {
      throw Object.assign(new Error(message), { name });
    },
    /** Fails as often as it is told, for each key. */
    flaky: ({ key, times }: { key: string; times: number }) => {
      const call = (calls.get(key) ?? 0) + 1;
      calls.set(key, call);
      if (call <= times) throw Object.assign(new Error(`call ${call}`), { name: "Busy" });
      return { calls: call };
    },
    large: () => "x".repeat(300_000),
    slow: ({ seconds }: { seconds: number }) => new Promise((done) => setTimeout(done, seconds * 1000, "late")),
  };
};

/** Tasks that call functions, and what becomes of their errors, in JSONPath and in JSONata. */
export const taskCases: readonly Case[] = [
  {
    title: "Task: lambda:invoke, ResultSelector and ResultPath (JSONPath)",
    definition: machine({
      Call: {
        Type: "Task",
        Resource: invoke,
        Parameters: { FunctionName: "double", "Payload.$": "$" },
        ResultSelector: { "twice.$": "$.Payload.doubled", "status.$": "$.StatusCode" },
        ResultPath: "$.result",
        ...end,
      },
    }),
    input: { n: 7 },
    output: { n: 7, result: { twice: 14, status: 200 } },
  },
  {
    title: "Task: lambda:invoke by an ARN with a qualifier, Output and Assign (JSONata)",
    definition: jsonata({
      Call: {
        Type: "Task",
        Resource: invoke,
        Arguments: { FunctionName: `${functionArn("double")}:$LATEST`, Payload: { n: "{% $states.input.n %}" } },
        Assign: { twice: "{% $states.result.Payload.doubled %}" },
        Output: "{% $states.result.Payload %}",
        Next: "After",
      },
      After: { Type: "Pass", Output: { twice: "{% $twice %}", input: "{% $states.input %}" }, ...end },
    }),
    input: { n: 7 },
    output: { twice: 14, input: { doubled: 14 } },
  },
  {
    title: "Task: the ARN of a function (JSONPath)",
    definition: machine({
      Call: { Type: "Task", Resource: functionArn("double"), ResultPath: "$.result", ...end },
    }),
    input: { n: 7 },
    output: { n: 7, result: { doubled: 14 } },
  },
  {
    title: "Task: values of every kind come and go as they are",
    definition: machine({
      Call: {
        Type: "Task",
        Resource: invoke,
        Parameters: { FunctionName: "echo", "Payload.$": "$" },
        OutputPath: "$.Payload",
        ...end,
      },
    }),
    input: { text: 'Zoë "said"\n', n: 1.5, none: null, yes: true, list: [[], {}, ""], __proto: { a: 1 } },
    output: { text: 'Zoë "said"\n', n: 1.5, none: null, yes: true, list: [[], {}, ""], __proto: { a: 1 } },
  },
  {
    title: "Task: an error of a function fails the execution, as Lambda tells it",
    definition: machine({
      Call: { Type: "Task", Resource: invoke, Parameters: { FunctionName: "breaks", "Payload.$": "$" }, ...end },
    }),
    input: { name: "OutOfOrder", message: "on purpose" },
    failure: {
      error: "OutOfOrder",
      cause:
        /"errorType":"OutOfOrder".*"errorMessage":"on purpose"|"errorMessage":"on purpose".*"errorType":"OutOfOrder"/,
    },
  },
  {
    title: "Task: an error of a function called by its ARN",
    definition: machine({ Call: { Type: "Task", Resource: functionArn("breaks"), ...end } }),
    input: { name: "OutOfOrder", message: "on purpose" },
    failure: { error: "OutOfOrder", cause: /"errorMessage":"on purpose"/ },
  },
  {
    title: "Task: an error is caught by its name, into a path (JSONPath)",
    definition: machine({
      Call: {
        Type: "Task",
        Resource: invoke,
        Parameters: { FunctionName: "breaks", "Payload.$": "$" },
        Catch: [
          { ErrorEquals: ["Other"], Next: "Wrong" },
          { ErrorEquals: ["OutOfOrder"], ResultPath: "$.caught", Next: "Mend" },
        ],
        ...end,
      },
      Mend: { Type: "Pass", Parameters: { "error.$": "$.caught.Error", "name.$": "$.name" }, ...end },
      Wrong: { Type: "Fail" },
    }),
    input: { name: "OutOfOrder", message: "on purpose" },
    output: { error: "OutOfOrder", name: "OutOfOrder" },
  },
  {
    title: "Task: States.TaskFailed catches what a function throws, with its message (JSONata)",
    definition: jsonata({
      Call: {
        Type: "Task",
        Resource: invoke,
        Arguments: { FunctionName: "breaks", Payload: { message: "on purpose" } },
        Catch: [
          {
            ErrorEquals: ["States.TaskFailed"],
            Assign: { error: "{% $states.errorOutput.Error %}" },
            Output: { message: "{% $parse($states.errorOutput.Cause).errorMessage %}" },
            Next: "Mend",
          },
        ],
        ...end,
      },
      Mend: { Type: "Pass", Output: { error: "{% $error %}", message: "{% $states.input.message %}" }, ...end },
    }),
    output: { error: "Error", message: "on purpose" },
  },
  {
    title: "Task: a retry helps",
    definition: machine({
      Call: {
        Type: "Task",
        Resource: invoke,
        Parameters: { FunctionName: "flaky", Payload: { "key.$": "$$.Execution.Id", times: 2 } },
        Retry: [{ ErrorEquals: ["Busy"], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 3 }],
        OutputPath: "$.Payload",
        ...end,
      },
    }),
    output: { calls: 3 },
  },
  {
    title: "Task: retries are used up, and the error is caught",
    definition: jsonata({
      Call: {
        Type: "Task",
        Resource: invoke,
        Arguments: { FunctionName: "flaky", Payload: { key: "{% $states.context.Execution.Id %}", times: 9 } },
        Retry: [
          { ErrorEquals: ["Other"], MaxAttempts: 5 },
          { ErrorEquals: ["States.ALL"], IntervalSeconds: 1, BackoffRate: 1, MaxAttempts: 1 },
        ],
        Catch: [
          {
            ErrorEquals: ["States.ALL"],
            Output: "{% $parse($states.errorOutput.Cause).errorMessage %}",
            Next: "Mend",
          },
        ],
        ...end,
      },
      Mend: { Type: "Pass", ...end },
    }),
    output: "call 2",
  },
  {
    title: "Task: a function that takes too long is States.Timeout",
    definition: machine({
      Call: {
        Type: "Task",
        Resource: invoke,
        Parameters: { FunctionName: "slow", Payload: { seconds: 3 } },
        TimeoutSeconds: 1,
        Catch: [{ ErrorEquals: ["States.Timeout"], Next: "Mend" }],
        ...end,
      },
      Mend: { Type: "Pass", Parameters: { "error.$": "$.Error" }, ...end },
    }),
    output: { error: "States.Timeout" },
  },
  {
    title: "an execution that takes too long is TIMED_OUT",
    definition: machine({ Long: { Type: "Wait", Seconds: 600, ...end } }, { TimeoutSeconds: 1 }),
    failure: { status: "TIMED_OUT" },
    differs: "timedOut",
  },
  {
    title: "Task: an error that no Catch names fails the execution",
    definition: machine({
      Call: {
        Type: "Task",
        Resource: invoke,
        Parameters: { FunctionName: "breaks", "Payload.$": "$" },
        Retry: [{ ErrorEquals: ["Other"] }],
        Catch: [{ ErrorEquals: ["Other", "States.Timeout"], Next: "Mend" }],
        ...end,
      },
      Mend: { Type: "Pass", ...end },
    }),
    input: { name: "OutOfOrder", message: "on purpose" },
    failure: { error: "OutOfOrder" },
  },
  {
    title: "Task: a function that does not exist",
    definition: machine({
      Call: {
        Type: "Task",
        Resource: invoke,
        Parameters: { FunctionName: "nobody", Payload: {} },
        ...end,
      },
    }),
    failure: { error: "Lambda.ResourceNotFoundException", cause: /^Function not found: / },
  },
  {
    title: "Task: a result of more than 256 KiB is States.DataLimitExceeded",
    definition: machine({
      Call: { Type: "Task", Resource: invoke, Parameters: { FunctionName: "large", Payload: {} }, ...end },
    }),
    failure: { error: "States.DataLimitExceeded" },
  },
  {
    title: "Task: States.ALL neither retries nor catches States.Runtime, such as a path that leads nowhere",
    definition: machine({
      Call: {
        Type: "Task",
        Resource: invoke,
        Parameters: { FunctionName: "echo", "Payload.$": "$.nowhere" },
        Retry: [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 1 }],
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "Mend" }],
        ...end,
      },
      Mend: { Type: "Pass", ...end },
    }),
    failure: { error: "States.Runtime" },
    differs: "runtime",
  },
  {
    title: "Task: a timeout that is an expression (JSONata)",
    definition: jsonata({
      Call: {
        Type: "Task",
        Resource: invoke,
        Arguments: { FunctionName: "slow", Payload: { seconds: 3 } },
        TimeoutSeconds: "{% $states.input.most %}",
        ...end,
      },
    }),
    input: { most: 1 },
    failure: { error: "States.Timeout" },
  },
  {
    title: "Task: an event on the event bus",
    definition: machine({
      Tell: {
        Type: "Task",
        Resource: "arn:aws:states:::events:putEvents",
        Parameters: { Entries: [{ Source: "shop", DetailType: "ordered", "Detail.$": "$" }] },
        ResultSelector: { "failed.$": "$.FailedEntryCount" },
        ...end,
      },
    }),
    input: { order: 7 },
    output: { failed: 0 },
  },
];
