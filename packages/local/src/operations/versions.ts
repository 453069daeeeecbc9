import { isDeepStrictEqual } from "node:util";
import type { DescribeStateMachineAliasOutput, RoutingConfigurationListItem } from "@stepbook/asl";
import type { LocalStepFunctions } from "../api";
import { checkText } from "../checks";
import type { Embedded } from "../embedded";
import { pageOf } from "../paging";
import { LocalServiceError } from "../service-error";
import type { AliasRecord, MachineRecord, VersionRecord } from "../store";

type Operations = Pick<
  LocalStepFunctions,
  | "publishStateMachineVersion"
  | "deleteStateMachineVersion"
  | "listStateMachineVersions"
  | "createStateMachineAlias"
  | "updateStateMachineAlias"
  | "describeStateMachineAlias"
  | "deleteStateMachineAlias"
  | "listStateMachineAliases"
>;

/** What a machine's revision is called before its first update. */
const initial = "INITIAL";

/** Makes a version of a machine as it is; the same again where nothing has changed since the last one. */
export const publish = ({ store, today }: Embedded, machine: MachineRecord, description?: string): VersionRecord => {
  const last = machine.versions.at(-1);
  if (last?.revision === machine.revision) return last;
  machine.lastVersion += 1;
  const { lastVersion, revision } = machine;
  const version: VersionRecord = {
    number: store.number(),
    arn: `${machine.arn}:${lastVersion}`,
    creationDate: today(),
    description,
    revision,
  };
  machine.versions.push(version);
  return version;
};

/** What is done with the versions of state machines, and with the aliases that lead to them. */
export const versionOperations = (local: Embedded): Operations => {
  const { store, today, machineOf } = local;
  const aliasOf = (arn: string): { readonly machine: MachineRecord; readonly alias: AliasRecord } => {
    const [machineArn, name] = qualified(arn);
    const machine = store.machine(machineArn);
    const alias = machine?.aliases.get(name);
    if (!machine || !alias)
      throw new LocalServiceError("ResourceNotFound", `Request references a resource that does not exist: '${arn}'`);
    return { machine, alias };
  };
  return {
    async publishStateMachineVersion({ stateMachineArn, revisionId, description }) {
      const machine = machineOf(stateMachineArn);
      checkText("description", description, 256);
      const current = machine.revision.revisionId ?? initial;
      if (revisionId !== undefined && revisionId !== current)
        throw new LocalServiceError(
          "ConflictException",
          `Failed to publish the State Machine version for revision ${revisionId}. The current State Machine revision is ${current}.`,
        );
      const { arn, creationDate } = publish(local, machine, description);
      return { stateMachineVersionArn: arn, creationDate };
    },

    async deleteStateMachineVersion({ stateMachineVersionArn }) {
      const [machineArn] = qualified(stateMachineVersionArn);
      const machine = store.machine(machineArn);
      if (!machine) return {};
      const users = [...machine.aliases.values()].filter(({ routing }) =>
        routing.some((route) => route.stateMachineVersionArn === stateMachineVersionArn),
      );
      if (users.length > 0)
        throw new LocalServiceError(
          "ConflictException",
          `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${users.map(({ name }) => name).join(", ")}]`,
        );
      const index = machine.versions.findIndex(({ arn }) => arn === stateMachineVersionArn);
      if (index >= 0) machine.versions.splice(index, 1);
      return {};
    },

    async listStateMachineVersions({ stateMachineArn, ...paging }) {
      const newestFirst = [...machineOf(stateMachineArn).versions].reverse();
      const { items, ...token } = pageOf(newestFirst, ({ number }) => number, paging);
      return {
        stateMachineVersions: items.map(({ arn, creationDate }) => ({ stateMachineVersionArn: arn, creationDate })),
        ...token,
      };
    },

    async createStateMachineAlias({ name, description, routingConfiguration }) {
      checkAliasName(name);
      checkText("description", description, 256);
      const machine = checkRouting(local, routingConfiguration);
      const arn = `${machine.arn}:${name}`;
      const known = machine.aliases.get(name);
      if (known) {
        if (known.description === description && isDeepStrictEqual(known.routing, routingConfiguration))
          return { stateMachineAliasArn: arn, creationDate: known.creationDate };
        throw new LocalServiceError(
          "ConflictException",
          `Failed to create alias because an alias with the same name and a different routing configuration already exists.`,
        );
      }
      if (machine.aliases.size >= mostAliases)
        throw new LocalServiceError(
          "ServiceQuotaExceededException",
          `A state machine has at most ${mostAliases} aliases`,
        );
      const creationDate = today();
      machine.aliases.set(name, {
        number: store.number(),
        arn,
        name,
        creationDate,
        updateDate: creationDate,
        description,
        routing: routingConfiguration,
      });
      return { stateMachineAliasArn: arn, creationDate };
    },

    async updateStateMachineAlias({ stateMachineAliasArn, description, routingConfiguration }) {
      const { machine, alias } = aliasOf(stateMachineAliasArn);
      checkText("description", description, 256);
      if (description === undefined && routingConfiguration === undefined)
        throw new LocalServiceError(
          "ValidationException",
          "Either the description or the routingConfiguration must be specified",
        );
      if (routingConfiguration && checkRouting(local, routingConfiguration) !== machine)
        throw notOfOneMachine(routingConfiguration);
      alias.description = description ?? alias.description;
      alias.routing = routingConfiguration ?? alias.routing;
      alias.updateDate = today();
      return { updateDate: alias.updateDate };
    },

    async describeStateMachineAlias({ stateMachineAliasArn }) {
      return told(aliasOf(stateMachineAliasArn).alias);
    },

    async deleteStateMachineAlias({ stateMachineAliasArn }) {
      const { machine, alias } = aliasOf(stateMachineAliasArn);
      machine.aliases.delete(alias.name);
      return {};
    },

    async listStateMachineAliases({ stateMachineArn, ...paging }) {
      const [machineArn, version] = /^(.*:stateMachine:[^:]+):(\d+)$/.exec(stateMachineArn)?.slice(1) ?? [];
      const { aliases } = machineOf(machineArn ?? stateMachineArn);
      const found = [...aliases.values()].filter(
        ({ routing }) => version === undefined || routing.some((one) => one.stateMachineVersionArn === stateMachineArn),
      );
      const { items, ...token } = pageOf(found, ({ number }) => number, paging);
      return {
        stateMachineAliases: items.map(({ arn, creationDate }) => ({ stateMachineAliasArn: arn, creationDate })),
        ...token,
      };
    },
  };
};

