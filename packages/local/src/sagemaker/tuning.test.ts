import { describe, expect, it } from "vitest";
import { rejection } from "../../test/execute";
import { until, workshop } from "../../test/training";
import type { SageMakerOptions } from "./sagemaker";
import type { CreateHyperParameterTuningJobInput } from "./tuning-shapes";

/** Its loss is least where x is 0.3 and kind is "b". */
const script = `const found = JSON.parse(process.env.SM_HPS);
const loss = (Number(found.x) - 0.3) ** 2 + (found.kind === "b" ? 0 : 1);
console.log("objective " + process.env.SM_HP_X + " " + JSON.parse(process.env.SM_FRAMEWORK_PARAMS)._tuning_objective_metric);
console.log("loss=" + loss + ";");`;

type Config = CreateHyperParameterTuningJobInput["HyperParameterTuningJobConfig"];

const laboratory = async (config: Partial<Config> = {}, text = script, options: SageMakerOptions = {}) => {
  const lab = await workshop(options);
  const { TrainingJobName, HyperParameters, AlgorithmSpecification, ...definition } = await lab.request({
    "t.mjs": text,
  });
  const request: CreateHyperParameterTuningJobInput = {
    HyperParameterTuningJobName: "tune",
    HyperParameterTuningJobConfig: {
      Strategy: "Random",
      HyperParameterTuningJobObjective: { Type: "Minimize", MetricName: "loss" },
      ResourceLimits: { MaxNumberOfTrainingJobs: 4, MaxParallelTrainingJobs: 2 },
      ParameterRanges: {
        ContinuousParameterRanges: [{ Name: "x", MinValue: "0", MaxValue: "1" }],
        CategoricalParameterRanges: [{ Name: "kind", Values: ['"a"', '"b"'] }],
      },
      RandomSeed: 7,
      ...config,
    },
    TrainingJobDefinition: {
      ...definition,
      AlgorithmSpecification: {
        ...AlgorithmSpecification,
        MetricDefinitions: [{ Name: "loss", Regex: "loss=([0-9.e-]+);" }],
      },
      StaticHyperParameters: { ...HyperParameters },
    },
  };
  const run = async (more: Partial<CreateHyperParameterTuningJobInput> = {}) => {
    await lab.sagemaker.createHyperParameterTuningJob({ ...request, ...more });
    return lab.sagemaker.hyperParameterTuningJobEnd({ ...request, ...more });
  };
  const trials = async () =>
    (await lab.sagemaker.listTrainingJobsForHyperParameterTuningJob(request)).TrainingJobSummaries;
  return { ...lab, tuning: request, tune: run, trials };
};

