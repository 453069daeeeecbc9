// The names that examples of the docs leave open.
import {
  type AwsClient,
  anything,
  aws,
  type Data,
  executionInput,
  hyperparameterTuner,
  type ItemReader,
  integerParameter,
  lambda,
  local,
  type MapRun,
  optional,
  pass,
  s3,
  sagemaker,
  stepfunctions,
  trainingPipeline,
  variable,
  workflow,
  xgboost,
} from "stepbook";

export const input = executionInput({
  ...{ a: Number, b: Number, age: Number, count: Number, discount: Number, pages: Number, place: Number },
  ...{ price: Number, seconds: Number, size: Number, total: Number },
  ...{ body: String, bucket: String, color: String, config: String, country: String, day: String, email: String },
  ...{ file: String, first: String, id: String, job: String, last: String, model: String, name: String },
  ...{ run: String, second: String, step: String, text: String, token: String },
  ...{ due: Date, flag: Boolean, more: Boolean, names: [String], sizes: [Number] },
  ...{ nickname: optional(String), settings: { theme: String }, user: { name: String }, items: [anything] },
});
export const tries = variable("tries", Number);
export const startedAt = variable("startedAt", Number);
export const index = variable("index", Number);

export const [go, stop, skip, small, large, keep, read, nobody, work, done, again] = [..."12345678901"].map((id) =>
  pass(id),
);
export const [split, report, greet] = [..."123"].map((id) => lambda.invoke(id, { functionName: id }));
export const encode = lambda.invoke("Encode", { functionName: "to-base64", payload: { input: "Hello" } });
export const items: ItemReader = s3.objects({ bucket: "photos" });
export const resize = (item: Data) => lambda.invoke("Resize", { functionName: "resize", payload: item });
export const each = (item: object) => pass("Look", { output: item });

export const backend = local({ functions: { "to-base64": ({ input: text }) => btoa(text) } });
export const hello = workflow("hello", { steps: pass("Hello"), on: backend });
export const fast = workflow("fast", { steps: pass("Hello"), type: "EXPRESS", on: backend });
export declare const run: MapRun;
export const cloud = aws({ region: "eu-central-1" });
export const orders = workflow("orders", { steps: [pass("Start"), split], on: cloud });
export const client: AwsClient = { send: async () => ({}), config: {} };
export const child = workflow("child", { steps: stepfunctions.startExecution("Go on", { stateMachineArn: "arn:…" }) });
export const execution = hello.execute() as never as Awaited<ReturnType<typeof hello.execute>>;

export const [roleArn, queueUrl, topicArn, connectionArn, certificateAuthority, endpoint, image] = [..."1234567"];
export const inputConfig = { dataSource: { s3DataSource: { manifestS3Uri: "s3://b/manifest" } } };

export const humanTaskConfig = {
  annotationConsolidationConfig: { annotationConsolidationLambdaArn: "arn:…" },
  numberOfHumanWorkersPerDataObject: 3,
  taskDescription: "Tell what you see",
  taskTimeLimitInSeconds: 600,
  taskTitle: "Look",
  uiConfig: {},
  workteamArn: "arn:…",
};

const where = { role: roleArn, instanceType: "ml.m5.large", outputPath: "s3://bucket/out" };
export const forest = xgboost({ ...where, version: "1.7-1" });
export const before = { options: { ...where, version: "2.1.0", entryPoint: "train.py" } };
export const train = sagemaker.training("Train", { estimator: forest, jobName: input.job });
export const prepare = sagemaker.training("Prepare", { estimator: forest, jobName: input.job });
export const tuner = hyperparameterTuner({
  estimator: forest,
  objectiveMetricName: "validation:rmse",
  hyperparameterRanges: { max_depth: integerParameter(1, 9) },
});
export const pipeline = trainingPipeline("digits", {
  estimator: forest,
  data: "s3://b/train",
  bucket: "b",
  on: backend,
});

/** As Node has it. */
export declare function writeFileSync(path: string, text: string): void;
