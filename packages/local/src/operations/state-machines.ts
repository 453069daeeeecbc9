import type { StepFunctionsApi } from "@stepbook/asl";
import { checkArn, checkChoice, checkLogging, checkName, checkProgram, checkPublishing, checkRoleArn } from "../checks";
import type { Embedded } from "../embedded";
import { pageOf } from "../paging";
import { LocalServiceError } from "../service-error";

type Operations = Pick<
  StepFunctionsApi,
  "createStateMachine" | "updateStateMachine" | "describeStateMachine" | "deleteStateMachine" | "listStateMachines"
>;

/** What is done with state machines. */
export const stateMachineOperations = ({ store, today, uuid, arnOf, machineOf }: Embedded): Operations => ({
  async createStateMachine({ name, definition, roleArn, type = "STANDARD", ...more }) {
    checkName(name);
    checkRoleArn(roleArn);
    checkChoice("type", type, ["STANDARD", "EXPRESS"]);
    checkPublishing(more.publish, more.versionDescription);
    checkLogging(more.loggingConfiguration);
    const program = checkProgram(definition, type);
    const arn = arnOf("stateMachine", name);
    const known = store.machine(arn);
    if (known && (known.definition !== definition || known.type !== type))
      throw new LocalServiceError("StateMachineAlreadyExists", `State Machine Already Exists: '${arn}'`, {
        hint: "It has another definition or type. Update it, or choose another name.",
      });
    if (known) return { stateMachineArn: arn, creationDate: known.creationDate };
    const revisionId = uuid();
    const creationDate = today();
    store.putMachine({
      number: store.number(),
      arn,
      name,
      type,
      creationDate,
      definition,
      program,
      roleArn,
      revisionId,
    });
    return { stateMachineArn: arn, creationDate };
  },

  async updateStateMachine({ stateMachineArn, definition, roleArn, ...more }) {
    const machine = machineOf(stateMachineArn);
    checkPublishing(more.publish, more.versionDescription);
    checkLogging(more.loggingConfiguration);
    if (definition === undefined && roleArn === undefined && more.loggingConfiguration === undefined)
      throw new LocalServiceError(
        "MissingRequiredParameter",
        "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified",
      );
    const program = definition === undefined ? machine.program : checkProgram(definition, machine.type);
    const role = roleArn === undefined ? machine.roleArn : checkRoleArn(roleArn);
    machine.definition = definition ?? machine.definition;
    machine.program = program;
    machine.roleArn = role;
    machine.revisionId = uuid();
    return { updateDate: today(), revisionId: machine.revisionId };
  },

  async describeStateMachine({ stateMachineArn }) {
    const { arn, name, type, definition, roleArn, creationDate, revisionId } = machineOf(stateMachineArn);
    return { stateMachineArn: arn, name, status: "ACTIVE", definition, roleArn, type, creationDate, revisionId };
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
});
