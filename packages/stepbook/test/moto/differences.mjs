/**
 * Where moto, as `serve.py` starts it, still differs from AWS. The contract states what AWS does: in these rows it is
 * the embedded service that answers, over HTTP and through the same client. `lacks` are operations that moto does not
 * have.
 */
export const differences = {
  defaults: {
    what: "DescribeStateMachine tells every setting, also what was left out",
    moto: "leaves out whether logs hold data",
  },
  evaluation: {
    what: "EvaluationFailed follows the event before the state was entered",
    moto: "lets it follow the event of entering",
  },
  noMatch: {
    what: "a Choice without a way out fails with a cause that tells so",
    moto: "tells what went wrong in itself",
  },
  timedOut: {
    what: "ExecutionTimedOut follows no event",
    moto: "lets it follow the last event",
  },
  ownFunctions: {
    what: "JSONata has $hash, $uuid and $random of Step Functions",
    moto: "has other functions in their places",
  },
  aborted: {
    what: "a state that still waits as its Parallel fails is aborted, and an event tells so",
    moto: "ends it without an event",
  },
  batches: {
    what: "a distributed Map works on items in batches",
    moto: "knows no ItemBatcher",
  },
  runtime: {
    what: "States.ALL neither retries nor catches States.Runtime",
    moto: "does both",
  },
  sizes: {
    what: "inputs have a most of 256 KiB",
    moto: "takes any",
  },
  deleting: {
    what: "a state machine that is deleted ends its executions at their next step, and then is gone",
    moto: "deletes all at once",
  },
  versions: {
    what: "versions are published and run, by themselves or by an alias",
    moto: "knows aliases, but neither publishes versions nor runs them",
    lacks: ["PublishStateMachineVersion", "ListStateMachineVersions", "DeleteStateMachineVersion"],
  },
  sync: { what: "EXPRESS machines run in one call", moto: "has no such call", lacks: ["StartSyncExecution"] },
  checks: {
    what: "a state is tested alone, and a definition checked",
    moto: "does neither",
    lacks: ["TestState", "ValidateStateMachineDefinition"],
  },
  redrive: {
    what: "a failed execution goes on from where it failed",
    moto: "starts new ones only",
    lacks: ["RedriveExecution"],
  },
  mapRuns: {
    what: "the children of a map run are executions that can be listed",
    moto: "counts them only",
  },
};
