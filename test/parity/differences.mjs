/** What stands here in place of a value where a case must be refused. */
export const refused = Symbol("refused");

/** A Map in the words that Amazon States Language has now. */
const modern = (value) => {
  if (Array.isArray(value)) return value.map(modern);
  if (typeof value !== "object" || value === null) return value;
  const { Iterator: body, Parameters, ...rest } = value;
  const same = Object.fromEntries(Object.entries(rest).map(([name, part]) => [name, modern(part)]));
  const selects = value.Type === "Map" ? "ItemSelector" : "Parameters";
  return {
    ...same,
    ...(Parameters !== undefined && { [selects]: modern(Parameters) }),
    ...(body !== undefined && { ItemProcessor: { ProcessorConfig: { Mode: "INLINE" }, ...modern(body) } }),
  };
};

const twoStates = { StartAt: "A", States: { A: { Type: "Pass", Next: "B" }, B: { Type: "Pass", End: true } } };

const olderMap = {
  reason: "Iterator and a Map's Parameters are deprecated: here stand ItemProcessor and ItemSelector.",
  ours: modern,
};
const supported = (reason, ours) => ({ reason, ours: () => ours });

const newerPattern = (action) =>
  supported("AWS has this pattern for the action since Python's last release.", {
    Type: "Task",
    Resource: `arn:aws:states:::${action}.waitForTaskToken`,
    Parameters: { P: { x: 1 }, "E.$": "$$.Execution.Input['e']" },
    End: true,
  });

/** A state with more parameters, or others. */
const withParameters = (more) => (state) => ({ ...state, Parameters: { ...state.Parameters, ...more } });

/** What a table shows for events: heads, rows, links. */
const eventTable = (rows, hrefs) => ({
  rows: [["ID", "Type", "Step", "Resource", "Logs", "Elapsed (ms)", "Timestamp"], ...rows],
  hrefs,
});
const machineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:wf";
const page = (place) => `https://console.aws.amazon.com/${place}`;
const logs = (group) => page(`cloudwatch/home?region=us-east-1#logsV2:log-groups/log-group/${group}`);

