import { randomUUID } from "node:crypto";
import {
  type Diagnostic,
  type ExecutionStatus,
  type Json,
  type JsonObject,
  type QueryLanguage,
  type StateMachine,
  type StateMachineType,
  statesOf,
  type Tag,
  validate,
} from "@stepbook/asl";
import { toSvg } from "@stepbook/graph";
import { assemble } from "./assemble/assemble";
import { type Backend, isBackend } from "./backends/backend";
import type { Direction } from "./direction";
import { quote, StepbookError } from "./errors";
import { Execution } from "./execution";
import { toCdk } from "./export/cdk/to-cdk";
import { type CloudFormationOptions, cloudFormation } from "./export/cloudformation";
import { mermaidOf } from "./export/mermaid";
import { yamlOf } from "./export/yaml";
import { machineOf } from "./import/machine";
import { toTypeScript } from "./import/typescript/to-typescript";
import { type ExecutionRow, executionColumns, executionRow, pagesOf } from "./lists";
import { log } from "./logger";
import { assertLogging, type Logging, Machine } from "./machine";
import { type Listing, listing } from "./notebook/tables";
import { LiveView, viewOf } from "./notebook/view";
import { assertPartition, type Partition } from "./place";
import type { Any } from "./placeholders/any";
import { checkShape } from "./placeholders/shape";
import { type InputOf, shapeOfInput } from "./placeholders/sources";
import type { Region, RequiredPolicy } from "./policy/policy";
import { type RequiredPolicyOptions, requiredPolicy } from "./policy/required";
import { type TrustPolicy, trustPolicy } from "./policy/trust";
import { assertOptions, dataOf, describe, flatten, isPlainObject, template } from "./steps/data";
import type { Sequence } from "./steps/step";

const inspect = Symbol.for("nodejs.util.inspect.custom");

/** What a workflow is made of: steps, or a definition that you have. */
export type WorkflowOptions<Input = Any> = AnyWorkflowOptions<Input> &
  (
    | {
        /** Its steps, one after the other. */
        readonly steps: Sequence;
        /** Not beside steps: they say it. */
        readonly definition?: StateMachine | undefined;
      }
    | {
        /** In place of steps: a state machine in Amazon States Language, as `fromAsl` reads it. */
        readonly definition: StateMachine;
        /** Not beside a definition: it says them. */
        readonly steps?: Sequence | undefined;
      }
  );

/** What every workflow takes. */
export interface AnyWorkflowOptions<Input = Any> {
  /** What an execution takes, declared by `executionInput`. */
  readonly input?: InputOf<Input>;
  /** Where it runs: `local(…)` or `aws(…)`. */
  readonly on?: Backend;
  /** The role that it runs with on AWS; that of the backend where it is left out. Its ARN. */
  readonly role?: string;
  /** A remark for readers of the definition. */
  readonly comment?: string;
  /** Fields of the machine as they stand in Amazon States Language: the last resort, for what no option says. */
  readonly fields?: { readonly [field: string]: Json };
  /** The version of Amazon States Language; `"1.0"` is the only one. */
  readonly version?: "1.0";
  /** Fails an execution that takes longer. */
  readonly timeoutSeconds?: number;
  /** What placeholders become: JSONata where it is left out, as AWS recommends; or paths. */
  readonly queryLanguage?: QueryLanguage;
  /** `"STANDARD"` where it is left out. */
  readonly type?: StateMachineType;
  /** Tags of the state machine. */
  readonly tags?: readonly Tag[];
  /** Where it writes what its executions do. */
  readonly logging?: Logging;
  /** Whether it sends traces to AWS X-Ray. */
  readonly tracing?: boolean;
  /** The part of AWS that it is for, which the ARNs of services begin with; that of its backend where it is left out. */
  readonly partition?: Partition;
}

/** How `workflow.render` draws. */
export interface RenderOptions {
  /** The way that the graph grows; `"down"` where it is left out. */
  readonly direction?: Direction;
}

const optionNames = [
  "steps",
  "definition",
  "input",
  "on",
  "role",
  "comment",
  "fields",
  "version",
  "timeoutSeconds",
  "queryLanguage",
  "type",
  "tags",
  "logging",
  "tracing",
  "partition",
];

/**
 * A workflow: steps, assembled into a state machine. Nothing is sent anywhere before `create`.
 *
 * @throws {StepbookError} where the steps do not fit together, naming both ends.
 * @example
 * const hello = workflow("hello", { steps: [pass("Hello"), succeed("Done")], on: local() });
 * await hello.create();
 * const execution = await hello.execute();
 * await execution.render();
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-statemachines.html
 */
export function workflow<Input = Any>(name: string, options: WorkflowOptions<Input>): Workflow<Input> {
  return new Workflow(name, options);
}

