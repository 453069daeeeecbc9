import { quote, StepbookError } from "../errors";
import { type Data, expressionNode } from "../placeholders/expression";
import type { Choice, Numeric, Text } from "../services/given";
import type {
  SagemakerCreateHyperParameterTuningJobCompletion,
  SagemakerCreateHyperParameterTuningJobParameters,
  SagemakerCreateHyperParameterTuningJobResult,
} from "../services/sagemaker";
import { type ServiceStep, serviceStep } from "../services/service";
import { dataOf, describe, isPlainObject } from "../steps/data";
import { assertWhole } from "../steps/numbers";
import { newStep } from "../steps/step";
import type { Estimator, MetricDefinition, SagemakerTags } from "./estimator";
import { assertFields, assertName, given, oneOf, tagsOf } from "./fields";
import { type Coded, type Coding, coded, codedValue, merged } from "./hyperparameters";
import type { TrainingData } from "./inputs";
import { estimatorHyperparameters, scriptHyperparameters, sourcesIn } from "./script";
import { codingOf, jobDefinition } from "./training";
import { assertValue, isValue, newValue, type Value } from "./value";

type Scaling = Choice<"Auto" | "Linear" | "Logarithmic" | "ReverseLogarithmic">;

/** How values of a range are searched. */
export interface RangeOptions {
  /** `"Auto"` where it is left out; `"Logarithmic"` for ranges over several powers of ten. */
  readonly scalingType?: Scaling;
}

interface Range extends RangeOptions {
  readonly min: Numeric;
  readonly max: Numeric;
}

interface Values {
  readonly values: readonly Data[];
}

/** The values among which the best of a hyperparameter is looked for. */
export type ParameterRange =
  | Value<"integerParameter", Range>
  | Value<"continuousParameter", Range>
  | Value<"categoricalParameter", Values>;

/**
 * Whole numbers from `min` to `max`.
 *
 * @example integerParameter(1, 10)
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/automatic-model-tuning-define-ranges.html
 */
export function integerParameter(min: Numeric, max: Numeric, options: RangeOptions = {}): ParameterRange {
  return newValue<Value<"integerParameter", Range>>(
    "integerParameter",
    range("integerParameter", min, max, options, false),
  );
}

/**
 * Numbers from `min` to `max`.
 *
 * @example continuousParameter(0.001, 0.1, { scalingType: "Logarithmic" })
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/automatic-model-tuning-define-ranges.html
 */
export function continuousParameter(min: Numeric, max: Numeric, options: RangeOptions = {}): ParameterRange {
  return newValue<Value<"continuousParameter", Range>>(
    "continuousParameter",
    range("continuousParameter", min, max, options, true),
  );
}

/**
 * One of some values.
 *
 * @example categoricalParameter(["sgd", "adam"])
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/automatic-model-tuning-define-ranges.html
 */
export function categoricalParameter(values: readonly Data[]): ParameterRange {
  if (!Array.isArray(values) || values.length === 0)
    throw new StepbookError(
      `categoricalParameter(…): the values are a list that is not empty, but here is ${describe(values)}.`,
    );
  return newValue("categoricalParameter", { values });
}

function range(kind: string, min: Numeric, max: Numeric, options: RangeOptions, fractions: boolean): Range {
  const where = `${kind}(…)`;
  assertFields(options, [], ["scalingType"], where);
  for (const [name, value] of Object.entries({ min, max }))
    assertWhole(value, `${where}: ${name}`, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, fractions);
  const { scalingType = "Auto" } = options;
  oneOf("Auto", "Linear", "Logarithmic", "ReverseLogarithmic")(scalingType, `${where}: scalingType`);
  if (typeof min === "number" && typeof max === "number" && min > max)
    throw new StepbookError(`${where}: min (${min}) must not be more than max (${max}).`);
  if (scalingType === "Logarithmic" && typeof min === "number" && min <= 0)
    throw new StepbookError(`${where}: a logarithmic range has only numbers above 0, but min is ${min}.`);
  return { min, max, scalingType };
}

