import { isDeepStrictEqual } from "node:util";
import type { CreateStateMachineInput, IncludedData, StepFunctionsApi } from "@stepbook/asl";
import {
  checkArn,
  checkChoice,
  checkEncryption,
  checkLogging,
  checkName,
  checkProgram,
  checkPublishing,
  checkRoleArn,
} from "../checks";
import type { Embedded } from "../embedded";
import { pageOf } from "../paging";
import { LocalServiceError } from "../service-error";
import type { Configurations, Revision } from "../store";
import { checkTags } from "./tags";
import { publish } from "./versions";

type Operations = Pick<
  StepFunctionsApi,
  | "createStateMachine"
  | "updateStateMachine"
  | "describeStateMachine"
  | "describeStateMachineForExecution"
  | "deleteStateMachine"
  | "listStateMachines"
>;

/** What is done with state machines. */
export const stateMachineOperations = (local: Embedded): Operations => {
  const { store, today, uuid, arnOf, machineOf, targetOf, executionOf } = local;
  return {
    async createStateMachine({ name, definition, roleArn, type = "STANDARD", ...more }) {
      checkName(name);
      checkRoleArn(roleArn);
      checkChoice("type", type, ["STANDARD", "EXPRESS"]);
      checkPublishing(more.publish, more.versionDescription);
      const tags = checkTags(more.tags);
      const configurations = checkConfigurations(more);
      const program = checkProgram(definition, type);
      const arn = arnOf("stateMachine", name);
      const known = store.machine(arn);
      if (known) {
        const { revision } = known;
        const same = revision.definition === definition && isDeepStrictEqual(revision.configurations, configurations);
        if (!same || known.type !== type)
          throw new LocalServiceError("StateMachineAlreadyExists", `State Machine Already Exists: '${arn}'`, {
            hint: "It has another definition, type or configuration. Update it, or choose another name.",
          });
        return {
          stateMachineArn: arn,
          creationDate: known.creationDate,
          ...(more.publish ? { stateMachineVersionArn: publish(local, known, more.versionDescription).arn } : {}),
        };
      }
      const creationDate = today();
      const machine = {
        number: store.number(),
        arn,
        name,
        type,
        creationDate,
        revision: { definition, program, roleArn, configurations, updateDate: creationDate },
        versions: [],
        lastVersion: 0,
        aliases: new Map(),
        tags,
      };
      store.putMachine(machine);
      return {
        stateMachineArn: arn,
        creationDate,
        ...(more.publish ? { stateMachineVersionArn: publish(local, machine, more.versionDescription).arn } : {}),
      };
    },

    async updateStateMachine({ stateMachineArn, definition, roleArn, ...more }) {
      const machine = machineOf(stateMachineArn);
      const { revision } = machine;
      checkPublishing(more.publish, more.versionDescription);
      const { loggingConfiguration, tracingConfiguration, encryptionConfiguration } = more;
      const given = [definition, roleArn, loggingConfiguration, tracingConfiguration, encryptionConfiguration];
      if (given.every((one) => one === undefined))
        throw new LocalServiceError(
          "MissingRequiredParameter",
          "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified",
        );
      const updateDate = today();
      const updated: Revision = {
        definition: definition ?? revision.definition,
        program: definition === undefined ? revision.program : checkProgram(definition, machine.type),
        roleArn: roleArn === undefined ? revision.roleArn : checkRoleArn(roleArn),
        configurations: checkConfigurations({ ...revision.configurations, ...withoutUndefined(more) }),
        revisionId: uuid(),
        updateDate,
      };
      machine.revision = updated;
      return {
        updateDate,
        revisionId: updated.revisionId!,
        ...(more.publish ? { stateMachineVersionArn: publish(local, machine, more.versionDescription).arn } : {}),
      };
    },

    async describeStateMachine({ stateMachineArn, includedData }) {
      const { machine, revision, version } = targetOf(stateMachineArn);
      const { name, type, creationDate } = machine;
      return {
        stateMachineArn,
        name,
        status: "ACTIVE",
        definition: definitionIf(includedData, revision.definition),
        roleArn: revision.roleArn,
        type,
        creationDate: version?.creationDate ?? creationDate,
        ...revision.configurations,
        ...(revision.revisionId === undefined ? {} : { revisionId: revision.revisionId }),
        ...(version?.description === undefined ? {} : { description: version.description }),
      };
    },

    async describeStateMachineForExecution({ executionArn, includedData }) {
      const { stateMachineArn, machine, mapRunArn } = executionOf(executionArn);
      const { name, definition, roleArn, updateDate, configurations, revisionId } = machine;
      return {
        stateMachineArn,
        name,
        definition: definitionIf(includedData, definition),
        roleArn,
        updateDate,
        ...configurations,
        ...(revisionId === undefined ? {} : { revisionId }),
        ...(mapRunArn === undefined ? {} : { mapRunArn, label: name.slice(name.indexOf("/") + 1) }),
      };
    },

    async deleteStateMachine({ stateMachineArn }) {
      store.deleteMachine(checkArn("stateMachine", stateMachineArn));
      return {};
    },

    async listStateMachines(paging) {
      const { items, ...token } = pageOf(store.machines(), ({ number }) => number, paging);
      const stateMachines = items.map(({ arn, name, type, creationDate }) => ({
        stateMachineArn: arn,
        name,
        type,
        creationDate,
      }));
      return { stateMachines, ...token };
    },
  };
};

const withoutUndefined = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;

/** The configurations of a machine, with what AWS takes where nothing is said. */
const checkConfigurations = ({
  loggingConfiguration = {},
  tracingConfiguration = {},
  encryptionConfiguration,
}: Partial<CreateStateMachineInput>): Configurations => {
  checkLogging(loggingConfiguration);
  checkEncryption(encryptionConfiguration);
  const { level = "OFF", includeExecutionData = false, destinations } = loggingConfiguration;
  return {
    loggingConfiguration: { level, includeExecutionData, ...(destinations ? { destinations } : {}) },
    tracingConfiguration: { enabled: tracingConfiguration.enabled ?? false },
    ...(encryptionConfiguration ? { encryptionConfiguration } : {}),
  };
};

const definitionIf = (includedData: IncludedData | undefined, definition: string): string => {
  checkChoice("includedData", includedData, ["ALL_DATA", "METADATA_ONLY"]);
  return includedData === "METADATA_ONLY" ? "{}" : definition;
};
