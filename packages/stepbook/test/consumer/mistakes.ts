// Each of these is refused by the compiler, in a notebook too.
import {
  activity,
  add,
  athena,
  awsSdk,
  batch,
  choice,
  dynamodb,
  ecs,
  emr,
  equals,
  executionInput,
  fail,
  glue,
  greaterThan,
  http,
  lambda,
  map,
  optional,
  parallel,
  pass,
  pytorch,
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

const input = executionInput({ n: Number, text: String, list: [{ size: Number }] });
const run = workflow("run", { input, steps: [pass("P")] });
const encode = lambda.invoke("Encode", { functionName: "f" });

// @ts-expect-error: no such part
pass("A", { output: input.m });
// @ts-expect-error: no such part of an item
pass("A", { output: input.list[0].weight });
// @ts-expect-error: a list has no methods
input.list.map((item) => item);
// @ts-expect-error: not a number
wait("A", { seconds: input.text });
// @ts-expect-error: one of the two
wait("A", { seconds: 3, timestamp: "2026-01-01T00:00:00Z" });
// @ts-expect-error: one of the two
wait("A", {});
// @ts-expect-error: the wrong type of input
run.execute({ n: "3", text: "", list: [] });
// @ts-expect-error: a missing part of the input
run.execute({ n: 3, text: "" });
// @ts-expect-error: an unknown part of the input
run.execute({ n: 3, text: "", list: [], more: 1 });
// @ts-expect-error: a part that may be missing has its type where it is there
workflow("o", { input: executionInput({ a: optional(Number) }), steps: pass("P") }).execute({ a: "3" });
// @ts-expect-error: a placeholder is no number
input.n + 1;
// @ts-expect-error: compares a number with a string
equals(input.n, "3");
// @ts-expect-error: booleans have no order
greaterThan(true, false);
// @ts-expect-error: adds a string
add(input.text, 1);
// @ts-expect-error: a required parameter is missing
lambda.invoke("A", { payload: {} });
// @ts-expect-error: no such parameter
lambda.invoke("A", { functionName: "f", body: {} });
// @ts-expect-error: a pattern that AWS does not have for it
lambda.invoke("A", { functionName: "f" }, { waitFor: "completion" });
// @ts-expect-error: a pattern that AWS does not have for it
dynamodb.getItem("A", { tableName: "t", key: {} }, { waitFor: "callback" });
// @ts-expect-error: the second branch gives no such part
parallel("A", [pass("B"), pass("C", { output: { size: 1 } })]).output[1].weight;
// @ts-expect-error: an execution that is not waited for has no output yet
stepfunctions.startExecution("A", { stateMachineArn: "arn:…" }, { waitFor: "response" }).output.Output;
// @ts-expect-error: a body is needed
sqs.sendMessage("A", { queueUrl: "q" });
// @ts-expect-error: a Choice has no output
choice("A", when(true, pass("B"))).output;
// @ts-expect-error: neither has Succeed
succeed("A").output;
// @ts-expect-error: a Pass can't fail
pass("A").withRetry({ errorEquals: ["States.ALL"] });
// @ts-expect-error: no such field of a retrier
encode.withRetry({ errorEquals: ["States.ALL"], attempts: 3 });
// @ts-expect-error: a handler is needed
encode.withCatch({ errorEquals: ["States.ALL"] });
// @ts-expect-error: a step is no condition
when(pass("A"), pass("B"));
// @ts-expect-error: a string is no step
workflow("A", { steps: ["A"] });
// @ts-expect-error: a resource is needed
task("A", { arguments: {} });
// @ts-expect-error: items are a list
map("A", { items: input.n, each: () => pass("B") });
// @ts-expect-error: the item has no such part
map("A", { items: input.list, each: (item) => pass("B", { output: item.weight }) });
// @ts-expect-error: an object of S3 has no such part
map("A", { mode: "distributed", items: s3.objects({ bucket: "b" }), each: (file) => pass("B", { output: file.key }) });
// @ts-expect-error: a key is needed
s3.csv({ bucket: "b" });
// @ts-expect-error: no such mode
map("A", { mode: "DISTRIBUTED", items: input.list, each: () => pass("B") });
// @ts-expect-error: a function is no data
fail("A", { cause: () => "x" });
// @ts-expect-error: neither a constructor nor a shape
executionInput({ when: RegExp });
// @ts-expect-error: a step is a value that does not change
encode.id = "B";
// @ts-expect-error: the variable is a number
wait("A", { timestamp: variable("n", Number) });
// @ts-expect-error: a job does not wait for a token
glue.startJobRun("A", { jobName: "j" }, { waitFor: "callback" });
// @ts-expect-error: a queue and a definition are needed
batch.submitJob("A", { jobName: "j" });
// @ts-expect-error: a misspelt parameter deep within
ecs.runTask("A", { taskDefinition: "t", overrides: { containerOverrides: [{ nam: "c" }] } });
// @ts-expect-error: none of the values that AWS has
ecs.runTask("A", { taskDefinition: "t", launchType: "LAMBDA" });
// @ts-expect-error: AWS's own casing
athena.startQueryExecution("A", { QueryString: "select 1" });
// @ts-expect-error: a number, not a text
sqs.sendMessage("A", { queueUrl: "q", messageBody: "m", delaySeconds: "5" });
// @ts-expect-error: no such action
emr.startCluster("A", { name: "n" });
// @ts-expect-error: an action of the SDK does not wait for the end
awsSdk.glue.startJobRun("A", { jobName: "j" }, { waitFor: "completion" });
// @ts-expect-error: an activity has the credentials of its worker
activity("A", { activityArn: "arn:…" }, { credentials: { roleArn: "r" } });
// @ts-expect-error: no such method of HTTP
http.invoke("A", { apiEndpoint: "https://e", method: "FETCH", authentication: { connectionArn: "c" } });
// @ts-expect-error: no such part of what the job gives
glue.startJobRun("A", { jobName: "j" }).output.Status;
// @ts-expect-error: no such partition
workflow("A", { steps: [pass("B")], partition: "aws-mars" });
// @ts-expect-error: a role is needed
xgboost({ version: "1.7-1", instanceType: "ml.m5.large", outputPath: "s3://b" });
// @ts-expect-error: a misspelt option
trainingInput("s3://b", { contenType: "text/csv" });
// @ts-expect-error: a script is needed
pytorch({ version: "2.1.0", role: "r", instanceType: "ml.m5.large", outputPath: "s3://b" });
// @ts-expect-error: an estimator is no model
sagemaker.model("A", { model: xgboost, modelName: "m" });
// @ts-expect-error: no such part of what the job gives
sagemaker.tuning("A", { tuner: undefined as never, jobName: "j" }).output.BestTrainingJob.Name;
