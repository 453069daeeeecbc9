import { randomInt } from "node:crypto";
import { seededRandom, uuidFrom } from "@stepbook/engine";
import type { LocalStepFunctions } from "./api";
import { checkArn } from "./checks";
import { type Clock, realClock } from "./clock";
import type { HttpInspector } from "./http-exchange";
import { Messages } from "./messages";
import type { Connection, LocalLimits, LocalOptions } from "./options";
import { type Registry, registryOf } from "./registry";
import { createS3, type S3 } from "./s3";
import { LocalServiceError } from "./service-error";
import { Tables } from "./services/dynamodb/table";
import {
  type ActivityRecord,
  type AliasRecord,
  type ExecutionRecord,
  type MachineRecord,
  type MapRunRecord,
  Store,
  type Target,
} from "./store";
import { Tokens } from "./tokens";

/** What all operations and tasks of one embedded service share. */
export interface Embedded {
  readonly region: string;
  readonly account: string;
  readonly clock: Clock;
  readonly functions: Registry;
  /** What stands before every task. */
  readonly invoke: NonNullable<LocalOptions["invoke"]>;
  /** How long a function may take. */
  readonly functionTimeoutSeconds: number;
  readonly limits: LocalLimits;
  readonly store: Store;
  readonly tokens: Tokens;
  readonly s3: S3;
  /** What is kept of the children of distributed Maps. */
  readonly children: NonNullable<LocalOptions["children"]>;
  readonly messages: Messages;
  readonly tables: Tables;
  readonly connections: Readonly<Record<string, Connection>>;
  /** Where a state is tested: sees what its HTTP task sends and gets. */
  readonly httpInspector?: HttpInspector;
  /** The operations, as a task of a workflow calls them, too. */
  readonly api: () => LocalStepFunctions;
  readonly random: () => number;
  readonly uuid: () => string;
  readonly today: () => Date;
  /** The ARN of something of this service: `arnOf("activity", "paint")`. */
  readonly arnOf: (kind: string, name: string) => string;
  /** A machine by its own ARN. */
  readonly machineOf: (arn: string) => MachineRecord;
  /** What the ARN of a machine, of one of its versions or of one of its aliases leads to. An alias leads by chance. */
  readonly targetOf: (arn: string) => Target;
  /** An execution of a STANDARD machine: those of EXPRESS ones cannot be asked for. */
  readonly executionOf: (arn: string) => ExecutionRecord;
  readonly activityOf: (arn: string) => ActivityRecord;
  readonly mapRunOf: (arn: string) => MapRunRecord;
}

/** Sets up what the operations share. */
export const embed = (options: LocalOptions, api: () => LocalStepFunctions): Embedded => {
  const { region = "us-east-1", account = "123456789012" } = options;
  const clock = options.clock === undefined || options.clock === "real" ? realClock : options.clock;
  const random = seededRandom(options.seed ?? randomInt(2 ** 32));
  const store = new Store();
  return {
    region,
    account,
    clock,
    functions: registryOf(options.functions),
    invoke: options.invoke ?? ((call, next) => next(call)),
    functionTimeoutSeconds: options.functionTimeoutSeconds ?? 900,
    limits: options.limits ?? {},
    store,
    tokens: new Tokens(clock),
    s3: typeof options.s3 === "object" ? options.s3 : createS3(options.s3),
    children: options.children ?? "history",
    messages: new Messages(options.onMessage),
    tables: new Tables(options.tables),
    connections: options.connections ?? {},
    api,
    random,
    uuid: () => uuidFrom(random),
    today: () => new Date(clock.now()),
    arnOf: (kind, name) => `arn:aws:states:${region}:${account}:${kind}:${name}`,
    machineOf: (arn) =>
      store.machine(checkArn("stateMachine", arn)) ??
      missing("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`),
    targetOf: (arn) => targetOf(store, random, checkArn("stateMachine", arn)),
    executionOf: (arn) => {
      if (/^arn:[^:]+:states:[^:]*:[^:]*:express:/.test(arn))
        throw new LocalServiceError("InvalidArn", "Invalid Arn: 'Resource type not valid in this context: express'");
      return (
        store.execution(checkArn("execution", arn)) ??
        missing("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`)
      );
    },
    activityOf: (arn) =>
      store.activity(checkArn("activity", arn)) ?? missing("ActivityDoesNotExist", `Activity Does Not Exist: '${arn}'`),
    mapRunOf: (arn) =>
      store.mapRun(checkArn("mapRun", arn)) ?? missing("ResourceNotFound", `Resource not found: '${arn}'`),
  };
};

/** What an ARN leads to. */
const targetOf = (store: Store, random: () => number, arn: string): Target => {
  const [machineArn = arn, qualifier] = /^(.*:stateMachine:[^:]+):([^:]+)$/.exec(arn)?.slice(1) ?? [];
  const machine = store.machine(machineArn);
  if (!machine) return missing("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
  if (qualifier === undefined) return { machine, revision: machine.revision };
  const alias = machine.aliases.get(qualifier);
  const versionArn = alias ? routed(alias, random) : arn;
  const version = machine.versions.find((one) => one.arn === versionArn);
  if (!version) return missing("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
  return { machine, revision: version.revision, version, ...(alias ? { alias } : {}) };
};

/** One of the versions of an alias, by their weights. */
const routed = ({ routing }: AliasRecord, random: () => number): string => {
  let left = random() * 100;
  const found = routing.find(({ weight }) => {
    left -= weight;
    return left < 0;
  });
  return (found ?? routing.at(-1)!).stateMachineVersionArn;
};

const missing = (name: string, message: string): never => {
  throw new LocalServiceError(name, message);
};
