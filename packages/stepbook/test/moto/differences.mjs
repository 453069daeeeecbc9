/**
 * Where moto, as `serve.py` starts it, still differs from AWS. The contract states what AWS does: in these rows it is
 * the stub that answers, over HTTP and through the same client.
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
};
