/**
 * Where moto, as `serve.py` starts it, still differs from AWS. The contract states what AWS does: in these rows it is
 * the stub that answers, over HTTP and through the same client.
 *
 * `operations` are those that moto does not have at all.
 */
export const differences = {
  defaults: {
    what: "DescribeStateMachine tells every setting that was left out",
    moto: "leaves out loggingConfiguration.includeExecutionData",
  },
};
