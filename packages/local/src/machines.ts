import type { RoutingConfigurationListItem, StateMachineType } from "@stepbook/asl";
import type { MachineProgram } from "@stepbook/engine";
import type { Configurations } from "./configurations";
import { LocalServiceError } from "./service-error";

/** What a state machine is, until it is updated. */
export interface Revision {
  /** JSON text. */
  readonly definition: string;
  readonly program: MachineProgram;
  readonly roleArn: string;
  readonly configurations: Configurations;
  /** Missing until the first update. */
  readonly revisionId?: string;
  readonly updateDate: Date;
}

/** Whether something is published as it is created or updated, and with what to say of it. */
export interface Publishing {
  readonly publish?: boolean;
  readonly versionDescription?: string;
}

/** A state machine as the service keeps it. */
export interface MachineRecord {
  /** Grows with each new one. */
  readonly number: number;
  readonly arn: string;
  readonly name: string;
  readonly type: StateMachineType;
  readonly creationDate: Date;
  /** How it was to be published when it was created. */
  readonly created: Publishing;
  revision: Revision;
  /** Oldest first. */
  readonly versions: VersionRecord[];
  /** The number of the last version: those of deleted ones are not used again. */
  lastVersion: number;
  readonly aliases: Map<string, AliasRecord>;
  readonly tags: Map<string, string>;
  /** It is to be deleted, and waits for its executions to end. */
  deleting?: true;
}

/** A published revision. */
export interface VersionRecord {
  readonly number: number;
  readonly arn: string;
  readonly creationDate: Date;
  readonly description?: string | undefined;
  readonly revision: Revision;
}

/** A name for one version or two. */
export interface AliasRecord {
  readonly number: number;
  readonly arn: string;
  readonly name: string;
  readonly creationDate: Date;
  updateDate: Date;
  description?: string | undefined;
  routing: readonly RoutingConfigurationListItem[];
}

/** What the ARN of a state machine leads to: the machine itself, a version, an alias. */
export interface Target {
  readonly machine: MachineRecord;
  readonly version?: VersionRecord;
  readonly alias?: AliasRecord;
}

/** The machine, where it is not about to be deleted. */
export const active = (machine: MachineRecord): MachineRecord => {
  if (!machine.deleting) return machine;
  throw new LocalServiceError("StateMachineDeleting", `State Machine is being deleted: '${machine.arn}'`, {
    hint: "It goes once its executions have ended; they are stopped as they come to their next state.",
  });
};

/** What only machines of the other type can do was asked for. */
export const notSupported = (): LocalServiceError =>
  new LocalServiceError(
    "StateMachineTypeNotSupported",
    "This operation is not supported by this type of state machine",
  );

/** What a machine's revision is called before its first update. */
const initial = "INITIAL";

export const revisionIdOf = ({ revision }: MachineRecord): string => revision.revisionId ?? initial;

/** The version of an alias that is next to run, by the weights. */
export const routed = (
  { versions }: MachineRecord,
  { routing }: AliasRecord,
  random: () => number,
): VersionRecord | undefined => {
  let left = routing.length === 1 ? 0 : random() * 100;
  const found = routing.find(({ weight }) => {
    left -= weight;
    return left < 0;
  });
  const { stateMachineVersionArn } = found ?? routing[0]!;
  return versions.find(({ arn }) => arn === stateMachineVersionArn);
};
