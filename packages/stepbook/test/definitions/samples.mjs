/** Definitions as people have them, in both languages: what `toTypeScript` makes of them is compiled. */
export const samples = {
  poll: {
    Comment: "A loop with a counter",
    QueryLanguage: "JSONata",
    StartAt: "Start",
    States: {
      Start: {
        Type: "Task",
        Resource: "arn:aws:states:::glue:startJobRun",
        Arguments: { JobName: "{% $states.context.Execution.Input.job %}" },
        Assign: { tries: 0, run: "{% $states.result.JobRunId %}" },
        Next: "A minute",
      },
      "A minute": { Type: "Wait", Seconds: 60, Next: "Status" },
      Status: {
        Type: "Task",
        Resource: "arn:aws:states:::aws-sdk:glue:getJobRun",
        Arguments: { JobName: "etl", RunId: "{% $run %}" },
        Assign: { tries: "{% $tries + 1 %}" },
        Next: "Finished?",
      },
      "Finished?": {
        Type: "Choice",
        Choices: [
          { Condition: "{% $states.input.JobRun.JobRunState = 'SUCCEEDED' %}", Next: "Done" },
          { Condition: "{% $tries > 10 or $states.input.JobRun.JobRunState = 'FAILED' %}", Next: "Gave up" },
        ],
        Default: "A minute",
      },
      Done: { Type: "Succeed", Output: { tries: "{% $tries %}" } },
      "Gave up": { Type: "Fail", Error: "GaveUp", Cause: "{% 'after ' & $string($tries) %}" },
    },
  },
  paths: {
    StartAt: "Check",
    States: {
      Check: {
        Type: "Choice",
        Choices: [
          {
            And: [
              { Variable: "$.size", NumericGreaterThanPath: "$.limit" },
              { Not: { Variable: "$.due", TimestampLessThan: "2026-01-01T00:00:00Z" } },
            ],
            Next: "Each",
          },
          { Variable: "$.items", IsPresent: false, Next: "Check again" },
        ],
        Default: "Each",
      },
      "Check again": { Type: "Wait", SecondsPath: "$.pause", Next: "Check" },
      Each: {
        Type: "Map",
        ItemsPath: "$.items",
        ItemSelector: { "item.$": "$$.Map.Item.Value", "all.$": "$.items[*].id" },
        Iterator: {
          StartAt: "Call",
          States: {
            Call: {
              Type: "Task",
              Resource: "arn:aws:states:::lambda:invoke",
              Parameters: { FunctionName: "f", "Payload.$": "$", Qualifier: "live" },
              ResultSelector: { "answer.$": "$.Payload.answer" },
              ResultPath: "$.call",
              Retry: [{ ErrorEquals: ["States.TaskFailed"], MaxAttempts: 2 }],
              Catch: [{ ErrorEquals: ["States.ALL"], ResultPath: "$.error", Next: "Call" }],
              End: true,
            },
          },
        },
        ResultPath: null,
        End: true,
      },
    },
  },
  files: {
    QueryLanguage: "JSONata",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a name that a template must not fill.
    StartAt: "</script>`${x}`*/",
    States: {
      "</script>`${x}`*/": {
        Type: "Map",
        ItemReader: {
          Resource: "arn:aws:states:::s3:listObjectsV2",
          Arguments: { Bucket: "{% $states.context.Execution.Input.bucket %}" },
        },
        ItemProcessor: {
          ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "EXPRESS" },
          StartAt: "class",
          States: { class: { Type: "Pass", Output: { key: "{% $uppercase($states.input.Key) %}" }, End: true } },
        },
        ToleratedFailurePercentage: 5,
        End: true,
      },
    },
  },
};
