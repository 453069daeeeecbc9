import { didYouMean, quote, StepbookError } from "../errors";
import { expressionNode } from "../placeholders/expression";
import type { List, Text } from "../services/given";
import { assertOptions, describe, isPlainObject, template } from "../steps/data";
import { assertWhole } from "../steps/numbers";
import type { SagemakerTag, SagemakerTags } from "./estimator";

/** Fails where a value is not what a field takes. */
type Rule = (value: unknown, where: string) => void;

function refuse(where: string, expected: string, value: unknown, hint = ""): never {
  throw new StepbookError(`${where} must be ${expected}, but is ${describe(value)}.${hint}`);
}

/** Placeholders may stand for any value. */
const orPlaceholder =
  (rule: Rule): Rule =>
  (value, where) => {
    if (!expressionNode(value)) rule(value, where);
  };

const text: Rule = orPlaceholder((value, where) => {
  if (typeof value !== "string" || value === "") refuse(where, "text", value);
});

const matching = (pattern: RegExp, expected: string, hint: (value: string) => string = () => ""): Rule =>
  orPlaceholder((value, where) => {
    if (typeof value !== "string" || !pattern.test(value))
      refuse(where, expected, value, typeof value === "string" ? hint(value) : "");
  });

const s3 = matching(/^s3:\/\/[^/\s]+(\/\S*)?$/, 'an S3 URI such as "s3://bucket/path"', (value) =>
  /^https?:|^\/|^\.|^file:/.test(value) ? " SageMaker reads and writes S3 alone." : "",
);

const role = matching(
  /^arn:[\w-]+:iam::\d{12}:role\/\S+$/,
  'the ARN of a role such as "arn:aws:iam::123456789012:role/SageMakerRole"',
);

const instanceType = matching(
  /^ml\.[a-z][a-z0-9-]*\.(nano|micro|small|medium|large|metal|\d*xlarge|metal-\d+xl)$/,
  'the name of an instance type such as "ml.m5.large"',
  (value) =>
    /^[a-z][a-z0-9-]*\.[a-z0-9]+$/.test(value) && !value.startsWith("ml.") ? ` Did you mean "ml.${value}"?` : "",
);

/** Names of jobs, models and endpoints. */
const name = (longest: number): Rule =>
  matching(
    new RegExp(`^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,${longest - 1}}$`),
    `a name of at most ${longest} letters, digits and hyphens`,
  );

const whole =
  (least: number, most?: number): Rule =>
  (value, where) => {
    assertWhole(value, where, least, most);
  };

const flag: Rule = orPlaceholder((value, where) => {
  if (typeof value !== "boolean") refuse(where, "true or false", value);
});

export const oneOf = (...values: readonly string[]): Rule =>
  orPlaceholder((value, where) => {
    if (!values.includes(value as string))
      refuse(where, values.map(quote).join(" or "), value, typeof value === "string" ? didYouMean(value, values) : "");
  });

const listOf = (rule: Rule): Rule =>
  orPlaceholder((value, where) => {
    if (!Array.isArray(value) || value.length === 0) refuse(where, "a list that is not empty", value);
    for (const [index, item] of value.entries()) rule(item, `${where}[${index}]`);
  });

const texts: Rule = orPlaceholder((value, where) => {
  if (!isPlainObject(value)) refuse(where, "an object of text by names", value);
  for (const [key, part] of Object.entries(value))
    if (!expressionNode(part) && typeof part !== "string")
      refuse(`${where}.${key}`, `text, such as ${quote(String(part))}`, part);
});

const data: Rule = (value, where) => {
  template(value, where);
};

const object: Rule = orPlaceholder((value, where) => {
  if (!isPlainObject(value)) refuse(where, "an object", value);
});

const metric: Rule = orPlaceholder((value, where) => {
  assertOptions(value, ["name", "regex"], where, "field");
  const { name: given, regex } = value as { readonly [field: string]: unknown };
  text(given, `${where}.name`);
  if (regex instanceof RegExp)
    refuse(`${where}.regex`, `the text of a regular expression, such as ${quote(regex.source)}`, regex);
  text(regex, `${where}.regex`);
});

const tags: Rule = orPlaceholder((value, where) => {
  if (!Array.isArray(value)) texts(value, where);
});

