import { type StateMachine, type StateMachineType, type StepFunctionsApi, type Tag, validate } from "@stepbook/asl";
import { type Backend, doing, isServiceError } from "./backends/backend";
import { quote, StepbookError } from "./errors";
import { log } from "./logger";
import { assertOptions, describe } from "./steps/data";

/** What a state machine is created with, beside its definition. */
interface Settings {
  readonly role?: string;
  readonly type?: StateMachineType;
  readonly tags?: readonly Tag[];
  readonly logging?: Logging;
  readonly tracing?: boolean;
}

/** Where a machine writes what its executions do, in CloudWatch. */
export interface Logging {
  /** What is written: everything, errors, fatal errors or nothing. */
  readonly level: "ALL" | "ERROR" | "FATAL" | "OFF";
  /** The ARN of the log group, which ends in `:*`. */
  readonly logGroupArn: string;
  /** Whether inputs and outputs are written, too; not where it is left out. */
  readonly includeExecutionData?: boolean;
}

/** @internal Fails where what a workflow says of its logs is incomplete. */
export function assertLogging(logging: unknown, where: string): void {
  if (logging === undefined) return;
  assertOptions(logging, ["level", "logGroupArn", "includeExecutionData"], `${where}: logging`, "member");
  const { level, logGroupArn } = logging as Partial<Logging>;
  if (!["ALL", "ERROR", "FATAL", "OFF"].includes(level as string))
    throw new StepbookError(`${where}: logging.level is "ALL", "ERROR", "FATAL" or "OFF", but is ${describe(level)}.`);
  if (typeof logGroupArn !== "string" || !/^arn:.*:log-group:.*:\*$/.test(logGroupArn))
    throw new StepbookError(
      `${where}: logging.logGroupArn is the ARN of a log group with :* at its end, such as "arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/states/hello:*", but is ${describe(logGroupArn)}.`,
    );
}

/** @internal Logging and tracing, as the API takes them. */
export function observing({ logging, tracing }: Pick<Settings, "logging" | "tracing">) {
  return {
    ...(logging && {
      loggingConfiguration: {
        level: logging.level,
        includeExecutionData: logging.includeExecutionData ?? false,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: logging.logGroupArn } }],
      },
    }),
    ...(tracing !== undefined && { tracingConfiguration: { enabled: tracing } }),
  };
}

/** A workflow's state machine where it runs: found by its name, created, kept as it is defined. */
export class Machine {
  readonly backend: Backend;
  readonly #name: string;
  readonly #definition: StateMachine;
  readonly #settings: Settings;
  #arn: string | undefined;

  constructor(name: string, definition: StateMachine, settings: Settings, backend: Backend) {
    this.#name = name;
    this.#definition = definition;
    this.#settings = settings;
    this.backend = backend;
  }

  /** Its ARN, once it is known. */
  get arn(): string | undefined {
    return this.#arn;
  }