/** What `hyperparameterTuner` takes. */
export interface TunerOptions {
  /** How each model is trained. Its hyperparameters hold for all of them, but for those that are looked for. */
  readonly estimator: Estimator;
  /** The metric that tells which model is the best, such as `"validation:rmse"`. */
  readonly objectiveMetricName: Text;
  /** Whether the best is the least or the most; `"Maximize"` where it is left out. */
  readonly objectiveType?: Choice<"Minimize" | "Maximize">;
  /** What is looked for, by the names of hyperparameters. */
  readonly hyperparameterRanges: { readonly [name: string]: ParameterRange };
  /** Metrics that are read from the log; the estimator's where they are left out. */
  readonly metricDefinitions?: readonly MetricDefinition[];
  /** How the next values are chosen; `"Bayesian"` where it is left out. */
  readonly strategy?: Choice<"Bayesian" | "Random" | "Hyperband" | "Grid">;
  /** How many models are trained at most; 1 where it is left out. */
  readonly maxJobs?: Numeric;
  /** How many of them at once; 1 where it is left out. */
  readonly maxParallelJobs?: Numeric;
  /** Whether training that goes badly is stopped; `"Off"` where it is left out. */
  readonly earlyStoppingType?: Choice<"Off" | "Auto">;
  /** The same number gives the same choice of values. */
  readonly randomSeed?: Numeric;
  /** Tags of the job. */
  readonly tags?: SagemakerTags;
}

/** A search for the best hyperparameters. Made by `hyperparameterTuner`. */
export type HyperparameterTuner = Value<"hyperparameterTuner", TunerOptions>;

/**
 * Looks for the hyperparameters that train the best model.
 *
 * @example
 * hyperparameterTuner({
 *   estimator: forest, objectiveMetricName: "validation:rmse", objectiveType: "Minimize",
 *   hyperparameterRanges: { eta: continuousParameter(0.1, 0.5), max_depth: integerParameter(1, 9) },
 *   maxJobs: 20, maxParallelJobs: 2,
 * })
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/automatic-model-tuning.html
 */
export function hyperparameterTuner(options: TunerOptions): HyperparameterTuner {
  const where = "hyperparameterTuner(…)";
  const optional = [
    ...["objectiveType", "metricDefinitions", "strategy", "maxJobs", "maxParallelJobs", "earlyStoppingType"],
    ...["randomSeed", "tags"],
  ];
  assertFields(options, ["estimator", "objectiveMetricName", "hyperparameterRanges"], optional, where);
  const { estimator, hyperparameterRanges, maxJobs = 1, maxParallelJobs = 1, strategy = "Bayesian" } = options;
  assertValue(
    estimator,
    "estimator",
    `${where}: estimator`,
    "estimator(…), xgboost(…), pytorch(…), tensorflow(…) or sklearn(…)",
  );
  oneOf("Bayesian", "Random", "Hyperband", "Grid")(strategy, `${where}: strategy`);
  if (!isPlainObject(hyperparameterRanges) || Object.keys(hyperparameterRanges).length === 0)
    throw new StepbookError(
      `${where}: hyperparameterRanges must be an object with at least one range, such as { eta: continuousParameter(0.1, 0.5) }, but is ${describe(hyperparameterRanges)}.`,
    );
  for (const [name, each] of Object.entries(hyperparameterRanges))
    if (!kinds.some((kind) => isValue(each, kind)))
      throw new StepbookError(
        `${where}: hyperparameterRanges.${name} is made by ${kinds.join(", ")}, but here is ${describe(each)}.`,
      );
  if (typeof maxJobs === "number" && typeof maxParallelJobs === "number" && maxParallelJobs > maxJobs)
    throw new StepbookError(
      `${where}: maxParallelJobs (${maxParallelJobs}) must not be more than maxJobs (${maxJobs}).`,
    );
  return newValue("hyperparameterTuner", options);
}

const kinds = ["integerParameter", "continuousParameter", "categoricalParameter"] as const;

/** What `sagemaker.tuning` takes. */
export interface TuningParameters {
  /** What it looks for. */
  readonly tuner: HyperparameterTuner;
  /** The name of the job: at most 32 characters, and best one of the execution. */
  readonly jobName: Text;
  /** What it trains on: `"s3://…"`, `trainingInput(…)`, or several by the names of their channels. */
  readonly data?: TrainingData;
  /** Tags, in place of the tuner's. */
  readonly tags?: SagemakerTags;
}

/** What a tuning job gives at its end. */
export interface TuningJob extends SagemakerCreateHyperParameterTuningJobCompletion {
  /** The training of the best model. */
  BestTrainingJob: {
    /** Its name. */
    TrainingJobName: string;
    /** Its ARN. */
    TrainingJobArn: string;
    /** How it ended. */
    TrainingJobStatus: string;
    /** The hyperparameters that were looked for. */
    TunedHyperParameters: { [name: string]: string };
    /** How good the model is. */
    FinalHyperParameterTuningJobObjectiveMetric: {
      /** `"Minimize"` or `"Maximize"`. */
      Type: string;
      /** The name of the metric. */
      MetricName: string;
      /** Its value. */
      Value: number;
    };
  };
}