/** Where this package differs from the Python SDK on purpose: why, and what it gives instead. */
export const differences = {
  map: olderMap,
  "map.iterator_as_field": {
    ...olderMap,
    reason: `${olderMap.reason} What a Map goes through is said, where Python leaves it to the default.`,
    ours: (python) => withItems(modern(python)),
  },
  "retry_catch.parallel_map": { ...olderMap, ours: (python) => withItems(modern(python)) },
  "chain.not_list.error": supported("One step is a sequence, too.", {
    StartAt: "A",
    States: { A: { Type: "Pass", End: true } },
  }),
  "chain.append_duplicate.error": supported("A step that is mentioned again is a jump to it: so loops are written.", {
    StartAt: "A",
    States: { A: { Type: "Pass", Next: "A" } },
  }),
  "choice.no_choices": supported("AWS refuses a Choice without rules.", refused),
  "next.returns": supported("Steps are values that nothing changes: they have no next().", ["undefined", "undefined"]),
  "retry.max_delay_jitter.error": supported("MaxDelaySeconds and JitterStrategy came after Python's last release.", [
    { ErrorEquals: ["E"], JitterStrategy: "FULL" },
  ]),
  "state.base_class": supported("AWS has eight types of state; others can't be written.", refused),
  "rule.numeric_takes_bool": supported("A number is not compared with true: it could never be equal.", refused),
  "rule.path_value_placeholder.error": supported("A placeholder can be compared with another.", {
    StartAt: "P",
    States: {
      P: { Type: "Pass", Next: "C" },
      C: { Type: "Choice", Choices: [{ Variable: "$.v", StringEqualsPath: "$['x']", Next: "Yes" }] },
      Yes: { Type: "Pass", End: true },
    },
  }),
  "rule.execution_input_variable.error": supported("A Choice can ask for a part of the execution's input.", {
    Variable: "$$.Execution.Input['a']",
    StringEquals: "x",
  }),
  "placeholder.order_validation.error": supported(
    "An output can be used in any later state, and not only in the next. B passes its input on: a path is enough.",
    {
      StartAt: "A",
      States: {
        A: { Type: "Pass", Next: "B" },
        B: { Type: "Pass", Next: "C" },
        C: { Type: "Pass", Parameters: { "k.$": "$['x']" }, End: true },
      },
    },
  ),
  "placeholder.order_validation_misses_map_iterator_head": supported(
    "Python's path reads the item of the Map in place of A's output: here a variable carries it.",
    {
      StartAt: "A",
      States: {
        A: { Type: "Pass", Assign: { "A_x.$": "$['x']" }, Next: "M" },
        M: {
          Type: "Map",
          ItemsPath: "$",
          ItemProcessor: {
            ProcessorConfig: { Mode: "INLINE" },
            StartAt: "I",
            States: { I: { Type: "Pass", Parameters: { "k.$": "$A_x" }, End: true } },
          },
          End: true,
        },
      },
    },
  ),
  "service.EksCallStep.task_token": newerPattern("eks:call"),
  "service.EksRunJobStep.task_token": newerPattern("eks:runJob"),
  "workflow.update_role_only": {
    reason:
      "Python sends a role as it is given, which is its ARN: here a name is one, too, and becomes the ARN by IAM.",
    ours: ([created, [operation, input]]) => [
      created,
      [operation, { ...input, roleArn: "arn:aws:iam::123456789012:role/r2" }],
    ],
  },
  "workflow.update_nothing.error": supported(
    "A workflow never changes, so that update() has nothing to be told: it sends the workflow's definition.",
    [
      [
        "CreateStateMachine",
        { name: "wf", definition: twoStates, roleArn: "arn:aws:iam::123456789012:role/StepFunctionsRole" },
      ],
      ["UpdateStateMachine", { stateMachineArn: machineArn, definition: twoStates }],
    ],
  ),
  "workflow.attach_definition": supported(
    "A workflow prints as a line of text. Its definition and its link are the same; one that is not created is no error.",
    [
      { StartAt: "A", States: { A: { Type: "Pass", End: true } } },
      `Workflow "wf": 1 state, ${machineArn}`,
      page(`states/home?region=us-east-1#/statemachines/view/${machineArn}`),
      'Workflow "wf": 2 states',
    ],
  ),
  "execution.list_events": {
    reason: "Python reads 1,000 events for the five that it was asked for.",
    ours: (python) => [...python.slice(0, -1), [python.at(-1)[0], { ...python.at(-1)[1], maxResults: 5 }]],
  },
  "widget.events": supported(
    "Elapsed time does not begin anew each second, times are UTC, logs have links, and data is shown only where it is asked for.",
    eventTable(
      [
        ["1", "ExecutionStarted", "", "", "", "0", "2020-01-01T00:00:00.000Z"],
        ["2", "TaskStateEntered", "Train", "", "", "30", "2020-01-01T00:00:00.030Z"],
        ["3", "TaskScheduled", "Train", "sagemaker:createTrainingJob.sync", "logs", "40", "2020-01-01T00:00:00.040Z"],
        ["4", "TaskSucceeded", "Train", "sagemaker:createTrainingJob.sync", "logs", "1500", "2020-01-01T00:00:01.500Z"],
        ["5", "TaskStateExited", "Train", "", "", "1600", "2020-01-01T00:00:01.600Z"],
        ["6", "ExecutionSucceeded", "", "", "", "1700", "2020-01-01T00:00:01.700Z"],
      ],
      Array.from({ length: 2 }, () => [
        page("sagemaker/home?region=us-east-1#/jobs/job1"),
        logs("$252Faws$252Fsagemaker$252FTrainingJobs"),
      ]).flat(),
    ),
  ),
  "widget.events_lambda_arn": supported(
    "The function is named and has a link, as its logs have: Python knows only that it is one.",
    eventTable(
      [
        ["1", "LambdaFunctionScheduled", "", "arn:aws:lambda:us-east-1:123456789012:function:f", "logs", "0"],
        ["2", "LambdaFunctionStarted", "", "arn:aws:lambda:us-east-1:123456789012:function:f", "logs", "1"],
        ["3", "LambdaFunctionSucceeded", "", "arn:aws:lambda:us-east-1:123456789012:function:f", "logs", "2"],
      ].map((row, index) => [...row, `2020-01-01T00:00:00.00${index}Z`]),
      [0, 1, 2].flatMap(() => [page("lambda/home?region=us-east-1#/functions/f"), logs("$252Faws$252Flambda$252Ff")]),
    ),
  ),
  "widget.workflows": supported("Type and ARN are shown, too; the link is the same.", {
    rows: [
      ["Name", "Type", "Created", "ARN"],
      ["wf", "STANDARD", "2020-01-01T00:00:00.000Z", machineArn],
    ],
    hrefs: [page(`states/home?region=us-east-1#/statemachines/view/${machineArn}`)],
  }),
  "widget.graph_html": supported(
    "The graph is drawn here, as a picture that stands alone: Python's page loads a script from a server that is gone.",
    ["<svg", "<svg"],
  ),
  "training.hyperparameters_with_placeholder_values": {
    reason: "SageMaker takes hyperparameters as text alone: Python leaves what a step gives as it is.",
    ours: withParameters({
      HyperParameters: {
        ...{ algorithm_mode: "randomized", feature_dim: "50000", subtract_mean: "True" },
        "rate.$": "States.Format('{}', $$.Execution.Input['r'])",
      },
    }),
  },
  "training.estimator_extras": {
    reason: "Python drops the environment, checkpoints, network isolation and the encryption of traffic.",
    ours: withParameters({
      CheckpointConfig: { S3Uri: "s3://bkt/ckpt" },
      EnableInterContainerTrafficEncryption: true,
      EnableNetworkIsolation: true,
      Environment: { E: "1" },
    }),
  },
  "training.pytorch_placeholder_job_name": {
    reason: "The script is told the job's own name, where Python takes one from the clock that no job has.",
    ours: (python) => {
      const { sagemaker_job_name, ...others } = python.Parameters.HyperParameters;
      const name = { "sagemaker_job_name.$": "States.JsonToString($$.Execution.Input['j'])" };
      return withParameters({ HyperParameters: { ...others, ...name } })(python);
    },
  },
  "model.from_training": {
    reason: "Python drops the environment of training.",
    ours: ({ States, ...machine }) => ({
      ...machine,
      States: { ...States, Train: withParameters({ Environment: { E: "1" } })(States.Train) },
    }),
  },
  "model.overrides": supported("AWS takes no subnets without security groups.", refused),
  "processing.minimal": {
    reason: "AWS takes no null: what is not given is left out.",
    ours: (python) => {
      const { ProcessingInputs, ProcessingOutputConfig, ...Parameters } = python.Parameters;
      return { ...python, Parameters };
    },
  },
  "pipeline.training.pytorch.calls": {
    reason: "sagemaker_job_name names the job: Python writes there where it would keep the source.",
    ours: ([created, [operation, { input, ...more }]]) => {
      const { HyperParameters } = input.Training;
      const hyperparameters = { ...HyperParameters, sagemaker_job_name: '"estimator-run1"' };
      const training = { ...input.Training, HyperParameters: hyperparameters };
      return [created, [operation, { ...more, input: { ...input, Training: training } }]];
    },
  },
  "pipeline.inference.calls": {
    reason:
      "A run's hyperparameters are text and stand beside the estimator's, which Python drops. What is empty is left out.",
    ours: ([[create, machine], [start, { input, ...more }]]) => {
      const { "Transform Input": transform, "Create Pipeline Model": model, Training, ...rest } = input;
      const { Environment: _none, ...transformed } = transform;
      const [first, { Environment: _empty, ...second }] = model.Containers;
      const { States } = machine.definition;
      const { "Environment.$": _path, ...parameters } = States["Transform Input"].Parameters;
      const states = { ...States, "Transform Input": { ...States["Transform Input"], Parameters: parameters } };
      const hyperparameters = { feature_dim: "10", predictor_type: "regressor", mini_batch_size: "32", raw: "1" };
      const given = {
        ...rest,
        "Transform Input": transformed,
        "Create Pipeline Model": { ...model, Containers: [first, second] },
        Training: { ...Training, HyperParameters: hyperparameters },
      };
      return [
        [create, { ...machine, definition: { ...machine.definition, States: states } }],
        [start, { ...more, input: given }],
      ];
    },
  },
  "pipeline.training.repr": supported("A pipeline prints as a line of text.", 'Pipeline "pipe": not created'),
  "service.resource_argument_is_overwritten": supported(
    "An option that a step does not have is refused, where Python overwrites it in silence.",
    refused,
  ),
};

const withItems = (machine) => ({
  ...machine,
  States: Object.fromEntries(
    Object.entries(machine.States).map(([name, state]) => [
      name,
      state.Type === "Map" ? { ...state, ItemsPath: "$" } : state,
    ]),
  ),
});
