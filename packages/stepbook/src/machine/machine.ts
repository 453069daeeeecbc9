import { isDeepStrictEqual } from "node:util";
import { type DescribeStateMachineOutput, type StateMachine, validate } from "@stepbook/asl";
import { type Backend, doing, isServiceError } from "../backends/backend";
import { quote, StepbookError } from "../errors";
import { log } from "../logger";
import { changesOfFields, changesOfStates, Deployment } from "./deployment";
import { configurations, type Settings, settingsThatDiffer } from "./settings";

/** How a change is published. */
export interface PublishOptions {
  /** Whether the machine, as it is then, becomes a new version. */
  readonly publish?: boolean;
  /** What is remarked at the version. */
  readonly versionDescription?: string;
}

/** Which version is run, or which alias; the machine as it is now where both are left out. */
export interface Target {
  /** The number of a version. */
  readonly version?: number;
  /** The name of an alias. */
  readonly alias?: string;
}

/** A workflow's state machine where it runs: found by its name, created, kept as it is defined. */
export class Machine {
  #arn: string | undefined;
  #role: string | undefined;

  constructor(
    readonly name: string,
    readonly definition: StateMachine,
    readonly settings: Settings,
    readonly backend: Backend,
    arn?: string,
  ) {
    this.#arn = arn;
    this.#role = settings.role ?? backend.traits.role;
  }

  /** Its ARN, once it is known. */
  get arn(): string | undefined {
    return this.#arn;
  }

  /** The role that it is created with, by name or ARN. */
  get role(): string | undefined {
    return this.#role;
  }

  /** Takes the role that was made for it. */
  takeRole(roleArn: string): void {
    this.#role = roleArn;
  }

  /** The ARN of that role, where one is named. */
  async roleArnIfNamed(): Promise<{ readonly roleArn?: string }> {
    return this.#role === undefined ? {} : { roleArn: await this.doing("find the role of", this.#roleArn(this.#role)) };
  }

  async create(options: PublishOptions = {}): Promise<string> {
    await this.#create(options);
    return this.#arn!;
  }

  async update(role: string | undefined, options: PublishOptions = {}): Promise<string> {
    this.#assertValid();
    const stateMachineArn = await this.require();
    await this.#update(stateMachineArn, role ?? this.settings.role, options);
    return stateMachineArn;
  }

