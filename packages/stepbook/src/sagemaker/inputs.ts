import { StepbookError } from "../errors";
import { expressionNode } from "../placeholders/expression";
import type { Choice, Numeric, Text } from "../services/given";
import { describe, isPlainObject } from "../steps/data";
import { assertFields, given, rules } from "./fields";
import { assertValue, isValue, newValue, type Value } from "./value";

/** What `trainingInput` takes beside where the data is. */
export interface TrainingInputOptions {
  /** Such as `"text/csv"` or `"text/libsvm"`. */
  readonly contentType?: Text;
  /** Whether each instance gets all of it, or its share; `"FullyReplicated"` where it is left out. */
  readonly distribution?: Choice<"FullyReplicated" | "ShardedByS3Key">;
  /** How it is packed. */
  readonly compression?: Choice<"None" | "Gzip">;
  /** Whether each record is wrapped. */
  readonly recordWrapping?: Choice<"None" | "RecordIO">;
  /** What the URI names; `"S3Prefix"` where it is left out. */
  readonly s3DataType?: Choice<"S3Prefix" | "ManifestFile" | "AugmentedManifestFile" | "Converse">;
  /** How it reaches the container, where that differs from the estimator's. */
  readonly inputMode?: Choice<"File" | "Pipe" | "FastFile">;
  /** What of an augmented manifest is used. */
  readonly attributeNames?: readonly Text[];
  /** Shuffles the data, in an order that this number tells. */
  readonly shuffleSeed?: Numeric;
}

/** Where something is. */
export interface Located {
  /** Its S3 URI. */
  readonly s3Uri: Text;
}

/** Data to train on. Made by `trainingInput`. */
export type TrainingInput = Value<"trainingInput", TrainingInputOptions & Located>;

/** Where data is: an S3 URI, or `trainingInput(…)` where more is to be said. */
export type Channel = Text | TrainingInput;

/** What a job reads: one channel, which is named `training`, or several by their names. */
export type TrainingData = Channel | { readonly [channel: string]: Channel };

/**
 * Data to train on, with what the algorithm must know of it.
 *
 * @example trainingInput("s3://bucket/train.csv", { contentType: "text/csv" })
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Channel.html
 */
export function trainingInput(s3Uri: Text, options: TrainingInputOptions = {}): TrainingInput {
  const where = "trainingInput(…)";
  const optional = ["contentType", "distribution", "compression", "recordWrapping", "s3DataType", "inputMode"];
  assertFields({ ...options, s3Uri }, ["s3Uri"], [...optional, "attributeNames", "shuffleSeed"], where);
  return newValue("trainingInput", { ...options, s3Uri });
}

/** The channels of a job, as its request has them. */
export function channels(data: TrainingData, where: string) {
  return Object.entries(byName(data, where)).map(([channelName, channel]) => {
    const at = `${where}: data.${channelName}`;
    if (!/^[A-Za-z0-9.\-_]{1,64}$/.test(channelName))
      throw new StepbookError(`${at}: the name of a channel has letters, digits, dots, hyphens and underscores alone.`);
    if (typeof channel === "string" || expressionNode(channel)) rules.s3Uri!(channel, at);
    else assertValue(channel, "trainingInput", at, '"s3://…" or trainingInput("s3://…")');
    return channelOf(
      channelName,
      isValue(channel, "trainingInput") ? (channel as TrainingInput).options : { s3Uri: channel as Text },
    );
  });
}

function byName(data: TrainingData, where: string): { readonly [channel: string]: Channel } {
  if (typeof data === "string" || expressionNode(data) || isValue(data, "trainingInput"))
    return { training: data as Channel };
  if (isPlainObject(data) && Object.keys(data).length > 0) return data as { readonly [channel: string]: Channel };
  throw new StepbookError(
    `${where}: data must be "s3://…", trainingInput("s3://…") or an object of them by the names of channels, but is ${describe(data)}.`,
  );
}

function channelOf(channelName: string, options: TrainingInput["options"]) {
  const { s3Uri, contentType, compression, recordWrapping, inputMode, attributeNames, shuffleSeed } = options;
  const { distribution = "FullyReplicated", s3DataType = "S3Prefix" } = options;
  return {
    channelName,
    dataSource: {
      s3DataSource: { s3DataType, s3Uri, s3DataDistributionType: distribution, ...given({ attributeNames }) },
    },
    ...given({ contentType, compressionType: compression, recordWrapperType: recordWrapping, inputMode }),
    ...(shuffleSeed !== undefined && { shuffleConfig: { seed: shuffleSeed } }),
  };
}