/** What tuning gives, by what the step waits for. */
export type TuningResults = { completion: TuningJob; response: SagemakerCreateHyperParameterTuningJobResult };

const createTuningJob = serviceStep<SagemakerCreateHyperParameterTuningJobParameters, TuningResults, "completion">(
  "sagemaker:createHyperParameterTuningJob",
  "sagemaker.tuning",
);

export const tuning: ServiceStep<TuningParameters, TuningResults, "completion"> = (id, parameters, options) => {
  const where = `sagemaker.tuning(${quote(String(id))})`;
  const step = createTuningJob(id, tuningRequest(parameters, where), options);
  const { tuner, jobName } = parameters;
  return newStep({ ...dataOf(step)!, ...sourcesIn(tuner.options.estimator, jobName, where) });
};

/** The request of a tuning job. */
export function tuningRequest(
  parameters: TuningParameters,
  where: string,
): SagemakerCreateHyperParameterTuningJobParameters {
  assertFields(parameters, ["tuner", "jobName"], ["data", "tags"], where);
  const { tuner, jobName, data } = parameters;
  assertValue(tuner, "hyperparameterTuner", `${where}: tuner`);
  assertName(jobName, 32, `${where}: jobName`);
  const { estimator, objectiveMetricName, objectiveType = "Maximize", strategy = "Bayesian", ...rest } = tuner.options;
  const { maxJobs = 1, maxParallelJobs = 1, earlyStoppingType = "Off", randomSeed } = rest;
  const { metricDefinitions = estimator.options.metricDefinitions } = rest;
  return {
    hyperParameterTuningJobName: jobName,
    hyperParameterTuningJobConfig: {
      strategy,
      hyperParameterTuningJobObjective: { type: objectiveType, metricName: objectiveMetricName },
      resourceLimits: { maxNumberOfTrainingJobs: maxJobs, maxParallelTrainingJobs: maxParallelJobs },
      parameterRanges: rangesOf(rest.hyperparameterRanges, codingOf(estimator)),
      trainingJobEarlyStoppingType: earlyStoppingType,
      ...given({ randomSeed }),
    },
    trainingJobDefinition: {
      ...jobDefinition(estimator, { data, metricDefinitions }, where),
      staticHyperParameters: staticOf(tuner.options, jobName, where),
    },
    ...given({ tags: tagsOf(parameters.tags ?? rest.tags) }),
  };
}

/** The hyperparameters that are not looked for. */
function staticOf({ estimator, hyperparameterRanges }: TunerOptions, jobName: Text, where: string): Coded {
  const all = merged(
    scriptHyperparameters(estimator, jobName, where),
    estimatorHyperparameters(estimator),
    coded(estimator.options.hyperparameters, codingOf(estimator)),
  );
  if (expressionNode(all)) return all;
  return Object.fromEntries(Object.entries(all).filter(([name]) => !Object.hasOwn(hyperparameterRanges, name)));
}

/** The ranges of each kind, as the request has them. */
function rangesOf(ranges: TunerOptions["hyperparameterRanges"], coding: Coding) {
  const all = Object.entries(ranges);
  const numbers = (kind: "integerParameter" | "continuousParameter") =>
    all.flatMap(([name, each]) => (isValue(each, kind) ? [bounds(name, (each as Value<string, Range>).options)] : []));
  const integerParameterRanges = numbers("integerParameter");
  const continuousParameterRanges = numbers("continuousParameter");
  const categoricalParameterRanges = all.flatMap(([name, each]) =>
    isValue(each, "categoricalParameter")
      ? [
          {
            name,
            values: (each as { options: { values: readonly Data[] } }).options.values.map((value) =>
              codedValue(value, coding),
            ),
          },
        ]
      : [],
  );
  return Object.fromEntries(
    Object.entries({ integerParameterRanges, continuousParameterRanges, categoricalParameterRanges }).filter(
      ([, list]) => list.length > 0,
    ),
  );
}

const bounds = (name: string, { min, max, scalingType = "Auto" }: Range) => ({
  name,
  minValue: codedValue(min, "plain"),
  maxValue: codedValue(max, "plain"),
  scalingType,
});