function fieldsOf({ fields }: WorkflowOptions<Any>, where: string): JsonObject | undefined {
  if (fields === undefined) return undefined;
  if (isPlainObject(fields)) {
    const said = ["StartAt", "States"].find((field) => Object.hasOwn(fields, field));
    if (said === undefined) return template(fields, `${where}: fields`) as JsonObject;
    throw new StepbookError(`${where}: fields must not hold ${said}: the steps say that.`);
  }
  throw new StepbookError(`${where}: fields must be an object of values by their names, but is ${describe(fields)}.`);
}

/** A definition says itself what options say of steps. */
function assertOneSource(options: WorkflowOptions<Any>, where: string): void {
  if (options.definition === undefined) return;
  const other = (["steps", "comment", "fields", "version", "timeoutSeconds", "queryLanguage"] as const).find(
    (name) => options[name] !== undefined,
  );
  if (other === undefined) return;
  throw new StepbookError(
    `${where} has a definition and ${other}: the definition says that itself. Give the definition alone, or steps.`,
  );
}

/**
 * A workflow, made by `workflow` and `fromAsl`. Its definition never changes.
 *
 * @example
 * hello.render();
 * const execution = await hello.execute();
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-statemachines.html
 */
export class Workflow<Input = Any> {
  /** Its name, which is the state machine's. */
  readonly name: string;
  /** What it was made of, to make another from. */
  readonly options: WorkflowOptions<Input>;
  /** The state machine, in Amazon States Language. */
  readonly definition: StateMachine;
  #made: Machine | undefined;

  /** @internal */
  constructor(name: string, options: WorkflowOptions<Input>) {
    if (typeof name !== "string" || name === "") {
      throw new StepbookError(
        `workflow(name, options): a workflow begins with its name, but here is ${describe(name)}.`,
      );
    }
    const where = `workflow(${quote(name)})`;
    if (Array.isArray(options) || dataOf(options)) {
      throw new StepbookError(`${where}: the steps are one of its options: ${where.slice(0, -1)}, { steps: [ … ] }).`);
    }
    assertOptions(options, optionNames, where);
    const steps = flatten(options.steps ?? [], `${where}: steps`);
    if (steps.length === 0 && !options.definition)
      throw new StepbookError(`${where} needs steps: { steps: [pass("Start"), …] }.`);
    assertOneSource(options, where);
    const input = shapeOfInput(options.input);
    if (options.input !== undefined && !input) {
      throw new StepbookError(
        `${where}: input is made by executionInput({ … }), but here is ${describe(options.input)}.`,
      );
    }
    if (options.on !== undefined && !isBackend(options.on)) {
      throw new StepbookError(
        `${where}: on is a backend, made by local() or aws({ … }), but here is ${describe(options.on)}.`,
      );
    }
    const { comment, version, timeoutSeconds, queryLanguage } = options;
    assertPartition(options.partition, where);
    assertLogging(options.logging, where);
    if (queryLanguage !== undefined && queryLanguage !== "JSONata" && queryLanguage !== "JSONPath")
      throw new StepbookError(
        `${where}: queryLanguage is "JSONata" or "JSONPath", but here is ${describe(queryLanguage)}.`,
      );
    this.name = name;
    this.options = Object.freeze({ ...options });
    this.definition =
      options.definition === undefined
        ? assemble({
            steps,
            input,
            comment,
            fields: fieldsOf(options, where),
            version,
            timeoutSeconds,
            queryLanguage,
            partition: options.partition ?? options.on?.traits.place.partition,
          })
        : machineOf(options.definition, `${where}: definition`);
  }

  /** The ARN of the state machine, once it is known by `create`, `deploy` or `execute`. */
  get arn(): string | undefined {
    return this.#made?.arn;
  }

  /**
   * The ARN of the state machine, also before it is created where it is known by where it runs.
   *
   * @throws {StepbookError} where it is not known yet.
   * @example stepfunctions.startExecution("Child", { stateMachineArn: child.knownArn() })
   */
  knownArn(): string {
    const { partition, region, account } = this.options.on?.traits.place ?? {};
    if (this.arn !== undefined) return this.arn;
    if (region !== undefined && account !== undefined)
      return `arn:${this.options.partition ?? partition ?? "aws"}:states:${region}:${account}:stateMachine:${this.name}`;
    throw new StepbookError(
      `The ARN of the workflow ${quote(this.name)} is not known yet. Create it first: await workflow.create().`,
    );
  }

  /**
   * Creates the state machine. Creating the same again changes nothing. Gives its ARN.
   *
   * @throws {StepbookError} where the definition has errors, or the name is taken by another definition.
   * @example const arn = await hello.create()
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
   */
  async create(): Promise<string> {
    return this.#machine().create();
  }

