import type { StepFunctionsApi } from "@stepbook/asl";
import { machineArnOf } from "../arns";
import { checkText } from "../checks";
import type { Embedded } from "../embedded";
import { active, type MachineRecord, type Publishing, revisionIdOf, type VersionRecord } from "../machines";
import { pageOf } from "../paging";
import { LocalServiceError } from "../service-error";

type Operations = Pick<
  StepFunctionsApi,
  "publishStateMachineVersion" | "deleteStateMachineVersion" | "listStateMachineVersions"
>;

/** What is done with the versions of state machines. */
export const versionOperations = (local: Embedded): Operations => {
  const { store, machineOf } = local;
  return {
    async publishStateMachineVersion({ stateMachineArn, revisionId, description }) {
      const machine = active(machineOf(stateMachineArn));
      checkText("description", description, 256);
      const current = revisionIdOf(machine);
      if (revisionId !== undefined && revisionId !== current)
        throw new LocalServiceError(
          "ConflictException",
          `Failed to publish the State Machine version for revision ${revisionId}. The current State Machine revision is ${current}.`,
        );
      const { arn, creationDate } = publish(local, machine, description);
      return { stateMachineVersionArn: arn, creationDate };
    },

    async deleteStateMachineVersion({ stateMachineVersionArn }) {
      const { machineArn, qualifier = "" } = machineArnOf(stateMachineVersionArn);
      if (!/^\d+$/.test(qualifier))
        throw new LocalServiceError("InvalidArn", `Invalid Arn: '${stateMachineVersionArn}'`, {
          hint: `expected that of a version, such as ${machineArn}:1`,
        });
      const machine = store.machine(machineArn);
      const version = machine?.versions.find(({ arn }) => arn === stateMachineVersionArn);
      if (!machine || !version) return {};
      const users = [...machine.aliases.values()].filter(({ routing }) =>
        routing.some((route) => route.stateMachineVersionArn === stateMachineVersionArn),
      );
      if (users.length > 0)
        throw new LocalServiceError(
          "ConflictException",
          `Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [${users.map(({ name }) => name).join(", ")}]`,
        );
      machine.versions.splice(machine.versions.indexOf(version), 1);
      store.putMachine(machine);
      return {};
    },

    async listStateMachineVersions({ stateMachineArn, ...paging }) {
      const newestFirst = [...machineOf(stateMachineArn).versions].reverse();
      const { items, ...token } = pageOf(newestFirst, ({ number }) => -number, paging);
      return {
        stateMachineVersions: items.map(({ arn, creationDate }) => ({ stateMachineVersionArn: arn, creationDate })),
        ...token,
      };
    },
  };
};

/** The most versions of one machine. */
const most = 1000;

/** A machine that is to be published has room for one more version. */
export const checkRoom = ({ versions }: MachineRecord): void => {
  if (versions.length < most) return;
  throw new LocalServiceError("ServiceQuotaExceededException", `A state machine has at most ${most} versions`, {
    hint: "Delete versions that are used no more.",
  });
};

/** Makes a version of a machine as it is; the same again where nothing has changed since the last one. */
const publish = ({ store, today }: Embedded, machine: MachineRecord, description?: string): VersionRecord => {
  const { versions, revision } = machine;
  const last = versions.at(-1);
  if (last?.revision === revision) return last;
  checkRoom(machine);
  machine.lastVersion += 1;
  const arn = `${machine.arn}:${machine.lastVersion}`;
  const version: VersionRecord = { number: store.number(), arn, creationDate: today(), description, revision };
  versions.push(version);
  store.putMachine(machine);
  return version;
};

/** The ARN of the version that a machine is published as, where that was asked for. */
export const publishIf = (
  local: Embedded,
  machine: MachineRecord,
  { publish: wanted, versionDescription }: Publishing,
): { readonly stateMachineVersionArn?: string } =>
  wanted ? { stateMachineVersionArn: publish(local, machine, versionDescription).arn } : {};
