import type { CreateStateMachineInput, EncryptionConfiguration, LoggingConfiguration } from "@stepbook/asl";
import { checkChoice } from "./checks";
import { LocalServiceError } from "./service-error";

type Given = Pick<CreateStateMachineInput, "loggingConfiguration" | "tracingConfiguration" | "encryptionConfiguration">;

/** What a state machine has beside its definition and role. */
export type Configurations = Required<Given>;

/** What AWS takes where nothing is said. */
export const usualConfigurations: Configurations = {
  loggingConfiguration: { level: "OFF", includeExecutionData: false },
  tracingConfiguration: { enabled: false },
  encryptionConfiguration: { type: "AWS_OWNED_KEY" },
};

/** The configurations that are asked for; what is not spoken of stays as it is. */
export const checkConfigurations = (given: Given, current = usualConfigurations): Configurations => {
  const { loggingConfiguration: logging, tracingConfiguration: tracing, encryptionConfiguration: encryption } = given;
  return {
    loggingConfiguration: logging === undefined ? current.loggingConfiguration : checkLogging(logging),
    tracingConfiguration:
      tracing === undefined
        ? current.tracingConfiguration
        : { enabled: recordOf("tracingConfiguration", tracing).enabled ?? false },
    encryptionConfiguration: encryption === undefined ? current.encryptionConfiguration : checkEncryption(encryption),
  };
};

const recordOf = <T extends object>(field: string, value: T): T => {
  if (typeof value === "object" && value !== null) return value;
  throw new LocalServiceError("SerializationException", `${field} is an object; this is ${JSON.stringify(value)}`);
};

const levels = ["ALL", "ERROR", "FATAL", "OFF"];

/** A log has exactly one destination. */
const checkLogging = (logging: LoggingConfiguration): LoggingConfiguration => {
  const { level = "OFF", includeExecutionData = false, destinations } = recordOf("loggingConfiguration", logging);
  checkChoice("loggingConfiguration.level", level, levels);
  const count = destinations === undefined ? 0 : Array.isArray(destinations) ? destinations.length : Number.NaN;
  if (!(count === 1 || (count === 0 && level === "OFF")))
    throw new LocalServiceError(
      "InvalidLoggingConfiguration",
      "Invalid Logging Configuration: Must specify exactly one Log Destination.",
    );
  return { level, includeExecutionData, ...(destinations ? { destinations } : {}) };
};

/** A key of one's own is named. */
const checkEncryption = (encryption: EncryptionConfiguration): EncryptionConfiguration => {
  const { type, kmsKeyId, kmsDataKeyReusePeriodSeconds: seconds } = recordOf("encryptionConfiguration", encryption);
  const refuse = (message: string): never => {
    throw new LocalServiceError("InvalidEncryptionConfiguration", `Invalid Encryption Configuration: ${message}`);
  };
  checkChoice("encryptionConfiguration.type", type ?? null, ["AWS_OWNED_KEY", "CUSTOMER_MANAGED_KMS_KEY"]);
  const owned = type === "CUSTOMER_MANAGED_KMS_KEY";
  if (owned && (typeof kmsKeyId !== "string" || kmsKeyId === ""))
    return refuse("kmsKeyId must be specified with the type CUSTOMER_MANAGED_KMS_KEY");
  if (!owned && (kmsKeyId !== undefined || seconds !== undefined))
    return refuse("kmsKeyId and kmsDataKeyReusePeriodSeconds go with the type CUSTOMER_MANAGED_KMS_KEY alone");
  if (seconds !== undefined && !(Number.isInteger(seconds) && seconds >= 60 && seconds <= 900))
    return refuse("kmsDataKeyReusePeriodSeconds must be from 60 to 900");
  return owned ? { type, kmsKeyId: kmsKeyId!, kmsDataKeyReusePeriodSeconds: seconds ?? 300 } : { type };
};