  async create(): Promise<string> {
    const { api, traits } = this.backend;
    this.#assertValid();
    const { role, type, tags } = this.#settings;
    const roleArn = role ?? (await this.doing("create", traits.role()));
    const definition = JSON.stringify(this.#definition, null, 2);
    const more = observing(this.#settings);
    const input = { name: this.#name, definition, roleArn, ...(type && { type }), ...(tags && { tags }), ...more };
    try {
      this.#arn = (await api.createStateMachine(input)).stateMachineArn;
      log("info", `created ${this.#arn}`);
    } catch (error) {
      if (!isServiceError(error, "StateMachineAlreadyExists")) return this.doing("create", Promise.reject(error));
      const arn = await this.#find();
      if (arn === undefined || !(await this.#isCurrent(arn)))
        throw this.#differs("exists already, with another definition");
      this.#arn = arn;
    }
    return this.#arn;
  }

  async update(role: string | undefined): Promise<string> {
    this.#assertValid();
    const stateMachineArn = await this.require();
    const roleArn = role ?? this.#settings.role;
    const definition = JSON.stringify(this.#definition, null, 2);
    const more = observing(this.#settings);
    const input = { stateMachineArn, definition, ...(roleArn !== undefined && { roleArn }), ...more };
    await this.doing("update", this.backend.api.updateStateMachine(input));
    return stateMachineArn;
  }

  async deploy(): Promise<"created" | "updated" | "unchanged"> {
    const arn = await this.#find();
    if (arn === undefined) {
      await this.create();
      return "created";
    }
    this.#arn = arn;
    if (await this.#isCurrent(arn)) return "unchanged";
    await this.update(undefined);
    return "updated";
  }

  async delete(): Promise<void> {
    const arn = this.#arn ?? (await this.#find());
    this.#arn = undefined;
    if (arn !== undefined) await this.doing("delete", this.backend.api.deleteStateMachine({ stateMachineArn: arn }));
  }

  /** The ARN of the existing machine, to run it; where the backend does so, of one created now. */
  async attach(): Promise<string> {
    if (this.#arn !== undefined) return this.#arn;
    const arn = await this.#find();
    if (arn === undefined && this.backend.traits.createsOnExecute) return this.create();
    if (arn === undefined) throw this.#missing();
    if (!(await this.#isCurrent(arn)))
      throw this.#differs("exists with another definition, which would run instead of this one");
    this.#arn = arn;
    return arn;
  }

  /** The ARN of the existing machine; fails where there is none. */
  async require(): Promise<string> {
    this.#arn ??= await this.#find();
    if (this.#arn === undefined) throw this.#missing();
    return this.#arn;
  }

  /** Awaits an operation on the machine; what it fails with is told with what was to be done. */
  doing<T>(what: string, operation: Promise<T>): Promise<T> {
    return doing(`Could not ${what} the workflow ${quote(this.#name)}`, operation);
  }

  #assertValid(): void {
    const { type } = this.#settings;
    const diagnostics = validate(this.#definition, type && { type });
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    for (const { message, location } of diagnostics) log("warn", `${this.#name}: ${message}  → ${location}`);
    if (errors.length === 0) return;
    const lines = errors.slice(0, 10).map(({ message, location }) => `  ${message}  → ${location}`);
    throw new StepbookError(`The definition of ${quote(this.#name)} has errors:\n${lines.join("\n")}`);
  }

  #find(): Promise<string | undefined> {
    return this.doing("find", findMachine(this.backend.api, this.#name));
  }

  #isCurrent(arn: string): Promise<boolean> {
    return this.doing("describe", hasDefinition(this.backend.api, arn, this.#definition));
  }

  #missing(): StepbookError {
    return new StepbookError(
      `The workflow ${quote(this.#name)} does not exist at ${this.backend.name}. Create it first: await workflow.create().`,
    );
  }

  #differs(how: string): StepbookError {
    return new StepbookError(
      `The workflow ${quote(this.#name)} ${how}. To give it this definition, await workflow.update() (or deploy(), which creates or updates); to keep both, use another name.`,
    );
  }
}

/** The ARN of the state machine of that name; undefined where there is none. */
async function findMachine(api: StepFunctionsApi, wanted: string): Promise<string | undefined> {
  let nextToken: string | undefined;
  do {
    const page = await api.listStateMachines({ maxResults: 1000, ...(nextToken !== undefined && { nextToken }) });
    const found = page.stateMachines.find(({ name }) => name === wanted);
    if (found) return found.stateMachineArn;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return undefined;
}

/** Whether a state machine's definition is this one, however its text is laid out. */
async function hasDefinition(
  api: StepFunctionsApi,
  stateMachineArn: string,
  definition: StateMachine,
): Promise<boolean> {
  const description = await api.describeStateMachine({ stateMachineArn });
  return JSON.stringify(JSON.parse(description.definition)) === JSON.stringify(definition);
}
