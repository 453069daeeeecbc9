import { LocalServiceError } from "../service-error";
import { checkRequest, faultAt, listOf, type Rule } from "./check-request";
import { checkTrainingJob } from "./check-training";
import { SearchSpace } from "./search-space";
import { trialRequest } from "./trial";
import type { CreateHyperParameterTuningJobInput, NumberRange } from "./tuning-shapes";

const config = "HyperParameterTuningJobConfig";

const rules: readonly Rule[] = [
  {
    path: "HyperParameterTuningJobName",
    required: true,
    type: "text",
    pattern: /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,31}$/,
  },
  { path: config, required: true, type: "object" },
  { path: `${config}.Strategy`, required: true, type: "text", pattern: /^(Bayesian|Random|Hyperband|Grid)$/ },
  { path: `${config}.StrategyConfig`, type: "object" },
  { path: `${config}.StrategyConfig.HyperbandStrategyConfig`, type: "object" },
  { path: `${config}.StrategyConfig.HyperbandStrategyConfig.MinResource`, type: "count" },
  { path: `${config}.StrategyConfig.HyperbandStrategyConfig.MaxResource`, type: "count" },
  { path: `${config}.HyperParameterTuningJobObjective`, required: true, type: "object" },
  {
    path: `${config}.HyperParameterTuningJobObjective.Type`,
    required: true,
    type: "text",
    pattern: /^(Minimize|Maximize)$/,
  },
  { path: `${config}.HyperParameterTuningJobObjective.MetricName`, required: true, type: "text", pattern: /./ },
  { path: `${config}.ResourceLimits`, required: true, type: "object" },
  { path: `${config}.ResourceLimits.MaxNumberOfTrainingJobs`, type: "count" },
  { path: `${config}.ResourceLimits.MaxParallelTrainingJobs`, required: true, type: "count" },
  { path: `${config}.ResourceLimits.MaxRuntimeInSeconds`, type: "count" },
  { path: `${config}.ParameterRanges`, required: true, type: "object" },
  { path: `${config}.ParameterRanges.IntegerParameterRanges`, type: "list" },
  { path: `${config}.ParameterRanges.ContinuousParameterRanges`, type: "list" },
  { path: `${config}.ParameterRanges.CategoricalParameterRanges`, type: "list" },
  { path: `${config}.TrainingJobEarlyStoppingType`, type: "text", pattern: /^(Off|Auto)$/ },
  { path: "TrainingJobDefinition", required: true, type: "object" },
  { path: "TrainingJobDefinition.StaticHyperParameters", type: "object" },
];

/** The most training jobs of a tuning job, as at SageMaker. */
const mostTrials = 750;

const refuse = (message: string): never => {
  throw new LocalServiceError("ValidationException", message);
};

/** What SageMaker has and tuning on this machine has not. */
const absent: readonly (readonly [field: string, instead: string])[] = [
  ["WarmStartConfig", "each local tuning job begins anew"],
  ["Autotune", "name the ParameterRanges and the objective"],
  ["TrainingJobDefinitions", "give one TrainingJobDefinition"],
];

/**
 * Refuses what SageMaker refuses.
 *
 * @throws LocalServiceError ValidationException, with all that is wrong.
 */
