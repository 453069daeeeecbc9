import { randomUUID } from "node:crypto";
import { type Diagnostic, type ExecutionStatus, type StateMachine, statesOf, validate } from "@stepbook/asl";
import { toSvg } from "@stepbook/graph";
import { assemble } from "./assemble/assemble";
import { isBackend } from "./backends/backend";
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
import { deployRole, type RoleDeployment, type RoleOptions } from "./machine/deploy-role";
import type { Deployment } from "./machine/deployment";
import { Machine, type PublishOptions, type Target } from "./machine/machine";
import { assertEncryption, assertLogging } from "./machine/settings";
import { type SyncExecution, startOnce, startSync } from "./machine/start";
import { listTags, type Tags, tag, untag } from "./machine/tags";
import { type TestedState, type TestOptions, testState } from "./machine/test-state";
import {
  type AliasRow,
  deployAlias,
  listAliases,
  listVersions,
  type Routing,
  type VersionRow,
} from "./machine/versions";
import { type Listing, listing } from "./notebook/tables";
import { LiveView, viewOf } from "./notebook/view";
import { assertPartition } from "./place";
import type { Any } from "./placeholders/any";
import { checkShape } from "./placeholders/shape";
import { shapeOfInput } from "./placeholders/sources";
import type { Region, RequiredPolicy } from "./policy/policy";
import { type RequiredPolicyOptions, requiredPolicy } from "./policy/required";
import { type TrustPolicy, trustPolicy } from "./policy/trust";
import { sourcesOf } from "./sagemaker/sources";
import { uploadSources } from "./sagemaker/upload";
import { assertOptions, dataOf, describe, flatten, template } from "./steps/data";
import { assertOneSource, fieldsOf, optionNames, type WorkflowOptions } from "./workflow-options";

const inspect = Symbol.for("nodejs.util.inspect.custom");

/** How `workflow.render` draws. */
export interface RenderOptions {
  /** The way that the graph grows; `"down"` where it is left out. */
  readonly direction?: Direction;
}

