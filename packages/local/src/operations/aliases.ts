import { isDeepStrictEqual } from "node:util";
import type { DescribeStateMachineAliasOutput, StepFunctionsApi } from "@stepbook/asl";
import { machineArnOf } from "../arns";
import { checkText } from "../checks";
import type { Embedded } from "../embedded";
import { type AliasRecord, active, type MachineRecord } from "../machines";
import { pageOf } from "../paging";
import { LocalServiceError } from "../service-error";
import { checkRouting } from "./routing";

type Operations = Pick<
  StepFunctionsApi,
  | "createStateMachineAlias"
  | "updateStateMachineAlias"
  | "describeStateMachineAlias"
  | "deleteStateMachineAlias"
  | "listStateMachineAliases"
>;

/** What is done with aliases, which lead to versions of state machines. */
export const aliasOperations = (local: Embedded): Operations => {
  const { store, today, targetOf } = local;
  const found = (arn: string): { readonly machine?: MachineRecord; readonly alias?: AliasRecord } => {
    const { machineArn, qualifier = "" } = machineArnOf(arn);
    if (!isAliasName(qualifier))
      throw new LocalServiceError("InvalidArn", `Invalid Arn: '${arn}'`, {
        hint: `expected that of an alias, such as ${machineArn}:live`,
      });
    const machine = store.machine(machineArn);
    const alias = machine?.aliases.get(qualifier);
    return { ...(machine ? { machine } : {}), ...(alias ? { alias } : {}) };
  };
  const aliasOf = (arn: string): { readonly machine: MachineRecord; readonly alias: AliasRecord } => {
    const { machine, alias } = found(arn);
    if (machine && alias) return { machine, alias };
    throw new LocalServiceError("ResourceNotFound", "Request references a resource that does not exist.", {
      resourceName: arn,
      hint: `There is no alias ${arn}`,
    });
  };
  return {
    async createStateMachineAlias({ name, description, routingConfiguration }) {
      checkAliasName(name);
      checkText("description", description, 256);
      const machine = active(checkRouting(local, routingConfiguration));
      const arn = `${machine.arn}:${name}`;
      const known = machine.aliases.get(name);
      if (known) {
        if (known.description === description && isDeepStrictEqual(known.routing, routingConfiguration))
          return { stateMachineAliasArn: arn, creationDate: known.creationDate };
        throw new LocalServiceError(
          "ConflictException",
          "Failed to create alias because an alias with the same name and a different routing configuration already exists.",
        );
      }
      if (machine.aliases.size >= most)
        throw new LocalServiceError("ServiceQuotaExceededException", `A state machine has at most ${most} aliases`, {
          hint: "Delete aliases that are used no more.",
        });
      const creationDate = today();
      const number = store.number();
      const dates = { creationDate, updateDate: creationDate };
      machine.aliases.set(name, { number, arn, name, ...dates, description, routing: routingConfiguration });
      store.putMachine(machine);
      return { stateMachineAliasArn: arn, creationDate };
    },

    async updateStateMachineAlias({ stateMachineAliasArn, description, routingConfiguration }) {
      const { machine, alias } = aliasOf(stateMachineAliasArn);
      active(machine);
      checkText("description", description, 256);
      if (description === undefined && routingConfiguration === undefined)
        throw new LocalServiceError(
          "ValidationException",
          "Either the description or the RoutingConfiguration must be specified",
          { reason: "MISSING_REQUIRED_PARAMETER" },
        );
      if (routingConfiguration && checkRouting(local, routingConfiguration) !== machine)
        throw new LocalServiceError(
          "ValidationException",
          `Routing configuration must contain versions of the state machine '${machine.arn}'`,
          { reason: "INVALID_ROUTING_CONFIGURATION" },
        );
      alias.description = description ?? alias.description;
      alias.routing = routingConfiguration ?? alias.routing;
      alias.updateDate = today();
      store.putMachine(machine);
      return { updateDate: alias.updateDate };
    },

    async describeStateMachineAlias({ stateMachineAliasArn }) {
      return told(aliasOf(stateMachineAliasArn).alias);
    },

    async deleteStateMachineAlias({ stateMachineAliasArn }) {
      const { machine, alias } = found(stateMachineAliasArn);
      if (machine && alias) {
        machine.aliases.delete(alias.name);
        store.putMachine(machine);
      }
      return {};
    },

    async listStateMachineAliases({ stateMachineArn, ...paging }) {
      const { machine, version, alias } = targetOf(stateMachineArn);
      if (alias)
        throw new LocalServiceError("InvalidArn", `Invalid Arn: '${stateMachineArn}'`, {
          hint: "expected that of a state machine or of a version",
        });
      const listed = [...machine.aliases.values()].filter(
        ({ routing }) => !version || routing.some((one) => one.stateMachineVersionArn === version.arn),
      );
      const { items, ...token } = pageOf(listed, ({ number }) => number, paging);
      return {
        stateMachineAliases: items.map(({ arn, creationDate }) => ({ stateMachineAliasArn: arn, creationDate })),
        ...token,
      };
    },
  };
};

/** The most aliases of one machine. */
const most = 100;

const told = ({ arn, name, creationDate, updateDate, description, routing }: AliasRecord) =>
  ({
    stateMachineAliasArn: arn,
    name,
    ...(description === undefined ? {} : { description }),
    routingConfiguration: routing,
    creationDate,
    updateDate,
  }) satisfies DescribeStateMachineAliasOutput;

/** A name that no number can be mistaken for. */
const isAliasName = (name: string): boolean => /^(?=.*[a-zA-Z_\-.])[a-zA-Z0-9_\-.]+$/.test(name);

const checkAliasName = (name: unknown): void => {
  if (typeof name === "string" && name.length <= 80 && isAliasName(name)) return;
  const constraint =
    String(name).length > 80
      ? "Member must have length less than or equal to 80"
      : "Member must satisfy regular expression pattern: ^(?=.*[a-zA-Z_\\-\\.])[a-zA-Z0-9_\\-\\.]+$";
  throw new LocalServiceError(
    "ValidationException",
    `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: ${constraint}`,
    { hint: "the name of an alias has 1 to 80 letters, digits, - _ and ., and is no number" },
  );
};