  /**
   * Gives the existing state machine this definition. Executions that run keep the one that they began with.
   *
   * @param options `role`: the ARN of another role to run with from now on.
   * @example await hello.update()
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html
   */
  async update(options: { readonly role?: string } = {}): Promise<string> {
    return this.#machine().update(options.role);
  }

  /**
   * Creates the state machine, or updates it where it differs. Tells which.
   *
   * @example console.log(await hello.deploy()) // created
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html
   */
  async deploy(): Promise<"created" | "updated" | "unchanged"> {
    return this.#machine().deploy();
  }

  /**
   * Deletes the state machine. Where there is none, nothing happens.
   *
   * @example await hello.delete()
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachine.html
   */
  async delete(): Promise<void> {
    return this.#machine().delete();
  }

  /**
   * Starts an execution.
   *
   * @param input What `executionInput` declares; an empty object where it is left out.
   * @param options `name`: of the execution; a unique one where it is left out.
   * @throws {StepbookError} where the input does not have the declared shape, naming each field.
   * @example const execution = await hello.execute({ name: "Ada" })
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
   */
  async execute(input?: Input, options: { readonly name?: string } = {}): Promise<Execution> {
    const machine = this.#machine();
    const { backend } = machine;
    const what = `workflow ${quote(this.name)}`;
    const value = template(input ?? {}, "input");
    const shape = shapeOfInput(this.options.input);
    if (shape) await checkShape(shape, value, what);
    if (this.options.type === "EXPRESS")
      throw new StepbookError(
        `The ${what} is EXPRESS: Step Functions keeps no history of its executions that could be followed. Leave type out while you work on it, and deploy it as EXPRESS when it is done.`,
      );
    const obstacle = backend.traits.obstacle(this.definition);
    if (obstacle !== undefined) throw new StepbookError(`The ${what} can't run at ${backend.name}:\n${obstacle}`);
    const stateMachineArn = await machine.attach();
    const name = options.name ?? randomUUID();
    const started = backend.api.startExecution({ stateMachineArn, name, input: JSON.stringify(value) });
    const { executionArn } = await machine.doing("execute", started);
    log("info", `started ${executionArn}`);
    return new Execution(backend, executionArn, this.name, this.definition);
  }

  /**
   * Its executions, the newest first, as a list that shows itself as a table.
   *
   * @param options `status`: only those; `limit`: how many at most, 100 where it is left out.
   * @example (await hello.listExecutions({ status: "FAILED", limit: 10 })).render()
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
   */
  async listExecutions(
    options: { readonly status?: ExecutionStatus; readonly limit?: number } = {},
  ): Promise<Listing<ExecutionRow>> {
    const machine = this.#machine();
    const { status, limit = 100 } = options;
    const stateMachineArn = await machine.require();
    const filter = status === undefined ? {} : { statusFilter: status };
    const { items, more } = await machine.doing(
      "list the executions of",
      pagesOf(limit, async (paging) => {
        const page = await machine.backend.api.listExecutions({ stateMachineArn, ...filter, ...paging });
        return { items: page.executions, nextToken: page.nextToken };
      }),
    );
    return listing(items.map(executionRow), more, executionColumns);
  }

  /**
   * What is wrong with the definition, or doubtful. An empty list means that it can run.
   *
   * @example hello.validate().forEach(({ severity, message, location }) => console.log(severity, message, location))
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinition.html
   */
  validate(): readonly Diagnostic[] {
    const { type } = this.options;
    return validate(this.definition, type && { type });
  }

  /**
   * The definition as JSON text.
   *
   * @example console.log(hello.toJson())
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
   */
  toJson(): string {
    return JSON.stringify(this.definition, null, 2);
  }

  /**
   * The definition as YAML text, which parsers of YAML 1.1 and of 1.2 read as the same.
   *
   * @example writeFileSync("hello.asl.yaml", hello.toYaml())
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-amazon-states-language.html
   */
  toYaml(): string {
    return yamlOf(this.definition);
  }

  /**
   * The workflow as TypeScript: source of ours that assembles to the same definition. What no factory says stands in
   * it as it is, by `raw`, `jsonata`, `jsonPath` or `fields`.
   *
   * @example writeFileSync("orders.ts", fromAsl("orders.asl.json").toTypeScript())
   */
  toTypeScript(): string {
    return toTypeScript(this.name, this.definition).text;
  }

  /**
   * A CloudFormation template, as YAML, with the state machine in it, its logs, traces and tags. Where the workflow has
   * no role of its own, the template makes one that may do what the machine needs, and what belongs to one region or
   * account is a parameter.
   *
   * @param options `stateMachineOnly`: no role, and nothing but the role as a parameter.
   * @example writeFileSync("hello.yaml", hello.toCloudFormation({ description: "Says hello." }))
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-stepfunctions-statemachine.html
   */
  toCloudFormation(options: CloudFormationOptions = {}): string {
    assertOptions(options, ["description", "stateMachineOnly"], `workflow(${quote(this.name)}).toCloudFormation(…)`);
    const { role, type, tags, logging, tracing } = this.options;
    const policy = (region: Region) => this.requiredPolicy(region);
    const { name, definition } = this;
    return cloudFormation({ name, definition, role, type, tags, logging, tracing, policy }, options);
  }

