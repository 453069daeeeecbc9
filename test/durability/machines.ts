const text = (states: Readonly<Record<string, object>>): string =>
  JSON.stringify({ StartAt: Object.keys(states)[0], States: states });

const pass = { Type: "Pass", End: true };
const wait = { Type: "Wait", SecondsPath: "$.seconds" };

/** The machines of the kill test. All take `{ name, seconds, milliseconds }`, and end well. */
export const machines = {
  pass: text({ P: pass }),
  wait: text({ W: { ...wait, Next: "P" }, P: pass }),
  task: text({
    T: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName: "work", "Payload.$": "$" },
      Retry: [{ ErrorEquals: ["States.TaskFailed"], IntervalSeconds: 1, MaxAttempts: 20, BackoffRate: 1 }],
      OutputPath: "$.Payload",
      End: true,
    },
  }),
  plain: text({
    T: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName: "work", "Payload.$": "$" },
      OutputPath: "$.Payload",
      End: true,
    },
  }),
  activity: text({
    // A worker may have taken a task without ever having seen the answer.
    A: {
      Type: "Task",
      Resource: "arn:aws:states:us-east-1:123456789012:activity:work",
      HeartbeatSeconds: 2,
      TimeoutSeconds: 600,
      Retry: [
        { ErrorEquals: ["States.HeartbeatTimeout", "Refused"], IntervalSeconds: 1, MaxAttempts: 50, BackoffRate: 1 },
      ],
      End: true,
    },
  }),
  token: text({
    T: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
      Parameters: { FunctionName: "hand", Payload: { "name.$": "$.name", "token.$": "$$.Task.Token" } },
      Retry: [{ ErrorEquals: ["States.TaskFailed", "Refused"], IntervalSeconds: 1, MaxAttempts: 99, BackoffRate: 1 }],
      End: true,
    },
  }),
  branches: text({
    B: {
      Type: "Parallel",
      Branches: ["one", "two", "three"].map((name) => ({
        StartAt: `W ${name}`,
        States: { [`W ${name}`]: { ...wait, Next: name }, [name]: pass },
      })),
      End: true,
    },
  }),
  map: text({
    M: {
      Type: "Map",
      ItemsPath: "$.items",
      ItemSelector: { "seconds.$": "$.seconds", "item.$": "$$.Map.Item.Value" },
      MaxConcurrency: 2,
      ItemProcessor: { StartAt: "W", States: { W: { ...wait, Next: "P" }, P: pass } },
      End: true,
    },
  }),
  distributed: text({
    M: {
      Type: "Map",
      ItemsPath: "$.items",
      ItemProcessor: {
        ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
        StartAt: "P",
        States: { P: { Type: "Wait", Seconds: 1, End: true } },
      },
      End: true,
    },
  }),
} as const satisfies Readonly<Record<string, string>>;

export type MachineName = keyof typeof machines;