  async deploy(options: PublishOptions = {}): Promise<Deployment> {
    this.#assertValid();
    const machine = await this.#find();
    if (!machine) {
      const version = await this.#create(options);
      const states = changesOfStates(undefined, this.definition);
      return new Deployment(this.name, "created", this.#arn!, states, [], version);
    }
    const arn = machine.stateMachineArn;
    this.#arn = arn;
    const { type } = this.settings;
    if (type !== undefined && type !== machine.type)
      throw new StepbookError(
        `The workflow ${quote(this.name)} is ${type}, but exists as ${machine.type}, which can't be changed. Delete it first (workflow.delete()), or use another name.`,
      );
    const before = definitionOf(machine);
    const { roleArn } = await this.roleArnIfNamed();
    const settings = { ...this.settings, ...(roleArn !== undefined && { role: roleArn }) };
    const fields = [
      ...(before ? changesOfFields(before, this.definition) : ["definition"]),
      ...settingsThatDiffer(settings, machine),
    ];
    const states = changesOfStates(before, this.definition);
    const differs = fields.length > 0 || Object.values(states).some((names) => names.length > 0);
    const tags = await this.#tag(arn);
    const version = differs ? await this.#update(arn, settings.role, options) : undefined;
    const change = differs || tags.length > 0 ? "updated" : "unchanged";
    const published = !differs && options.publish ? await this.publish(options.versionDescription) : version;
    return new Deployment(this.name, change, arn, states, [...fields, ...tags], published);
  }

  async delete(): Promise<void> {
    const arn = this.#arn ?? (await this.#find())?.stateMachineArn;
    this.#arn = undefined;
    if (arn !== undefined) await this.doing("delete", this.backend.api.deleteStateMachine({ stateMachineArn: arn }));
  }

  /** What is run: the machine, one of its versions or one of its aliases. */
  async target({ version, alias }: Target): Promise<string> {
    if (version !== undefined && alias !== undefined)
      throw new StepbookError(`The workflow ${quote(this.name)} runs one version or one alias, not both.`);
    const qualifier = version ?? alias;
    return qualifier === undefined ? this.attach() : `${await this.require()}:${qualifier}`;
  }

  /** Makes a version of the machine as it is defined here. Gives its number. */
  async publish(description: string | undefined): Promise<number> {
    const { api } = this.backend;
    const machine = await this.#required();
    if (!this.#isCurrent(machine))
      throw this.#differs("exists with another definition, which would be published instead of this one");
    const published = api.publishStateMachineVersion({
      stateMachineArn: machine.stateMachineArn,
      ...(machine.revisionId !== undefined && { revisionId: machine.revisionId }),
      ...(description !== undefined && { description }),
    });
    return versionOf((await this.doing("publish", published)).stateMachineVersionArn);
  }

  /** The ARN of the existing machine, to run it; where the backend does so, of one created now. */
  async attach(): Promise<string> {
    if (this.#arn !== undefined) return this.#arn;
    const machine = await this.#find();
    if (!machine && this.backend.traits.createsOnExecute) return this.create();
    if (!machine) throw this.#missing();
    if (!this.#isCurrent(machine))
      throw this.#differs("exists with another definition, which would run instead of this one");
    this.#arn = machine.stateMachineArn;
    return this.#arn;
  }

  /** The ARN of the existing machine; fails where there is none. */
  async require(): Promise<string> {
    this.#arn ??= (await this.#required()).stateMachineArn;
    return this.#arn;
  }

  /** Awaits an operation on the machine; what it fails with is told with what was to be done. */
  doing<T>(what: string, operation: Promise<T>): Promise<T> {
    return doing(`Could not ${what} the workflow ${quote(this.name)}`, operation);
  }

  /** Creates it, and gives the version that it was published as. */
  async #create(options: PublishOptions): Promise<number | undefined> {
    const { api } = this.backend;
    this.#assertValid();
    const { type, tags } = this.settings;
    const input = {
      name: this.name,
      definition: JSON.stringify(this.definition, null, 2),
      roleArn: await this.doing("create", this.#roleArn(this.#role)),
      ...(type && { type }),
      ...(tags && { tags }),
      ...configurations(this.settings),
      ...publishing(options),
    };
    try {
      const { stateMachineArn, stateMachineVersionArn } = await api.createStateMachine(input);
      this.#arn = stateMachineArn;
      log("info", `created ${stateMachineArn}`);
      return stateMachineVersionArn === undefined ? undefined : versionOf(stateMachineVersionArn);
    } catch (error) {
      if (!isServiceError(error, "StateMachineAlreadyExists")) return this.doing("create", Promise.reject(error));
      const machine = await this.#find();
      if (!machine || !this.#isCurrent(machine)) throw this.#differs("exists already, with another definition");
      const role = input.roleArn;
      const fields = settingsThatDiffer({ ...this.settings, ...(this.#role !== undefined && { role }) }, machine);
      if (fields.length > 0) throw this.#differs(`exists already, with other settings (${fields.join(", ")})`);
      this.#arn = machine.stateMachineArn;
      return options.publish ? this.publish(options.versionDescription) : undefined;
    }
  }

  async #update(
    stateMachineArn: string,
    role: string | undefined,
    options: PublishOptions,
  ): Promise<number | undefined> {
    const input = {
      stateMachineArn,
      definition: JSON.stringify(this.definition, null, 2),
      ...(role !== undefined && { roleArn: await this.doing("update", this.#roleArn(role)) }),
      ...configurations(this.settings),
      ...publishing(options),
    };
    const { stateMachineVersionArn } = await this.doing("update", this.backend.api.updateStateMachine(input));
    log("info", `updated ${stateMachineArn}`);
    return stateMachineVersionArn === undefined ? undefined : versionOf(stateMachineVersionArn);
  }

  /** Gives the machine the workflow's tags; those that it has beside stay. */
  async #tag(resourceArn: string): Promise<readonly string[]> {
    const { tags = [] } = this.settings;
    if (tags.length === 0) return [];
    const { api } = this.backend;
    const { tags: there = [] } = await this.doing("read the tags of", api.listTagsForResource({ resourceArn }));
    const fresh = tags.filter(({ key, value }) => !there.some((tag) => tag.key === key && tag.value === value));
    if (fresh.length === 0) return [];
    await this.doing("tag", api.tagResource({ resourceArn, tags: fresh }));
    return ["tags"];
  }

  #roleArn(role: string | undefined): Promise<string> {
    return this.backend.traits.roleArn(role);
  }

  #assertValid(): void {
    const { type } = this.settings;
    const diagnostics = validate(this.definition, type && { type });
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    for (const { message, location } of diagnostics) log("warn", `${this.name}: ${message}  → ${location}`);
    if (errors.length === 0) return;
    const lines = errors.slice(0, 10).map(({ message, location }) => `  ${message}  → ${location}`);
    throw new StepbookError(`The definition of ${quote(this.name)} has errors:\n${lines.join("\n")}`);
  }

  #find(): Promise<DescribeStateMachineOutput | undefined> {
    return this.doing("find", findMachine(this.backend, this.name));
  }

  async #required(): Promise<DescribeStateMachineOutput> {
    const machine = await this.#find();
    if (!machine) throw this.#missing();
    return machine;
  }

  /** Whether a machine has this definition, however its text is laid out. */
  #isCurrent(machine: DescribeStateMachineOutput): boolean {
    return isDeepStrictEqual(definitionOf(machine), JSON.parse(JSON.stringify(this.definition)));
  }

  #missing(): StepbookError {
    return new StepbookError(
      `The workflow ${quote(this.name)} does not exist at ${this.backend.name}. Create it first: await workflow.create().`,
      { code: "StateMachineDoesNotExist" },
    );
  }

  #differs(how: string): StepbookError {
    return new StepbookError(
      `The workflow ${quote(this.name)} ${how}. To give it this definition, await workflow.update() (or deploy(), which creates or updates); to keep both, use another name.`,
      { code: "StateMachineAlreadyExists" },
    );
  }
}

const publishing = ({ publish, versionDescription }: PublishOptions) => ({
  ...(publish !== undefined && { publish }),
  ...(versionDescription !== undefined && { versionDescription }),
});

/** The number at the end of a version's ARN. */
export function versionOf(stateMachineVersionArn: string): number {
  return Number(stateMachineVersionArn.slice(stateMachineVersionArn.lastIndexOf(":") + 1));
}

/** The definition of a machine; undefined where its text is not to be read, as with a key that is not ours. */
function definitionOf({ definition }: DescribeStateMachineOutput): StateMachine | undefined {
  try {
    return JSON.parse(definition) as StateMachine;
  } catch {
    return undefined;
  }
}

/** The state machine of that name; undefined where there is none. It is asked for by its ARN where that is known. */
export async function findMachine(
  { api, traits }: Backend,
  wanted: string,
): Promise<DescribeStateMachineOutput | undefined> {
  const { partition = "aws", region, account } = await traits.whereabouts();
  if (region !== undefined && account !== undefined)
    return described(api, `arn:${partition}:states:${region}:${account}:stateMachine:${wanted}`);
  let nextToken: string | undefined;
  do {
    const page = await api.listStateMachines({ maxResults: 1000, ...(nextToken !== undefined && { nextToken }) });
    const found = page.stateMachines.find(({ name }) => name === wanted);
    if (found) return described(api, found.stateMachineArn);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return undefined;
}

async function described(
  api: Backend["api"],
  stateMachineArn: string,
): Promise<DescribeStateMachineOutput | undefined> {
  try {
    return await api.describeStateMachine({ stateMachineArn });
  } catch (error) {
    // A name that no machine can have is told of by what creates it.
    if (isServiceError(error, "StateMachineDoesNotExist") || isServiceError(error, "InvalidArn")) return undefined;
    throw error;
  }
}