/** How `workflow.execute` starts an execution. */
export interface ExecuteOptions extends Target {
  /** Its name, unique among those of the workflow for 90 days; one of its own where it is left out. */
  readonly name?: string;
  /** The trace of AWS X-Ray that it is a part of. */
  readonly traceHeader?: string;
}

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
  readonly #arn: string | undefined;
  #made: Machine | undefined;

  /** @internal `arn`: of a machine that exists, with this definition. */
  constructor(name: string, options: WorkflowOptions<Input>, arn?: string) {
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
    assertEncryption(options.encryption, where);
    if (queryLanguage !== undefined && queryLanguage !== "JSONata" && queryLanguage !== "JSONPath")
      throw new StepbookError(
        `${where}: queryLanguage is "JSONata" or "JSONPath", but here is ${describe(queryLanguage)}.`,
      );
    this.name = name;
    this.#arn = arn;
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
    return this.#made ? this.#made.arn : this.#arn;
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
   * @param options `publish`: makes it its first version, with a `versionDescription`.
   * @throws {StepbookError} where the definition has errors, or the name is taken by another definition.
   * @example const arn = await hello.create()
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
   */
  async create(options: PublishOptions = {}): Promise<string> {
    this.#assertNamed(options, publishOptions, "create");
    return (await this.#ready()).create(options);
  }

  /**
   * Gives the existing state machine this definition. Executions that run keep the one that they began with. Gives its
   * ARN.
   *
   * @param options `role`: the name or ARN of another role to run with from now on; `publish`: makes it a new version,
   *   with a `versionDescription`.
   * @example await hello.update({ role: "AnotherRole" })
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html
   */
  async update(options: PublishOptions & { readonly role?: string } = {}): Promise<string> {
    this.#assertNamed(options, ["role", ...publishOptions], "update");
    return (await this.#ready()).update(options.role, options);
  }

  /**
   * Creates the state machine, or updates it where its definition, role, tags, logs, traces or key differ. What the
   * workflow does not say stays as it is.
   *
   * @param options `publish`: makes what is deployed a new version, with a `versionDescription`.
   * @returns what was done, with the states that were added, removed and changed. It prints as one line.
   * @example await hello.deploy() // "hello" updated: 1 state added ("Greet"); 1 state changed ("Start")
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html
   */
  async deploy(options: PublishOptions = {}): Promise<Deployment> {
    this.#assertNamed(options, publishOptions, "deploy");
    return (await this.#ready()).deploy(options);
  }

  /**
   * Shows the role that the workflow needs, and what would be done to have it: nothing is changed. With
   * `dryRun: false` it makes the role, or gives an existing one what it lacks. Only a policy of this workflow's own is
   * written; others of the role stay. `create` and `deploy` then use the role.
   *
   * @param options `name`: of the role; the one that the workflow or its backend names, else `stepbook-<workflow>`.
   *   `dryRun`: whether it is only shown; `true` where it is left out.
   * @returns what is done, or would be, with the policy and the trust policy. It prints as text.
   * @throws {StepbookError} where a role of that name exists that neither you named nor Stepbook made.
   * @example
   * await hello.deployRole()                    // shows it
   * await hello.deployRole({ dryRun: false })   // makes it
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html
   */
  async deployRole(options: RoleOptions = {}): Promise<RoleDeployment> {
    this.#assertNamed(options, ["name", "dryRun"], "deployRole");
    const policy = (region: Partial<Region>) => this.requiredPolicy(region);
    return deployRole(this.#machine(), policy, options);
  }

  /**
   * Deletes the state machine, with its versions and aliases. Where there is none, nothing happens. Executions that run
   * go on.
   *
   * @example await hello.delete()
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachine.html
   */
  async delete(): Promise<void> {
    return this.#machine().delete();
  }

  /**
   * Makes a version of the state machine, which never changes. Gives its number; the same again where nothing has changed
   * since the last one.
   *
   * @throws {StepbookError} where the state machine has another definition than this workflow.
   * @example const version = await hello.publish({ description: "Greets everyone." })
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_PublishStateMachineVersion.html
   */
  async publish(options: { readonly description?: string } = {}): Promise<number> {
    this.#assertNamed(options, ["description"], "publish");
    return this.#machine().publish(options.description);
  }

  /**
   * Its versions, the newest first, as a list that shows itself as a table.
   *
   * @example (await hello.listVersions()).render()
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachineVersions.html
   */
  async listVersions(options: { readonly limit?: number } = {}): Promise<Listing<VersionRow>> {
    return listVersions(this.#machine(), options.limit ?? 100);
  }

  /**
   * Deletes a version. One that an alias leads to is refused.
   *
   * @example await hello.deleteVersion(3)
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachineVersion.html
   */
  async deleteVersion(version: number): Promise<void> {
    const machine = this.#machine();
    const stateMachineVersionArn = `${await machine.require()}:${version}`;
    const deleted = machine.backend.api.deleteStateMachineVersion({ stateMachineVersionArn });
    await machine.doing(`delete version ${version} of`, deleted);
  }

  /**
   * Makes an alias of one or two versions, or leads an existing one elsewhere. `execute(input, { alias })` runs what it
   * leads to.
   *
   * @param routing how many of a hundred executions run each version; together 100.
   * @example await hello.deployAlias("live", { 1: 90, 2: 10 })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-state-machine-alias.html
   */
  async deployAlias(
    name: string,
    routing: Routing,
    options: { readonly description?: string } = {},
  ): Promise<AliasRow> {
    this.#assertNamed(options, ["description"], "deployAlias");
    return deployAlias(this.#machine(), name, routing, options.description);
  }

  /**
   * Its aliases, with the versions that they lead to, as a list that shows itself as a table.
   *
   * @example (await hello.listAliases()).render()
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachineAliases.html
   */
  async listAliases(options: { readonly limit?: number } = {}): Promise<Listing<AliasRow>> {
    return listAliases(this.#machine(), options.limit ?? 100);
  }

  /**
   * Deletes an alias. Its versions stay.
   *
   * @example await hello.deleteAlias("live")
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachineAlias.html
   */
  async deleteAlias(name: string): Promise<void> {
    const machine = this.#machine();
    const stateMachineAliasArn = `${await machine.require()}:${name}`;
    const deleted = machine.backend.api.deleteStateMachineAlias({ stateMachineAliasArn });
    await machine.doing(`delete the alias ${quote(name)} of`, deleted);
  }

  /**
   * Its tags, by their keys.
   *
   * @example const { team } = await hello.listTags()
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListTagsForResource.html
   */
  async listTags(): Promise<Tags> {
    return listTags(this.#machine());
  }

  /**
   * Gives it tags. Others that it has stay; one of the same key gets the new value.
   *
   * @example await hello.tag({ team: "Orders" })
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_TagResource.html
   */
  async tag(tags: Tags): Promise<void> {
    return tag(this.#machine(), tags);
  }

  /**
   * Takes tags from it, by their keys.
   *
   * @example await hello.untag("team")
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_UntagResource.html
   */
  async untag(...keys: readonly string[]): Promise<void> {
    return untag(this.#machine(), keys);
  }

  /**
   * Starts an execution. It always has a unique name, so that a call that is sent again starts nothing twice.
   *
   * @param input What `executionInput` declares; an empty object where it is left out.
   * @param options `name`: of the execution; a unique one where it is left out. `version` or `alias`: what runs, in place
   *   of the state machine as it is now. `traceHeader`: of AWS X-Ray.
   * @throws {StepbookError} where the input does not have the declared shape, naming each field.
   * @example const execution = await hello.execute({ name: "Ada" })
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
   */
  async execute(input?: Input, options: ExecuteOptions = {}): Promise<Execution> {
    const machine = this.#machine();
    this.#assertNamed(options, executeOptions, "execute");
    const text = await this.#inputText(input);
    if (this.options.type === "EXPRESS")
      throw new StepbookError(
        `The workflow ${quote(this.name)} is EXPRESS: Step Functions keeps no history of its executions that could be followed. Run it to its end with startSync(input), or leave type out while you work on it.`,
        { code: "StateMachineTypeNotSupported" },
      );
    const request = await this.#start(machine, text, options);
    const started = startOnce(machine.backend, request, options.name === undefined);
    const { executionArn, startDate } = await machine.doing("execute", started);
    log("info", `started ${executionArn}`);
    const { version, alias } = options;
    if (version === undefined && alias === undefined)
      return new Execution(machine.backend, executionArn, this.name, this.definition, startDate);
    return Execution.open(machine.backend, executionArn);
  }

  /**
   * Runs an EXPRESS workflow and waits for its end, at most five minutes.
   *
   * @param input What `executionInput` declares; an empty object where it is left out.
   * @returns its output, and what is billed.
   * @throws {ExecutionFailed} where it did not succeed, with error and cause.
   * @example const { output } = await fast.startSync({ name: "Ada" })
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html
   */
  async startSync(input?: Input, options: ExecuteOptions = {}): Promise<SyncExecution> {
    const machine = this.#machine();
    this.#assertNamed(options, executeOptions, "startSync");
    const text = await this.#inputText(input);
    if (this.options.type !== "EXPRESS")
      throw new StepbookError(
        `The workflow ${quote(this.name)} is STANDARD, and startSync is for EXPRESS ones: workflow(${quote(this.name)}, { …, type: "EXPRESS" }). A STANDARD one runs with execute(input).`,
        { code: "StateMachineTypeNotSupported" },
      );
    return startSync(machine, await this.#start(machine, text, options));
  }

  /**
   * An execution of it, by its name or ARN, with the definition that it began with.
   *
   * @throws {StepbookError} where there is none.
   * @example
   * const [failed] = await hello.listExecutions({ status: "FAILED", limit: 1 });
   * await (await hello.execution(failed.arn)).render();
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineForExecution.html
   */
  async execution(nameOrArn: string): Promise<Execution> {
    const machine = this.#machine();
    const arn = nameOrArn.startsWith("arn:")
      ? nameOrArn
      : `${(await machine.require()).replace(":stateMachine:", ":execution:")}:${nameOrArn}`;
    return Execution.open(machine.backend, arn);
  }

  /**
   * Its executions, the newest first, as a list that shows itself as a table.
   *
   * @param options `status`: only those; `version` or `alias`: only those that were started by it; `limit`: how many at
   *   most, 100 where it is left out.
   * @example (await hello.listExecutions({ status: "FAILED", limit: 10 })).render()
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
   */
  async listExecutions(
    options: Target & { readonly status?: ExecutionStatus; readonly limit?: number } = {},
  ): Promise<Listing<ExecutionRow>> {
    const machine = this.#machine();
    const { status, limit = 100, version, alias } = options;
    const qualifier = version ?? alias;
    const stateMachineArn = `${await machine.require()}${qualifier === undefined ? "" : `:${qualifier}`}`;
    const filter = status === undefined ? {} : { statusFilter: status };
    const { items, more } = await machine.doing(
      "list the executions of",
      pagesOf(limit, async (paging) => {
        const page = await machine.backend.api.listExecutions({ stateMachineArn, ...filter, ...paging });
        return { items: page.executions, nextToken: page.nextToken };
      }),
    );
    return listing(items.map(executionRow(machine.backend)), more, executionColumns);
  }

  /**
   * Runs one state alone, as it would run in the workflow: its data flow, its retries and catchers, the state that comes
   * next. Nothing is deployed. A mock stands in for its own work; without one, a task calls its service.
   *
   * @param state The name of the state, wherever in the workflow it stands.
   * @param options `input`, `variables`, `context`: what it works on; `mock`: `{ result }` or `{ error, cause }`.
   * @returns how it ended, what it gives, and what was in its hands step by step.
   * @example
   * const { output, nextState } = await hello.test("Encode", { input: {}, mock: { result: { Payload: "SGVsbG8=" } } });
   * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html
   */
  async test(state: string, options: TestOptions = {}): Promise<TestedState> {
    return testState(this.#machine(), state, options);
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
    const { role, type, tags, logging, tracing, encryption } = this.options;
    const policy = (region: Region) => this.requiredPolicy(region);
    const { name, definition } = this;
    return cloudFormation({ name, definition, role, type, tags, logging, tracing, encryption, policy }, options);
  }

  /**
   * What the role that it runs with must be allowed to do, and why. `JSON.stringify` of it is the policy.
   *
   * @param options `region`, `account`, `partition`: what stands in the ARNs; those of its backend where they are left
   *   out, and `*` where nothing is known. `logging`, `tracing`, `kmsKeyId`: what the workflow's own options say.
   * @example
   * const policy = hello.requiredPolicy({ account: "123456789012" });
   * console.log(JSON.stringify(policy, null, 2), policy.reasons, policy.warnings);
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-integration-iam-templates.html
   */
  requiredPolicy(options: RequiredPolicyOptions = {}): RequiredPolicy {
    assertOptions(
      options,
      ["region", "account", "partition", "logging", "tracing", "kmsKeyId"],
      `workflow(${quote(this.name)}).requiredPolicy(…)`,
    );
    const { logging, tracing, encryption, partition, on } = this.options;
    return requiredPolicy(this.definition, this.name, {
      ...on?.traits.place,
      ...(partition && { partition }),
      logging: logging !== undefined,
      tracing: tracing === true,
      ...(encryption && { kmsKeyId: encryption.kmsKeyId }),
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
    const { role, type, tracing, logging, encryption, tags } = this.options;
    return toCdk({ name: this.name, definition: this.definition, role, type, tracing, logging, encryption, tags });
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

  /** The state machine, once the scripts are in place that its jobs will look for. */
  async #ready(): Promise<Machine> {
    const machine = this.#machine();
    await this.#uploadSources(machine);
    return machine;
  }

  #uploadSources({ backend }: Machine): Promise<void> {
    const { steps } = this.options;
    return uploadSources(backend, steps === undefined ? [] : sourcesOf(flatten(steps, "steps")));
  }

  /** What starts an execution. */
  async #start(machine: Machine, input: string, { name = randomUUID(), traceHeader, ...target }: ExecuteOptions) {
    const obstacle = machine.backend.traits.obstacle(this.definition);
    if (obstacle !== undefined)
      throw new StepbookError(`The workflow ${quote(this.name)} can't run at ${machine.backend.name}:\n${obstacle}`);
    const stateMachineArn = await machine.target(target);
    await this.#uploadSources(machine);
    return { stateMachineArn, name, input, ...(traceHeader !== undefined && { traceHeader }) };
  }

  /** The input as JSON text, once it has the declared shape. */
  async #inputText(input: Input | undefined): Promise<string> {
    const value = template(input ?? {}, "input");
    const shape = shapeOfInput(this.options.input);
    if (shape) await checkShape(shape, value, `workflow ${quote(this.name)}`);
    return JSON.stringify(value);
  }

  #assertNamed(options: unknown, names: readonly string[], method: string): void {
    assertOptions(options, names, `workflow(${quote(this.name)}).${method}(…)`);
  }

  /** The state machine, where it runs. */
  #machine(): Machine {
    const { on } = this.options;
    if (!on) {
      throw new StepbookError(
        `The workflow ${quote(this.name)} has no place to run. Give it one: workflow(${quote(this.name)}, { …, on: local() }).`,
      );
    }
    this.#made ??= new Machine(this.name, this.definition, this.options, on, this.#arn);
    return this.#made;
  }
}

const publishOptions = ["publish", "versionDescription"];
const executeOptions = ["name", "traceHeader", "version", "alias"];
