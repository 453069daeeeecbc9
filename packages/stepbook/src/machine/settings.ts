import type {
  CreateStateMachineInput,
  DescribeStateMachineOutput,
  EncryptionConfiguration,
  LoggingConfiguration,
  StateMachineType,
  Tag,
  TracingConfiguration,
} from "@stepbook/asl";
import { StepbookError } from "../errors";
import { assertOptions, describe } from "../steps/data";

/** What a state machine is created with, beside its definition. */
export interface Settings {
  readonly role?: string;
  readonly type?: StateMachineType;
  readonly tags?: readonly Tag[];
  readonly logging?: Logging;
  readonly tracing?: boolean;
  readonly encryption?: Encryption;
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

/** The key of yours that definitions, inputs and outputs are encrypted with at rest. */
export interface Encryption {
  /** The key's ARN, id or alias in AWS KMS. */
  readonly kmsKeyId: string;
  /** For how long a data key is used before KMS is asked for another: 60 to 900 seconds, 300 where it is left out. */
  readonly kmsDataKeyReusePeriodSeconds?: number;
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

/** @internal Fails where what a workflow says of its key is incomplete. */
export function assertEncryption(encryption: unknown, where: string): void {
  if (encryption === undefined) return;
  assertOptions(encryption, ["kmsKeyId", "kmsDataKeyReusePeriodSeconds"], `${where}: encryption`, "member");
  const { kmsKeyId, kmsDataKeyReusePeriodSeconds: seconds } = encryption as Partial<Encryption>;
  if (typeof kmsKeyId !== "string" || kmsKeyId === "")
    throw new StepbookError(
      `${where}: encryption.kmsKeyId is the ARN, id or alias of a key, such as "alias/workflows", but is ${describe(kmsKeyId)}.`,
    );
  if (seconds !== undefined && !(Number.isInteger(seconds) && seconds >= 60 && seconds <= 900))
    throw new StepbookError(
      `${where}: encryption.kmsDataKeyReusePeriodSeconds is a whole number from 60 to 900, but is ${describe(seconds)}.`,
    );
}

type Configurations = Pick<
  CreateStateMachineInput,
  "loggingConfiguration" | "tracingConfiguration" | "encryptionConfiguration"
>;

/** @internal Logging, tracing and encryption as the API takes them, where a workflow says them. */
export function configurations({ logging, tracing, encryption }: Settings): Configurations {
  return {
    ...(logging && {
      loggingConfiguration: {
        level: logging.level,
        includeExecutionData: logging.includeExecutionData ?? false,
        destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: logging.logGroupArn } }],
      },
    }),
    ...(tracing !== undefined && { tracingConfiguration: { enabled: tracing } }),
    ...(encryption && {
      encryptionConfiguration: { type: "CUSTOMER_MANAGED_KMS_KEY" as const, ...encryption },
    }),
  };
}

/** @internal What a description of a machine says of its settings, as a workflow says it. */
export function settingsOf(machine: DescribeStateMachineOutput): Settings {
  return {
    role: machine.roleArn,
    type: machine.type,
    ...loggingOf(machine.loggingConfiguration),
    ...tracingOf(machine.tracingConfiguration),
    ...encryptionOf(machine.encryptionConfiguration),
  };
}

const loggingOf = (logging: LoggingConfiguration | undefined): Pick<Settings, "logging"> => {
  const logGroupArn = logging?.destinations?.[0]?.cloudWatchLogsLogGroup?.logGroupArn;
  if (logGroupArn === undefined) return {};
  const { level = "OFF", includeExecutionData = false } = logging!;
  return { logging: { level, logGroupArn, includeExecutionData } };
};

const tracingOf = (tracing: TracingConfiguration | undefined): Pick<Settings, "tracing"> =>
  tracing?.enabled === true ? { tracing: true } : {};

const encryptionOf = (encryption: EncryptionConfiguration | undefined): Pick<Settings, "encryption"> => {
  if (encryption?.type !== "CUSTOMER_MANAGED_KMS_KEY" || encryption.kmsKeyId === undefined) return {};
  const { kmsKeyId, kmsDataKeyReusePeriodSeconds } = encryption;
  return {
    encryption: { kmsKeyId, ...(kmsDataKeyReusePeriodSeconds !== undefined && { kmsDataKeyReusePeriodSeconds }) },
  };
};

/** @internal Which settings that a workflow says a machine has otherwise, by their names. */
export function settingsThatDiffer(said: Settings, machine: DescribeStateMachineOutput): readonly string[] {
  const there = settingsOf(machine);
  const logging = said.logging && { includeExecutionData: false, ...said.logging };
  const wanted: Settings = { ...said, ...(logging && { logging }) };
  return (["role", "logging", "tracing", "encryption"] as const).filter((name) => {
    if (wanted[name] === undefined) return false;
    if (name === "encryption") return there.encryption?.kmsKeyId !== wanted.encryption?.kmsKeyId;
    return sorted(wanted[name]) !== sorted(there[name] ?? (name === "tracing" ? false : undefined));
  });
}

const sorted = (value: unknown): string =>
  typeof value === "object" && value !== null ? JSON.stringify(Object.entries(value).sort()) : JSON.stringify(value);