  /**
   * What the role that it runs with must be allowed to do, and why. `JSON.stringify` of it is the policy.
   *
   * @param options `region`, `account`, `partition`: what stands in the ARNs; those of its backend where they are left
   *   out, and `*` where nothing is known. `logging`, `tracing`: what the workflow's own options say.
   * @example
   * const policy = hello.requiredPolicy({ account: "123456789012" });
   * console.log(JSON.stringify(policy, null, 2), policy.reasons, policy.warnings);
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html
   */
  requiredPolicy(options: RequiredPolicyOptions = {}): RequiredPolicy {
    assertOptions(
      options,
      ["region", "account", "partition", "logging", "tracing"],
      `workflow(${quote(this.name)}).requiredPolicy(…)`,
    );
    const { logging, tracing, partition, on } = this.options;
    return requiredPolicy(this.definition, this.name, {
      ...on?.traits.place,
      ...(partition && { partition }),
      logging: logging !== undefined,
      tracing: tracing === true,
      ...options,
    });
  }

  /**
   * Who may take on its role: AWS Step Functions, for the machines of the account where that is known.
   *
   * @example console.log(JSON.stringify(hello.trustPolicy({ account: "123456789012" })))
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html
   */
  trustPolicy(options: { readonly account?: string; readonly region?: string } = {}): TrustPolicy {
    const { partition, on } = this.options;
    return trustPolicy({ ...on?.traits.place, ...(partition && { partition }), ...options });
  }

  /**
   * TypeScript for the AWS CDK: a stack with a construct for each state. What it synthesizes is the definition, but for
   * `Version`, which the CDK leaves out.
   *
   * @throws {StepbookError} where the definition has errors, which the CDK could not say.
   * @example writeFileSync("hello-stack.ts", hello.toCdk())
   * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_stepfunctions-readme.html
   */
  toCdk(): string {
    const errors = this.validate().filter(({ severity }) => severity === "error");
    if (errors.length > 0) {
      const lines = errors.slice(0, 10).map(({ message, location }) => `  ${message}  → ${location}`);
      throw new StepbookError(
        `The definition of ${quote(this.name)} has errors, so that no stack says it:\n${lines.join("\n")}`,
      );
    }
    const { role, type, tracing, logging, tags } = this.options;
    return toCdk({ name: this.name, definition: this.definition, role, type, tracing, logging, tags });
  }

  /**
   * The graph as an SVG picture that stands alone.
   *
   * @example writeFileSync("hello.svg", hello.toSvg({ direction: "right" }))
   */
  toSvg(options: RenderOptions = {}): string {
    return toSvg(viewOf({ ...this.#subject(options) }, 1));
  }

  /**
   * The graph as a flowchart of Mermaid, for a page of Markdown: GitHub and JupyterLab draw it in a block that begins
   * with three backticks and `mermaid`. What Choices ask stands at their arrows; those of catchers are dotted.
   *
   * @example writeFileSync("README.md", `\`\`\`mermaid\n${hello.toMermaid({ direction: "right" })}\`\`\`\n`)
   * @see https://mermaid.js.org/syntax/flowchart.html
   */
  toMermaid(options: RenderOptions = {}): string {
    return mermaidOf(this.definition, options);
  }

  /**
   * Shows the graph: in a notebook as an output of the cell, in a terminal as text.
   *
   * @example hello.render({ direction: "right" })
   */
  render(options: RenderOptions = {}): void {
    new LiveView(this.#subject(options), statesOf(this.definition).length).paint(undefined, true);
  }

  /** The definition: `JSON.stringify(workflow)` is Amazon States Language. */
  toJSON(): StateMachine {
    return this.definition;
  }

  /** @internal */
  [inspect](): string {
    const count = statesOf(this.definition).length;
    return `Workflow ${quote(this.name)}: ${count} ${count === 1 ? "state" : "states"}${this.arn === undefined ? "" : `, ${this.arn}`}`;
  }

  #subject({ direction }: RenderOptions) {
    return { definition: this.definition, name: this.name, direction };
  }

  /** The state machine, where it runs. */
  #machine(): Machine {
    const { on } = this.options;
    if (!on) {
      throw new StepbookError(
        `The workflow ${quote(this.name)} has no place to run. Give it one: workflow(${quote(this.name)}, { …, on: local() }).`,
      );
    }
    this.#made ??= new Machine(this.name, this.definition, this.options, on);
    return this.#made;
  }
}