describe("a tuning job", () => {
  it("trains as often as it may, and tells which was the best", async () => {
    const { tune, trials, sagemaker } = await laboratory();
    const end = await tune();
    expect(end.FailureReason).toBeUndefined();
    expect(end).toMatchObject({
      HyperParameterTuningJobArn: "arn:aws:sagemaker:us-east-1:123456789012:hyper-parameter-tuning-job/tune",
      HyperParameterTuningJobStatus: "Completed",
      TrainingJobStatusCounters: { Completed: 4, InProgress: 0, NonRetryableError: 0, RetryableError: 0, Stopped: 0 },
      ObjectiveStatusCounters: { Succeeded: 4, Pending: 0, Failed: 0 },
      TrainingJobDefinition: { StaticHyperParameters: { _tuning_objective_metric: "loss" } },
    });
    const all = await trials();
    expect(all.map(({ TrainingJobName }) => TrainingJobName.replace(/[0-9a-f]{8}$/, "…"))).toEqual([
      ...["tune-001-…", "tune-002-…", "tune-003-…", "tune-004-…"],
    ]);
    const values = all.map((one) => one.FinalHyperParameterTuningJobObjectiveMetric!.Value);
    const best = end.BestTrainingJob!;
    expect(best.FinalHyperParameterTuningJobObjectiveMetric).toEqual({
      Type: "Minimize",
      MetricName: "loss",
      Value: Math.min(...values),
    });
    const { x, kind } = best.TunedHyperParameters;
    expect((Number(x) - 0.3) ** 2 + (kind === '"b"' ? 0 : 1)).toBeCloseTo(Math.min(...values), 12);
    const training = await sagemaker.describeTrainingJob(best);
    expect(training).toMatchObject({
      TuningJobArn: end.HyperParameterTuningJobArn,
      HyperParameters: { _tuning_objective_metric: "loss", x, kind },
    });
    expect((await sagemaker.trainingJobLog(best))[0]!.line).toBe(`objective ${x} loss`);
    const { HyperParameterTuningJobSummaries } = await sagemaker.listHyperParameterTuningJobs();
    expect(HyperParameterTuningJobSummaries).toMatchObject([
      { HyperParameterTuningJobName: "tune", Strategy: "Random", TrainingJobStatusCounters: { Completed: 4 } },
    ]);
    const page = await sagemaker.listTrainingJobsForHyperParameterTuningJob({
      HyperParameterTuningJobName: "tune",
      SortBy: "FinalObjectiveMetricValue",
      MaxResults: 1,
    });
    expect(page).toMatchObject({ TrainingJobSummaries: [best], NextToken: expect.any(String) });
  });

  it("chooses the same by the same seed, and the most where that is the best", async () => {
    const chosen = async (Type: "Minimize" | "Maximize") => {
      const ResourceLimits = { MaxNumberOfTrainingJobs: 3, MaxParallelTrainingJobs: 1 };
      const lab = await laboratory({ ResourceLimits, HyperParameterTuningJobObjective: { Type, MetricName: "loss" } });
      const end = await lab.tune();
      const all = await lab.trials();
      const values = all.map((one) => one.FinalHyperParameterTuningJobObjectiveMetric!.Value);
      return { best: end.BestTrainingJob!.FinalHyperParameterTuningJobObjectiveMetric!.Value, values };
    };
    const [least, most] = [await chosen("Minimize"), await chosen("Maximize")];
    expect(least.values).toEqual(most.values);
    expect(least.best).toBe(Math.min(...least.values));
    expect(most.best).toBe(Math.max(...most.values));
  });

  it("tries each combination of a grid once", async () => {
    const CategoricalParameterRanges = [
      { Name: "x", Values: ["0.1", "0.3"] },
      { Name: "kind", Values: ['"a"', '"b"', '"c"'] },
    ];
    const { tune, trials } = await laboratory({
      Strategy: "Grid",
      ParameterRanges: { CategoricalParameterRanges },
      ResourceLimits: { MaxParallelTrainingJobs: 2 },
    });
    expect((await tune()).BestTrainingJob!.TunedHyperParameters).toEqual({ x: "0.3", kind: '"b"' });
    const all = (await trials()).map(({ TunedHyperParameters }) => JSON.stringify(TunedHyperParameters));
    expect(new Set(all).size).toBe(6);
  });

  it("fails where no training job succeeds, after five", async () => {
    const ResourceLimits = { MaxNumberOfTrainingJobs: 9, MaxParallelTrainingJobs: 1 };
    const { tune } = await laboratory({ ResourceLimits }, 'throw new Error("no data")');
    const end = await tune();
    expect(end).toMatchObject({
      HyperParameterTuningJobStatus: "Failed",
      TrainingJobStatusCounters: { NonRetryableError: 5 },
    });
    expect(end.FailureReason).toMatch(/^No training job succeeded after 5 attempts\. Please take a look .*no data/s);
  });

  it("fails where no training job tells the objective", async () => {
    const { tune } = await laboratory({}, "");
    expect(await tune()).toMatchObject({
      HyperParameterTuningJobStatus: "Failed",
      ObjectiveStatusCounters: { Failed: 4 },
      FailureReason: expect.stringContaining("No objective metrics found after running 4 training jobs."),
    });
  });

  it("is stopped with its training jobs", async () => {
    const { sagemaker, tuning, trials } = await laboratory({}, "setTimeout(() => undefined, 600000)", { atOnce: 1 });
    await sagemaker.createHyperParameterTuningJob(tuning);
    await until(async () => (await trials()).length === 2);
    await sagemaker.stopHyperParameterTuningJob(tuning);
    expect(await sagemaker.hyperParameterTuningJobEnd(tuning)).toMatchObject({
      HyperParameterTuningJobStatus: "Stopped",
      TrainingJobStatusCounters: { Stopped: 2, InProgress: 0 },
    });
  });

  it("ends when its target is met, and stops what falls behind", async () => {
    const target = await laboratory({ TuningJobCompletionCriteria: { TargetObjectiveMetricValue: 5 } });
    expect((await target.tune()).TrainingJobStatusCounters.Completed).toBeLessThan(4);
    const slow = `const loss = Number(process.env.SM_HP_X);
for (let epoch = 0; epoch < 3; epoch++) console.log("loss=" + loss + ";");
setTimeout(() => console.log("done"), loss > 0.5 ? 600000 : 0);`;
    const { tune } = await laboratory(
      {
        Strategy: "Grid",
        TrainingJobEarlyStoppingType: "Auto",
        ParameterRanges: { CategoricalParameterRanges: [{ Name: "x", Values: ["0.1", "0.2", "0.3", "0.9"] }] },
        ResourceLimits: { MaxParallelTrainingJobs: 1 },
      },
      slow,
    );
    expect(await tune()).toMatchObject({
      HyperParameterTuningJobStatus: "Completed",
      TrainingJobStatusCounters: { Completed: 3, Stopped: 1 },
      BestTrainingJob: { TunedHyperParameters: { x: "0.1" } },
    });
  });

  it("stops most training jobs at the first rung by Hyperband", async () => {
    const text = `const { x } = JSON.parse(process.env.SM_HPS);
console.log("loss=" + x + ";");
setTimeout(() => console.log("loss=" + x + ";"), x > 0.15 ? 600000 : 0);`;
    const { tune } = await laboratory(
      {
        Strategy: "Hyperband",
        StrategyConfig: { HyperbandStrategyConfig: { MinResource: 1, MaxResource: 2 } },
        ParameterRanges: { CategoricalParameterRanges: [{ Name: "x", Values: ["0.1", "0.2", "0.3"] }] },
        ResourceLimits: { MaxNumberOfTrainingJobs: 6, MaxParallelTrainingJobs: 1 },
        // Chooses 0.1, 0.2, 0.1, 0.3, 0.2, 0.2.
        RandomSeed: 8,
      },
      text,
    );
    expect(await tune()).toMatchObject({
      HyperParameterTuningJobStatus: "Completed",
      BestTrainingJob: { TunedHyperParameters: { x: "0.1" } },
      TrainingJobStatusCounters: { Completed: 2, Stopped: 4 },
    });
  });

  it("is refused in SageMaker's words", async () => {
    const { sagemaker, tuning } = await laboratory();
    const refused = (config: object, more: object = {}) =>
      rejection(
        sagemaker.createHyperParameterTuningJob({
          ...tuning,
          HyperParameterTuningJobConfig: { ...tuning.HyperParameterTuningJobConfig, ...config },
          ...more,
        }),
      );
    const numbers = (range: object) => ({
      ParameterRanges: { ContinuousParameterRanges: [{ Name: "x", MinValue: "0", MaxValue: "1", ...range }] },
    });
    expect(await refused({ Strategy: "Best" })).toContain("'hyperParameterTuningJobConfig.strategy'");
    expect(await refused(numbers({ ScalingType: "Logarithmic" }))).toContain("must fit its scale");
    expect(await refused(numbers({ MinValue: "a" }))).toContain("Member must be the text of a number");
    expect(await refused(numbers({ MinValue: "2" }))).toContain("must not be more than maxValue");
    expect(await refused(numbers({ Name: "sagemaker_program" }))).toContain("named once");
    expect(await refused({ Strategy: "Hyperband", TrainingJobEarlyStoppingType: "Auto" })).toContain("must be Off");
    expect(await refused({ Strategy: "Grid" })).toContain("CategoricalParameterRanges alone");
    const names = Array.from({ length: 10 }, (_, index) => ({ Name: `c${index}`, Values: ["1", "2", "3"] }));
    const ParameterRanges = { CategoricalParameterRanges: names };
    expect(await refused({ Strategy: "Grid", ParameterRanges })).toContain("The grid has 59049 combinations");
    const MaxParallelTrainingJobs = 3;
    expect(await refused({ ResourceLimits: { MaxParallelTrainingJobs } })).toContain("needs MaxNumberOfTrainingJobs");
    expect(await refused({ HyperParameterTuningJobObjective: { Type: "Minimize", MetricName: "auc" } })).toContain(
      "A metric is required for this hyperparameter tuning job objective",
    );
    expect(await refused({}, { WarmStartConfig: {} })).toContain("begins anew");
    expect(await refused({}, { HyperParameterTuningJobName: "a".repeat(33) })).toContain("hyperParameterTuningJobName");
    expect(await rejection(sagemaker.describeHyperParameterTuningJob(tuning))).toMatch(/^ResourceNotFound/);
  });
});
