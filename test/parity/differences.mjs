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

/** Kinds of cases that need what is not here yet, by how their names begin. */
export const later = {
  training: "SageMaker's training jobs",
  model: "SageMaker's models",
  transform: "SageMaker's batch transforms",
  endpoint_config: "SageMaker's endpoint configurations",
  endpoint: "SageMaker's endpoints",
  tuning: "SageMaker's tuning jobs",
  processing: "SageMaker's processing jobs",
  pipeline: "the machine learning pipelines",
  workflow: "what is sent to AWS for a workflow",
  execution: "what is sent to AWS for an execution",
  widget: "the tables and links of a notebook",
};