export const checkTuningJob = (request: CreateHyperParameterTuningJobInput): void => {
  for (const [field, instead] of absent)
    if (Object.hasOwn(request, field)) refuse(`${field} is not there on this machine: ${instead}.`);
  checkRequest(request, rules, rangeFaults(request));
  checkTrainingJob(trialRequest(request, "x", {}));
  const { Strategy, ResourceLimits, ParameterRanges, HyperParameterTuningJobObjective } =
    request.HyperParameterTuningJobConfig;
  if (Strategy === "Hyperband" && request.HyperParameterTuningJobConfig.TrainingJobEarlyStoppingType === "Auto")
    refuse("The strategy Hyperband stops training jobs by itself: TrainingJobEarlyStoppingType must be Off.");
  const { MaxNumberOfTrainingJobs: most, MaxParallelTrainingJobs: atOnce } = ResourceLimits;
  const space = new SearchSpace(ParameterRanges);
  if (space.dimensions.length === 0) refuse("ParameterRanges must name at least one hyperparameter.");
  if (Strategy === "Grid") {
    if (space.dimensions.some(({ categories }) => categories === undefined))
      refuse("The strategy Grid takes CategoricalParameterRanges alone.");
    const count = space.size;
    if (count > mostTrials) refuse(`The grid has ${count} combinations; a tuning job has at most ${mostTrials}.`);
    if (most !== undefined && most !== count)
      refuse(
        `The strategy Grid tries each of its ${count} combinations: MaxNumberOfTrainingJobs is ${count}, or left out, but is ${most}.`,
      );
  } else if (most === undefined) refuse(`The strategy ${Strategy} needs MaxNumberOfTrainingJobs.`);
  else if (most > mostTrials) refuse(`MaxNumberOfTrainingJobs is at most ${mostTrials}, but is ${most}.`);
  else if (atOnce > most) refuse("MaxParallelTrainingJobs must not be more than MaxNumberOfTrainingJobs.");
  const { AlgorithmSpecification, StaticHyperParameters } = request.TrainingJobDefinition;
  const definitions = AlgorithmSpecification?.MetricDefinitions;
  const isScript = StaticHyperParameters?.sagemaker_program !== undefined;
  const { MetricName } = HyperParameterTuningJobObjective;
  if ((definitions || isScript) && !listOf(definitions).some(({ Name }) => Name === MetricName))
    refuse(
      `A metric is required for this hyperparameter tuning job objective. Provide a metric in the metric definitions: ${MetricName}.`,
    );
};

function* rangeFaults({ HyperParameterTuningJobConfig, TrainingJobDefinition }: CreateHyperParameterTuningJobInput) {
  const ranges = HyperParameterTuningJobConfig?.ParameterRanges;
  const names = new Set<unknown>(Object.keys(TrainingJobDefinition?.StaticHyperParameters ?? {}));
  for (const [kind, list] of Object.entries(ranges ?? {})) {
    const place = `hyperParameterTuningJobConfig.parameterRanges.${kind.charAt(0).toLowerCase()}${kind.slice(1)}`;
    for (const [index, range] of listOf(list as readonly NumberRange[]).entries()) {
      const at = `${place}.${index + 1}.member`;
      if (typeof range?.Name !== "string" || range.Name === "")
        yield faultAt(range?.Name, `${at}.name`, "Member must not be null");
      else if (names.has(range.Name)) yield faultAt(range.Name, `${at}.name`, "Hyperparameters are named once");
      names.add(range?.Name);
      if (kind === "CategoricalParameterRanges") {
        const values = (range as { readonly Values?: readonly unknown[] } | undefined)?.Values;
        if (!Array.isArray(values) || values.length === 0 || !values.every((value) => typeof value === "string"))
          yield faultAt(values, `${at}.values`, "Member must be a list of strings that is not empty");
      } else yield* numberFaults(range, at, kind === "IntegerParameterRanges");
    }
  }
}

/** What the ends of a range must be, by how it is scaled. */
const scalings: Readonly<Record<string, (min: number, max: number) => boolean>> = {
  Auto: () => true,
  Linear: () => true,
  Logarithmic: (min) => min > 0,
  ReverseLogarithmic: (min, max) => min >= 0 && max < 1,
};

function* numberFaults(range: NumberRange | undefined, at: string, isWhole: boolean) {
  const [min, max] = [endOf(range?.MinValue), endOf(range?.MaxValue)];
  const fits = (end: number): boolean => (isWhole ? Number.isInteger(end) : Number.isFinite(end));
  const want = isWhole ? "a whole number" : "a number";
  if (!fits(min)) yield faultAt(range?.MinValue, `${at}.minValue`, `Member must be the text of ${want}`);
  else if (!fits(max)) yield faultAt(range?.MaxValue, `${at}.maxValue`, `Member must be the text of ${want}`);
  else if (min > max) yield faultAt(range?.MinValue, `${at}.minValue`, "Member must not be more than maxValue");
  const scaling = range?.ScalingType ?? "Auto";
  const rule = Object.hasOwn(scalings, scaling) ? scalings[scaling] : undefined;
  if (!rule || (isWhole && scaling === "ReverseLogarithmic"))
    yield faultAt(
      scaling,
      `${at}.scalingType`,
      "Member must satisfy enum value set: [Auto, Linear, Logarithmic, ReverseLogarithmic]",
    );
  else if (!rule(min, max))
    yield faultAt(
      scaling,
      `${at}.scalingType`,
      "The range must fit its scale: Logarithmic is above 0, ReverseLogarithmic from 0 to below 1",
    );
}

const endOf = (text: unknown): number => (typeof text === "string" && text.trim() !== "" ? Number(text) : Number.NaN);
