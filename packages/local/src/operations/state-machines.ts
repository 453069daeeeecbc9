import { isDeepStrictEqual } from "node:util";
import type { StepFunctionsApi } from "@stepbook/asl";
import { checkRoleArn, machineArnOf } from "../arns";
import { checkChoice, checkName, checkProgram, checkPublishing } from "../checks";
import { checkConfigurations } from "../configurations";
import type { Embedded } from "../embedded";
import { active, type MachineRecord, type Revision } from "../machines";
import { pageOf } from "../paging";
import { LocalServiceError } from "../service-error";
import { executionsOf } from "./executions";
import { checkTags } from "./tags";
import { checkRoom, publishIf } from "./versions";

type Operations = Pick<
  StepFunctionsApi,
  "createStateMachine" | "updateStateMachine" | "deleteStateMachine" | "listStateMachines"
>;

/** How state machines come, change and go. */
export const stateMachineOperations = (local: Embedded): Operations => {
  const { store, today, uuid, arnOf, machineOf } = local;
  return {
    async createStateMachine({ name, definition, roleArn, type = "STANDARD", publish, versionDescription, ...more }) {
      checkName(name);
      checkRoleArn(roleArn);
      checkChoice("type", type, ["STANDARD", "EXPRESS"]);
      checkPublishing(publish, versionDescription);
      const arn = arnOf("stateMachine", name);
      const tags = checkTags(arn, more.tags);
      const configurations = checkConfigurations(more);
      const program = checkProgram(definition, type);
      const created = {
        publish: publish === true,
        ...(versionDescription === undefined ? {} : { versionDescription }),
      };
      const known = store.machine(arn);
      if (known) {
        const { revision } = active(known);
        const there = [revision.definition, known.type, revision.configurations, known.created];
        if (!isDeepStrictEqual(there, [definition, type, configurations, created])) throw alreadyExists(arn);
        return { stateMachineArn: arn, creationDate: known.creationDate, ...publishIf(local, known, created) };
      }
      const creationDate = today();
      const machine: MachineRecord = {
        number: store.number(),
        arn,
        name,
        type,
        creationDate,
        created,
        revision: { definition, program, roleArn, configurations, updateDate: creationDate },
        versions: [],
        lastVersion: 0,
        aliases: new Map(),
        tags,
      };
      store.putMachine(machine);
      return { stateMachineArn: arn, creationDate, ...publishIf(local, machine, created) };
    },

    async updateStateMachine({ stateMachineArn, definition, roleArn, publish, versionDescription, ...more }) {
      const machine = active(machineOf(stateMachineArn));
      checkPublishing(publish, versionDescription);
      const { loggingConfiguration, tracingConfiguration, encryptionConfiguration } = more;
      const given = [definition, roleArn, loggingConfiguration, tracingConfiguration, encryptionConfiguration];
      if (given.every((one) => one === undefined))
        throw new LocalServiceError(
          "MissingRequiredParameter",
          "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified",
        );
      const { revision } = machine;
      const updated: Omit<Revision, "revisionId" | "updateDate"> = {
        definition: definition ?? revision.definition,
        program: definition === undefined ? revision.program : checkProgram(definition, machine.type),
        roleArn: roleArn === undefined ? revision.roleArn : checkRoleArn(roleArn),
        configurations: checkConfigurations(more, revision.configurations),
      };
      const updateDate = today();
      if (!isSame(revision, updated)) {
        if (publish) checkRoom(machine);
        machine.revision = { ...updated, revisionId: uuid(), updateDate };
        store.putMachine(machine);
      }
      const { revisionId } = machine.revision;
      return {
        updateDate,
        ...(revisionId === undefined ? {} : { revisionId }),
        ...publishIf(local, machine, { publish: publish === true, ...(versionDescription && { versionDescription }) }),
      };
    },

    async deleteStateMachine({ stateMachineArn }) {
      machineArnOf(stateMachineArn);
      const machine = store.machine(stateMachineArn);
      if (machine) remove(local, machine);
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

const alreadyExists = (arn: string): LocalServiceError =>
  new LocalServiceError("StateMachineAlreadyExists", `State Machine Already Exists: '${arn}'`, {
    hint: "It has another definition, type or configuration, or was published otherwise. Update it, or choose another name.",
  });

type Content = Pick<Revision, "definition" | "roleArn" | "configurations">;

/** Whether an update changes nothing: then there is no new revision. */
const isSame = (one: Content, other: Content): boolean =>
  one.definition === other.definition &&
  one.roleArn === other.roleArn &&
  isDeepStrictEqual(one.configurations, other.configurations);

/**
 * Deletes a machine as soon as none of its executions runs. Those of EXPRESS machines are not waited for, nor those that
 * other processes run.
 */
export const remove = (local: Embedded, machine: MachineRecord): void => {
  const running = new Set(executionsOf(local, machine).filter(({ end, foreign }) => !end && foreign === undefined));
  if (running.size === 0) local.store.deleteMachine(machine.arn);
  else if (!machine.deleting) {
    machine.deleting = true;
    local.store.putMachine(machine);
  }
  for (const record of running) {
    record.onEnd ??= new Set();
    record.onEnd.add(() => {
      running.delete(record);
      if (running.size > 0 || local.store.machine(machine.arn)?.number !== machine.number) return;
      local.store.deleteMachine(machine.arn);
    });
  }
};
