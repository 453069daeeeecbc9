import {
  add,
  aws,
  chain,
  choice,
  context,
  dynamodb,
  equals,
  estimator,
  executionInput,
  fail,
  format,
  greaterThan,
  isPresent,
  jsonata,
  lambda,
  lessThan,
  map,
  optional,
  or,
  otherwise,
  parallel,
  pass,
  s3,
  sagemaker,
  sqs,
  stepfunctions,
  succeed,
  task,
  trainingInput,
  variable,
  wait,
  when,
  workflow,
  xgboost,
} from "stepbook";

const input = executionInput({
  id: String,
  size: Number,
  flag: Boolean,
  tags: [String],
  user: { name: String, then: String, ages: [Number] },
});

// Every place has its type.
pass("Parts", {
  output: { a: input.user.name, b: input.user.at("then"), c: input.user.ages[0], d: input.tags.at(-1) },
});

// The type of an output comes from what gives it.
const greeting = pass("Greeting", { output: { text: format("Hello {}", input.user.name), size: add(input.size, 1) } });
wait("As long", { seconds: greeting.output.size });
const encode = lambda.invoke("Encode", { functionName: "f", payload: { id: input.id, deep: [{ tags: input.tags }] } });
pass("Result", { output: encode.output.Payload.any.part[3] });
const short = lambda.invoke("Short", { functionName: "f" }, { output: (result) => ({ code: result.StatusCode }) });
wait("For a code", { seconds: short.output.code });
const squares = map("Squares", { items: input.user.ages, each: (age) => pass("Square", { output: { age } }) });
wait("Oldest", { seconds: squares.output[0].age });
parallel("Both", [chain(pass("A"), [pass("B")]), pass("C")], { output: (results) => results[0] });
const checks = parallel("Checks", [encode, pass("Size", { output: { size: input.size } }), [pass("X"), pass("Y")]]);
pass("Checked", { output: [checks.output[0].Payload.any, checks.output.at(1).size, checks.output[2].any] });
wait("For a check", { seconds: checks.output[1].size });
map("All", { items: checks.output, each: (each) => pass("Each", { output: each }) });
const asked = lambda.invoke(
  "Asked",
  { functionName: "ask" },
  { waitFor: "callback", output: (answer) => answer.decision },
);
pass("Answered", { output: asked.output.reason });
const child = stepfunctions.startExecution("Nested", { stateMachineArn: "arn:…" });
pass("Of the child", { output: child.output.Output.any });
const typed = task<{ total: number }>("Sum", { resource: "arn:aws:lambda:us-east-1:123456789012:function:sum" });
wait("For a sum", { seconds: typed.output.total });
sqs.sendMessage("Ask", { queueUrl: "https://…", messageBody: { token: context.Task.Token } }, { waitFor: "callback" });
dynamodb.getItem("Read", { tableName: "t", key: { id: { S: input.id } } });
stepfunctions.startExecution("Child", { stateMachineArn: "arn:…", input: { id: input.id } }, { waitFor: "response" });

// SageMaker's steps know what their jobs give.
const where = { role: "arn:…", instanceType: "ml.m5.large", outputPath: format("s3://{}/out", input.id) };
const train = sagemaker.training("Train", {
  estimator: xgboost({ ...where, version: "1.7-1", hyperparameters: { depth: input.size, rates: [0.1, input.size] } }),
  jobName: input.id,
  data: { train: trainingInput("s3://b/train", { contentType: "text/csv" }), validation: input.user.name },
});
sagemaker.model("Save", { model: train.model({ environment: { ID: input.id } }), modelName: input.id });
wait("Trained", { seconds: train.output.TrainingTimeInSeconds });
lambda.invoke("Look", { functionName: "f", payload: { at: train.output.ModelArtifacts.S3ModelArtifacts } });
sagemaker.training(
  "Begin",
  { estimator: estimator({ ...where, image: input.id }), jobName: "j" },
  { waitFor: "response" },
);

const tries = variable("tries", Number);
const status = lambda.invoke("Status", { functionName: "status" }, { assign: { tries: add(tries, 1) } });
const poll = workflow("poll", {
  input,
  on: aws({ role: "Role" }),
  steps: [
    pass("First", { assign: { tries: 0 } }),
    status,
    choice(
      "Finished?",
      when(equals(status.output.Payload, "SUCCEEDED"), succeed("Done")),
      when(greaterThan(tries, 10), fail("Gave up", { cause: format("after {} tries", tries) })),
      otherwise(chain(wait("Again", { seconds: 60 }), status)),
    ),
  ],
});
workflow("copy", { ...poll.options, on: undefined });

/** A schema of any library that follows Standard Schema. */
const schema = {
  "~standard": {
    version: 1 as const,
    vendor: "test",
    validate: (value: unknown) => ({ value: value as { age: number } }),
    types: undefined as { input: unknown; output: { age: number } } | undefined,
  },
};
const declared = executionInput(schema);
wait("Age", { seconds: declared.age });
workflow("declared", { input: declared, steps: pass("P") }).execute({ age: 3 });
const sparse = executionInput({ name: String, nickname: optional(String), home: optional({ city: String }) });
const greet = workflow("sparse", {
  input: sparse,
  steps: choice(
    "Known?",
    when(isPresent(sparse.nickname), pass("City", { output: sparse.home.city })),
    otherwise(fail("No")),
  ),
});
greet.execute({ name: "Ada" });
greet.execute({ name: "Ada", nickname: "A", home: { city: "London" } });
workflow("undeclared", { steps: pass("P") }).execute({ anything: [1, "two"] });

// A distributed Map knows what its data set holds.
map("Resize all", {
  items: s3.objects({ bucket: input.user.name, prefix: "photos/" }),
  mode: "distributed",
  maxConcurrency: 100,
  toleratedFailurePercentage: 5,
  results: s3.results({ bucket: input.user.name, prefix: "out/" }),
  each: (file) => lambda.invoke("Resize", { functionName: "resize", payload: { key: file.Key } }),
});
map("Rows", {
  items: s3.csv({ bucket: "b", key: "k" }),
  mode: "distributed",
  itemBatcher: { maxItemsPerBatch: 10, batchInput: { id: input.id } },
  each: (batch) => pass("Row", { output: [batch.Items[0].column, batch.BatchInput.id] }),
});
map("Selected", {
  items: input.user.ages,
  itemSelector: (age, index) => ({ age, index }),
  each: (item) => wait("For an age", { seconds: item.age }),
});

// A timestamp is a Date or its text, in the input and beside it.
const dated = executionInput({ due: Date, name: String });
const late = when(or(lessThan(dated.due, new Date()), equals(dated.due, "2026-01-31T12:00:00Z")), pass("Late"));
const deadline = workflow("deadline", {
  input: dated,
  steps: [choice("Late?", late), wait("Until", { timestamp: dated.due })],
});
deadline.execute({ due: new Date(), name: "A" });
deadline.execute({ due: "2026-01-31T12:00:00Z", name: "A" });
pass("Due", { output: format("due {}", dated.due) });

export const used = [jsonata<number>`1 + ${input.size}`];

// Another workflow from what one was made of.
workflow("again", { ...poll.options, steps: [pass("Alone")] });
workflow("elsewhere", { ...poll.options, on: aws() });
