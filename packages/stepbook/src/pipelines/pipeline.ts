import { randomBytes } from "node:crypto";
import type { JsonObject } from "@stepbook/asl";
import { quote, StepbookError } from "../errors";
import type { Execution } from "../execution";
import type { Deployment } from "../machine/deployment";
import type { PublishOptions } from "../machine/machine";
import type { Any } from "../placeholders/any";
import { anything } from "../placeholders/shape";
import { executionInput } from "../placeholders/sources";
import type { Hyperparameters } from "../sagemaker/hyperparameters";
import { sourcesOf } from "../sagemaker/sources";
import { uploadSources } from "../sagemaker/upload";
import { assertOptions } from "../steps/data";
import type { Step } from "../steps/step";
import { task } from "../steps/task";
import { type RenderOptions, type Workflow, workflow } from "../workflow";
import type { AnyWorkflowOptions } from "../workflow-options";

const inspect = Symbol.for("nodejs.util.inspect.custom");

/** What a pipeline takes of what a workflow takes. */
export type PipelineWorkflowOptions = Pick<
  AnyWorkflowOptions,
  "on" | "role" | "comment" | "tags" | "logging" | "tracing" | "queryLanguage"
>;

/** @internal */
export const workflowOptionNames = ["on", "role", "comment", "tags", "logging", "tracing", "queryLanguage"] as const;

/** What one run of a pipeline is made with. */
export interface PipelineRun {
  /**
   * The name of the run, from which its jobs, its model and its endpoint have theirs: 1 to 40 letters, digits and
   * hyphens. One of its own where it is left out.
   */
  readonly jobName?: string;
  /** Hyperparameters of this run, beside those of the estimator or in their place. */
  readonly hyperparameters?: Hyperparameters;
}

/** @internal The steps of one run, with everything that they are given. */
export type StepsOf = (run: Required<Pick<PipelineRun, "jobName">> & PipelineRun) => readonly Step[];

/**
 * A workflow of SageMaker's jobs that is made once and run often. What the jobs are given is worked out anew for each
 * run and goes into the execution's input: the state machine stays the same, and nothing of a run is left for the next.
 *
 * @example
 * const digits = trainingPipeline("digits", { estimator: forest, data: "s3://bucket/train", bucket: "bucket", on: backend });
 * await digits.create();
 * const execution = await digits.execute({ hyperparameters: { epochs: 6 } });
 */
export class Pipeline {
  readonly #stepsOf: StepsOf;
  /** Its workflow. */
  readonly workflow: Workflow;

  /** @internal */
  constructor(name: string, stepsOf: StepsOf, options: PipelineWorkflowOptions) {
    this.#stepsOf = stepsOf;
    const parts = scratch(name, stepsOf({ jobName: "run" }));
    const shape = Object.fromEntries(parts.map(({ state }) => [state, anything]));
    const input = executionInput(shape) as Any;
    const steps = parts.map(({ state, resource, parameters }) => {
      const given = Object.keys(parameters).map((key) => [key, input.at(state).at(key)]);
      return task(state, { resource, arguments: Object.fromEntries(given) });
    });
    this.workflow = workflow(name, { ...options, input, steps });
  }

  /** Its name, which is the workflow's. */
  get name(): string {
    return this.workflow.name;
  }

  /**
   * Creates its state machine. Gives the ARN.
   *
   * @example await pipeline.create()
   */
  create(options?: PublishOptions): Promise<string> {
    return this.workflow.create(options);
  }

  /**
   * Creates its state machine, or updates it where it differs.
   *
   * @example await pipeline.deploy()
   */
  deploy(options?: PublishOptions): Promise<Deployment> {
    return this.workflow.deploy(options);
  }

  /**
   * Shows its graph.
   *
   * @example pipeline.render()
   */
  render(options?: RenderOptions): void {
    this.workflow.render(options);
  }

  /**
   * Runs it. The execution has the run's name.
   *
   * @example const execution = await pipeline.execute({ jobName: "digits-1", hyperparameters: { epochs: 6 } })
   */
  async execute(run: PipelineRun = {}): Promise<Execution> {
    const where = `${quote(this.name)}.execute(…)`;
    assertOptions(run, ["jobName", "hyperparameters"], where);
    const { jobName = uniqueName(this.name), ...more } = run;
    if (!/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,39}$/.test(jobName))
      throw new StepbookError(
        `${where}: jobName has 1 to 40 letters, digits and hyphens between them, but is ${quote(jobName)}.`,
      );
    const steps = this.#stepsOf({ jobName, ...more });
    const { on } = this.workflow.options;
    if (on) await uploadSources(on, sourcesOf(steps));
    const parts = scratch(this.name, steps);
    const input = Object.fromEntries(parts.map(({ state, parameters }) => [state, parameters]));
    return this.workflow.execute(input, { name: jobName });
  }

  /** @internal */
  [inspect](): string {
    return `Pipeline ${quote(this.name)}: ${this.workflow.arn ?? "not created"}`;
  }
}

/** The name of a run that has none: SageMaker takes letters, digits and hyphens, and no name twice. */
const uniqueName = (name: string): string => {
  const short = name
    .replace(/[^a-zA-Z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 24)
    .replace(/-$/, "");
  return `${short || "run"}-${randomBytes(6).toString("hex")}`;
};

interface Part {
  readonly state: string;
  readonly resource: string;
  readonly parameters: JsonObject;
}

/** What steps become, where nothing in them is left open. */
function scratch(name: string, steps: readonly Step[]): readonly Part[] {
  const { States } = workflow(name, { steps }).definition;
  return Object.entries(States).map(([state, fields]) => {
    const { Resource, Arguments } = fields as unknown as { readonly Resource: string; readonly Arguments: JsonObject };
    return { state, resource: Resource, parameters: Arguments };
  });
}

/** @internal A bucket, by its name. */
export function assertBucket(bucket: unknown, where: string): asserts bucket is string {
  if (typeof bucket === "string" && /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) return;
  throw new StepbookError(
    `${where}: bucket is the name of a bucket of S3, such as "my-bucket", without s3:// and without a path, but is ${quote(String(bucket))}.`,
  );
}

/** @internal Those options of a pipeline that its workflow takes. */
export function workflowOptions(options: PipelineWorkflowOptions): PipelineWorkflowOptions {
  const known: readonly string[] = workflowOptionNames;
  return Object.fromEntries(Object.entries(options).filter(([name]) => known.includes(name)));
}