const mostAliases = 100;

const told = ({ arn, name, creationDate, updateDate, description, routing }: AliasRecord) =>
  ({
    stateMachineAliasArn: arn,
    name,
    ...(description === undefined ? {} : { description }),
    routingConfiguration: routing,
    creationDate,
    updateDate,
  }) satisfies DescribeStateMachineAliasOutput;

/** The ARN of the machine, and the version or alias behind it. */
const qualified = (arn: unknown): readonly [string, string] => {
  const [, machine, qualifier] =
    (typeof arn === "string" && /^(arn:[\w-]+:states:[\w-]+:\d{12}:stateMachine:[^:]+):([^:]+)$/.exec(arn)) || [];
  if (machine === undefined || qualifier === undefined)
    throw new LocalServiceError("InvalidArn", `Invalid Arn: '${arn}'`, {
      hint: "expected one with a version or an alias at its end, such as arn:aws:states:us-east-1:123456789012:stateMachine:hello:1",
    });
  return [machine, qualifier];
};

/** A name that no number can be mistaken for. */
const checkAliasName = (name: unknown): void => {
  if (typeof name === "string" && /^(?=.*[a-zA-Z_\-.])[a-zA-Z0-9_\-.]{1,80}$/.test(name)) return;
  const constraint = "Member must satisfy regular expression pattern: ^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$";
  throw new LocalServiceError(
    "ValidationException",
    `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: ${constraint}`,
    { hint: "the name of an alias has 1 to 80 letters, digits, - _ and ., and is no number" },
  );
};

const refuse = (message: string, hint?: string): never => {
  throw new LocalServiceError("ValidationException", message, hint === undefined ? {} : { hint });
};

const arnsIn = (routing: readonly RoutingConfigurationListItem[]): string =>
  `[${routing.map(({ stateMachineVersionArn }) => stateMachineVersionArn).join(", ")}]`;

const notOfOneMachine = (routing: readonly RoutingConfigurationListItem[]): LocalServiceError =>
  new LocalServiceError(
    "ValidationException",
    `Routing configuration must contain state machine version ARNs of the same state machine. Received: ${arnsIn(routing)}`,
  );

/** The machine whose versions an alias leads to: one version or two, by weights that make up 100. */
const checkRouting = ({ store }: Embedded, routing: readonly RoutingConfigurationListItem[]): MachineRecord => {
  if (!Array.isArray(routing) || routing.length < 1 || routing.length > 2)
    return refuse(
      "1 validation error detected: Value at 'routingConfiguration' failed to satisfy constraint: Member must have length less than or equal to 2",
      "an alias leads to one version or two",
    );
  if (new Set(routing.map(({ stateMachineVersionArn }) => stateMachineVersionArn)).size < routing.length)
    return refuse(
      `Routing configuration must contain distinct state machine version ARNs. Received: ${arnsIn(routing)}`,
    );
  for (const [index, { weight }] of routing.entries())
    if (!Number.isInteger(weight) || weight < 0 || weight > 100)
      return refuse(
        `1 validation error detected: Value '${weight}' at 'routingConfiguration.${index + 1}.member.weight' failed to satisfy constraint: Member must have value ${weight > 100 ? "less than or equal to 100" : "greater than or equal to 0"}`,
      );
  const weights = routing.map(({ weight }) => weight);
  if (weights.reduce((sum, weight) => sum + weight, 0) !== 100)
    return refuse(`Sum of routing configuration weights must equal 100. Received: ${JSON.stringify(weights)}`);
  const machines = routing.map(({ stateMachineVersionArn }) => {
    const [machineArn] = qualified(stateMachineVersionArn);
    const machine = store.machine(machineArn);
    const isVersion = machine?.versions.some(({ arn }) => arn === stateMachineVersionArn);
    return isVersion
      ? machine!
      : refuse(`Routing configuration must contain state machine version ARNs. Received: ${arnsIn(routing)}`);
  });
  if (machines.some((machine) => machine !== machines[0])) throw notOfOneMachine(routing);
  return machines[0]!;
};
