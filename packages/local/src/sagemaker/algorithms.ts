import { join } from "node:path";
import { JobFailure } from "./failure";
import type { MetricData } from "./shapes";

/** What does the work of an image here. */
export interface Algorithm {
  /** The path of a Python program of ours. */
  readonly driver: string;
  /** The metrics that a line of its log tells: such images name their own. */
  readonly metrics: (line: string, time: Date) => readonly MetricData[];
}

const xgboost: Algorithm = {
  driver: join(__dirname, "..", "..", "data", "xgboost_train.py"),
  metrics: (line, Timestamp) =>
    [...line.matchAll(/#011(train|validation)-([^:#]+):([^#\s]+)/g)].flatMap(([, channel, metric, text]) => {
      const Value = Number(text);
      return Number.isNaN(Value) ? [] : [{ MetricName: `${channel}:${metric}`, Value, Timestamp }];
    }),
};

/** The images that have a program of ours, by the name of their repository. */
const algorithms: Readonly<Record<string, Algorithm>> = { xgboost, "sagemaker-xgboost": xgboost };

/** The repository of an image: `…amazonaws.com/sagemaker-xgboost:1.7-1` is `sagemaker-xgboost`. */
const repositoryOf = (image: string): string => image.slice(image.lastIndexOf("/") + 1).replace(/[@:].*$/s, "");

/** What does the work of an image. @throws JobFailure where nothing does: it says what to do. */
export const algorithmOf = (image: string): Algorithm => {
  const repository = repositoryOf(image);
  const algorithm = Object.hasOwn(algorithms, repository) ? algorithms[repository] : undefined;
  if (algorithm) return algorithm;
  const known = Object.keys(algorithms).join(", ");
  throw new JobFailure(
    "ClientError",
    `No container runs here, so the image ${image} can't: give its estimator a script (sagemaker_program and sagemaker_submit_directory), or register a function for the task's resource in local({ functions }). Without either, these images run: ${known}`,
  );
};