/** What fields hold, by their names, which mean the same wherever they stand. */
export const rules: { readonly [field: string]: Rule } = {
  ...{ accept: text, arguments: listOf(text), assembleWith: oneOf("None", "Line") },
  ...{ checkpointLocalPath: text, checkpointS3Uri: s3, codeLocation: s3, command: listOf(text) },
  ...{ compression: oneOf("None", "Gzip"), compressionType: oneOf("None", "Gzip"), contentType: text },
  ...{ data, debugHook: object, distribution: oneOf("FullyReplicated", "ShardedByS3Key") },
  ...{
    earlyStoppingType: oneOf("Off", "Auto"),
    enableInterContainerTrafficEncryption: flag,
    enableNetworkIsolation: flag,
  },
  ...{ endpointConfigName: name(63), endpointName: name(63), entryPoint: text, entrypoint: listOf(text) },
  ...{ environment: texts, experimentConfig: object, image: text, initialInstanceCount: whole(1), inputFilter: text },
  ...{ inputMode: oneOf("File", "Pipe", "FastFile"), instanceCount: whole(1), instanceType },
  ...{ joinSource: oneOf("Input", "None"), keepAlivePeriod: whole(0, 3600), kmsKey: text, localPath: text },
  ...{ inputName: name(64), outputName: name(64), destinationS3Uri: s3, enableCapture: flag },
  ...{ maxConcurrentTransforms: whole(0), maxJobs: whole(1), maxParallelJobs: whole(1), maxPayload: whole(0, 100) },
  ...{ maxRun: whole(1, 2_419_200), maxWait: whole(1), metricDefinitions: listOf(metric) },
  ...{ mode: oneOf("SingleModel", "MultiModel"), modelClientConfig: object, modelData: s3, modelName: name(63) },
  ...{
    objectiveMetricName: text,
    objectiveType: oneOf("Minimize", "Maximize"),
    outputFilter: text,
    outputKmsKey: text,
  },
  ...{ outputPath: s3, profiler: object, randomSeed: whole(0), recordWrapping: oneOf("None", "RecordIO"), role },
  ...{ s3DataType: oneOf("S3Prefix", "ManifestFile", "AugmentedManifestFile", "Converse") },
  ...{
    s3InputMode: oneOf("File", "Pipe"),
    s3Uri: s3,
    samplingPercentage: whole(0, 100),
    securityGroupIds: listOf(text),
  },
  ...{ shuffleSeed: whole(0), sourceDir: text },
  ...{ splitType: oneOf("None", "Line", "RecordIO", "TFRecord"), strategy: text, subnets: listOf(text), tags },
  ...{ uploadMode: oneOf("EndOfJob", "Continuous"), useSpotInstances: flag, variantName: name(63) },
  ...{ volumeKmsKey: text, volumeSize: whole(1) },
  jobName: name(63),
};

/** Fails where options are not those that are known, where one is missing, or where one is not what its field takes. */
export function assertFields(
  options: unknown,
  required: readonly string[],
  optional: readonly string[],
  where: string,
): void {
  assertOptions(options, [...required, ...optional], where);
  const given = options as { readonly [field: string]: unknown };
  for (const field of required) if (given[field] === undefined) throw new StepbookError(`${where} needs ${field}.`);
  for (const [field, value] of Object.entries(given))
    if (value !== undefined) rules[field]?.(value, `${where}: ${field}`);
  if ((given.subnets === undefined) !== (given.securityGroupIds === undefined))
    throw new StepbookError(`${where}: subnets and securityGroupIds belong together: give both, or neither.`);
}

/** Fails where a name of a job is longer than its kind allows. */
export const assertName = (value: unknown, longest: number, where: string): void => name(longest)(value, where);

/** Tags as AWS has them, from an object of values by keys. */
export function tagsOf(given: SagemakerTags | undefined): List<SagemakerTag> | undefined {
  return isPlainObject(given)
    ? Object.entries(given).map(([key, value]) => ({ key, value: value as Text }))
    : (given as List<SagemakerTag> | undefined);
}

/** Subnets and security groups as AWS has them. */
export function vpcOf({
  subnets,
  securityGroupIds,
}: {
  readonly subnets?: List<Text>;
  readonly securityGroupIds?: List<Text>;
}) {
  return subnets === undefined || securityGroupIds === undefined ? undefined : { subnets, securityGroupIds };
}

/** The members of an object that are not undefined. */
export type GivenOf<Members> = { readonly [Name in keyof Members]?: Exclude<Members[Name], undefined> };

/** An object without the members that are undefined; undefined where none is left. */
export function given<Members extends object>(members: Members): GivenOf<Members> | undefined {
  const kept = Object.entries(members).filter(([, value]) => value !== undefined);
  return kept.length === 0 ? undefined : (Object.fromEntries(kept) as GivenOf<Members>);
}
