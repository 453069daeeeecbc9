import { randomInt } from "node:crypto";
import { seededRandom, uuidFrom } from "@stepbook/engine";
import type { LocalStepFunctions } from "./api";
import { checkArn, machineArnOf } from "./arns";
import { type Clock, realClock } from "./clock";
import { type Data, openData } from "./data";
import type { HttpInspector } from "./http-exchange";
import type { MachineRecord, Target } from "./machines";
import { Messages } from "./messages";
import type { Connection, LocalLimits, LocalOptions } from "./options";
import { type Registry, registryOf } from "./registry";
import { createS3, type S3 } from "./s3";
import { createSageMaker, type SageMaker } from "./sagemaker";
import { damaged, LocalServiceError } from "./service-error";
import { Tables } from "./services/dynamodb/table";
import { type ActivityRecord, type ExecutionRecord, type MapRunRecord, Store } from "./store";
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
  /** What keeps the store beyond this process, where something does. */
  readonly data?: Data | undefined;
  readonly tokens: Tokens;
  readonly s3: S3;
  readonly sagemaker: SageMaker;
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
  /** What the ARN of a machine, of one of its versions or of one of its aliases leads to. */
  readonly targetOf: (arn: string) => Target;
  /** An execution of a STANDARD machine: those of EXPRESS ones cannot be asked for. */
  readonly executionOf: (arn: string) => ExecutionRecord;
  /** One that can be described: a child of a map run, too, whatever its type. */
  readonly describableOf: (arn: string) => ExecutionRecord;
  readonly activityOf: (arn: string) => ActivityRecord;
  readonly mapRunOf: (arn: string) => MapRunRecord;
}

/** Sets up what the operations share. */
export const embed = (options: LocalOptions, api: () => LocalStepFunctions): Embedded => {
  const { region = "us-east-1", account = "123456789012" } = options;
  const clock = options.clock === undefined || options.clock === "real" ? realClock : options.clock;
  const random = seededRandom(options.seed ?? randomInt(2 ** 32));
  const data = dataOf(options);
  const store = data?.store ?? new Store();
  const place = `${region}:${account}`;
  const s3 = typeof options.s3 === "object" ? options.s3 : createS3(options.s3);
  const { python } = options;
  const today = (): Date => new Date(clock.now());
  const noMachine = (arn: string): never =>
    missing(place, "StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
  const executionOf = (arn: string): ExecutionRecord =>
    sound(
      store.execution(checkArn("execution", arn)) ??
        missing(place, "ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`),
    );
  return {
    region,
    account,
    clock,
    functions: registryOf(options.functions),
    invoke: options.invoke ?? ((call, next) => next(call)),
    functionTimeoutSeconds: options.functionTimeoutSeconds ?? 900,
    limits: options.limits ?? {},
    store,
    data,
    tokens: data?.tokensBy(clock) ?? new Tokens(clock),
    s3,
    sagemaker:
      options.sagemaker ??
      createSageMaker({ s3, region, account, now: today, ...(python === undefined ? {} : { python }) }),
    children: options.children ?? "history",
    messages: new Messages(options.onMessage),
    tables: new Tables(options.tables),
    connections: options.connections ?? {},
    api,
    random,
    uuid: () => uuidFrom(random),
    today,
    arnOf: (kind, name) => `arn:aws:states:${place}:${kind}:${name}`,
    machineOf: (arn) => {
      machineArnOf(arn);
      return store.machine(arn) ?? noMachine(arn);
    },
    targetOf: (arn) => {
      const { machineArn, qualifier } = machineArnOf(arn);
      const machine = store.machine(machineArn) ?? noMachine(arn);
      if (qualifier === undefined) return { machine };
      const alias = machine.aliases.get(qualifier);
      if (alias) return { machine, alias };
      return { machine, version: machine.versions.find((one) => one.arn === arn) ?? noMachine(arn) };
    },
    executionOf,
    describableOf: (arn) => {
      const record = store.execution(arn);
      return record ? sound(record) : executionOf(arn);
    },
    activityOf: (arn) =>
      store.activity(checkArn("activity", arn)) ??
      missing(place, "ActivityDoesNotExist", `Activity Does Not Exist: '${arn}'`),
    mapRunOf: (arn) =>
      store.mapRun(checkArn("mapRun", arn)) ?? missing(place, "ResourceNotFound", `Resource not found: '${arn}'`),
  };
};

const sound = (record: ExecutionRecord): ExecutionRecord => {
  if (record.damaged) throw damaged();
  return record;
};

const dataOf = ({ data, fsync, keep }: LocalOptions): Data | undefined =>
  !data ? undefined : openData(data, { fsync, keep });

/** There is no such thing; where it is another place's, that is said. */
const missing = (place: string, name: string, message: string): never => {
  const elsewhere = /arn:[\w-]+:states:([\w-]+:\d{12}):/.exec(message)?.[1] ?? place;
  throw new LocalServiceError(
    name,
    message,
    elsewhere === place ? {} : { hint: `It is of ${elsewhere}; this service is that of ${place} (region, account).` },
  );
};
