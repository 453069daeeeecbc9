import { randomInt } from "node:crypto";
import type { ExecutionStatus, StepFunctionsApi } from "@stepbook/asl";
import { seededRandom, start, uuidFrom } from "@stepbook/engine";
import { checkArn, checkChoice, checkDefinition, checkInput, checkName, checkRoleArn, checkText } from "./checks";
import { realClock } from "./clock";
import { historyPage } from "./history-page";
import { hostOf } from "./host";
import type { LocalOptions } from "./options";
import { pageOf } from "./paging";
import { registryOf } from "./registry";
import { LocalServiceError } from "./service-error";
import { type ExecutionRecord, type MachineRecord, Store } from "./store";

/**
 * AWS Step Functions in this process: the same operations, checks, errors and histories, with functions of your own in
 * the place of Lambda. It keeps everything in memory, and nothing of it keeps the process alive once its executions
 * have ended.
 *
 * @example
 * const api = createLocalStepFunctions({ functions: { hello: ({ name }) => `Hello ${name}` } });
 * const { stateMachineArn } = await api.createStateMachine({ name: "greet", definition, roleArn });
 * const { executionArn } = await api.startExecution({ stateMachineArn, input: '{"name":"Ada"}' });
 * @throws TypeError where `functions` holds what is not a function. Each operation rejects with an Error whose `name` is
 *   AWS's code, such as `InvalidDefinition`; that one has the `diagnostics` of `validate`, too.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html
 */
export const createLocalStepFunctions = (options: LocalOptions = {}): StepFunctionsApi => {
  const { region = "us-east-1", account = "123456789012" } = options;
  const clock = options.clock === undefined || options.clock === "real" ? realClock : options.clock;
  const random = seededRandom(options.seed ?? randomInt(2 ** 32));
  const tasks = {
    functions: registryOf(options.functions),
    clock,
    region,
    account,
    functionTimeoutSeconds: options.functionTimeoutSeconds ?? 900,
    ...(options.invoke ? { invoke: options.invoke } : {}),
  };
  const store = new Store();
  const today = (): Date => new Date(clock.now());
  const arnOf = (kind: string, name: string): string => `arn:aws:states:${region}:${account}:${kind}:${name}`;

  const machineOf = (arn: string): MachineRecord => {
    const found = store.machine(checkArn("stateMachine", arn));
    if (!found) throw new LocalServiceError("StateMachineDoesNotExist", `State Machine Does Not Exist: '${arn}'`);
    return found;
  };
  const executionOf = (arn: string): ExecutionRecord => {
    const found = store.execution(checkArn("execution", arn));
    if (!found) throw new LocalServiceError("ExecutionDoesNotExist", `Execution Does Not Exist: '${arn}'`);
    return found;
  };

  const begin = (machine: MachineRecord, record: ExecutionRecord): void => {
    const run = start(machine.program, hostOf(tasks, Math.floor(random() * 2 ** 32)), {
      executionArn: record.arn,
      executionName: record.name,
      stateMachineArn: machine.arn,
      stateMachineName: machine.name,
      roleArn: machine.roleArn,
      region,
      input: record.input,
      onEvent: (event) => record.events.push(event),
      onEnd: (end) => {
        record.end = end;
      },
      ...(options.limits ? { limits: options.limits } : {}),
    });
    record.run = run;
  };

  return {
    async createStateMachine({ name, definition, roleArn, type = "STANDARD" }) {
      checkName(name);
      checkRoleArn(roleArn);
      checkChoice("type", type, ["STANDARD", "EXPRESS"]);
      const program = checkDefinition(definition);
      const arn = arnOf("stateMachine", name);
      const known = store.machine(arn);
      if (known && (known.definition !== definition || known.type !== type))
        throw new LocalServiceError(
          "StateMachineAlreadyExists",
          `State Machine Already Exists: '${arn}', with another definition or type. Update it, or choose another name.`,
        );
      if (known) return { stateMachineArn: arn, creationDate: known.creationDate };
      const revisionId = uuidFrom(random);
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

    async updateStateMachine({ stateMachineArn, definition, roleArn }) {
      const machine = machineOf(stateMachineArn);
      if (definition === undefined && roleArn === undefined)
        throw new LocalServiceError(
          "MissingRequiredParameter",
          "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified",
        );
      const program = definition === undefined ? machine.program : checkDefinition(definition);
      const role = roleArn === undefined ? machine.roleArn : checkRoleArn(roleArn);
      machine.definition = definition ?? machine.definition;
      machine.program = program;
      machine.roleArn = role;
      machine.revisionId = uuidFrom(random);
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

    async startExecution({ stateMachineArn, name = uuidFrom(random), input }) {
      const machine = machineOf(stateMachineArn);
      checkName(name);
      const text = checkInput(input);
      const arn = arnOf("execution", `${machine.name}:${name}`);
      const known = store.execution(arn);
      if (known && (known.end || known.input !== text))
        throw new LocalServiceError("ExecutionAlreadyExists", `Execution Already Exists: '${arn}'`);
      if (known) return { executionArn: arn, startDate: known.startDate };
      const record: ExecutionRecord = {
        number: store.number(),
        arn,
        name,
        stateMachineArn: machine.arn,
        startDate: today(),
        input: text,
        events: [],
      };
      store.putExecution(record);
      begin(machine, record);
      return { executionArn: arn, startDate: record.startDate };
    },

    async describeExecution({ executionArn }) {
      const record = executionOf(executionArn);
      const { output, error, cause } = record.end ?? {};
      return {
        ...headOf(record),
        input: record.input,
        redriveCount: 0,
        ...(output === undefined ? {} : { output }),
        ...(error === undefined ? {} : { error }),
        ...(cause === undefined ? {} : { cause }),
      };
    },

    async stopExecution({ executionArn, error, cause }) {
      const record = executionOf(executionArn);
      checkText("error", error, 256);
      checkText("cause", cause, 32_768);
      record.run?.stop({ ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) });
      return { stopDate: record.end ? new Date(record.end.stopTime) : today() };
    },

    async listExecutions({ stateMachineArn, statusFilter, ...paging }) {
      if (stateMachineArn === undefined)
        throw new LocalServiceError("ValidationException", "Must provide a StateMachine ARN or MapRun ARN");
      machineOf(stateMachineArn);
      checkChoice("statusFilter", statusFilter, statuses);
      const found = store
        .executions()
        .filter((record) => record.stateMachineArn === stateMachineArn)
        .filter((record) => statusFilter === undefined || statusOf(record) === statusFilter);
      const { items, ...token } = pageOf(found, ({ number }) => number, paging);
      return { executions: items.map(headOf), ...token };
    },

    async getExecutionHistory(input) {
      return historyPage(executionOf(input.executionArn).events, input);
    },
  };
};

const statuses: readonly ExecutionStatus[] = [
  "RUNNING",
  "SUCCEEDED",
  "FAILED",
  "TIMED_OUT",
  "ABORTED",
  "PENDING_REDRIVE",
];

const statusOf = (record: ExecutionRecord): ExecutionStatus => record.end?.status ?? "RUNNING";

const headOf = (record: ExecutionRecord) => ({
  executionArn: record.arn,
  stateMachineArn: record.stateMachineArn,
  name: record.name,
  status: statusOf(record),
  startDate: record.startDate,
  ...(record.end ? { stopDate: new Date(record.end.stopTime) } : {}),
});
