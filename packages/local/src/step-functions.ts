import type { LocalStepFunctions } from "./api";
import { DamagedFile, type Data, goOn, NotKept } from "./data";
import { embed } from "./embedded";
import { activityOperations } from "./operations/activities";
import { aliasOperations } from "./operations/aliases";
import { definitionOperations } from "./operations/definitions";
import { descriptionOperations } from "./operations/descriptions";
import { executionOperations } from "./operations/executions";
import { mapRunOperations } from "./operations/map-runs";
import { redriveOperations } from "./operations/redrive";
import { startOperations } from "./operations/start";
import { remove, stateMachineOperations } from "./operations/state-machines";
import { tagOperations } from "./operations/tags";
import { taskTokenOperations } from "./operations/task-tokens";
import { versionOperations } from "./operations/versions";
import type { LocalOptions } from "./options";
import { damaged, LocalServiceError } from "./service-error";

/**
 * AWS Step Functions in this process: the same operations, checks, errors and histories, with functions of your own in
 * the place of Lambda. It keeps everything in memory, or in a folder where `data` names one, and nothing of it keeps the
 * process alive once its executions have ended.
 *
 * @example
 * const api = createLocalStepFunctions({ functions: { hello: ({ name }) => `Hello ${name}` } });
 * const { stateMachineArn } = await api.createStateMachine({ name: "greet", definition, roleArn });
 * const { executionArn } = await api.startExecution({ stateMachineArn, input: '{"name":"Ada"}' });
 * @throws TypeError where `functions` holds what is not a function. Each operation rejects with an Error whose `name` is
 *   AWS's code, such as `InvalidDefinition`; that one has the `diagnostics` of `validate`, too.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html
 */
export const createLocalStepFunctions = (options: LocalOptions = {}): LocalStepFunctions => {
  const local = embed(options, () => api);
  const { data } = local;
  const api: LocalStepFunctions = askedWithObjects(
    {
      ...stateMachineOperations(local),
      ...descriptionOperations(local),
      ...versionOperations(local),
      ...aliasOperations(local),
      ...tagOperations(local),
      ...definitionOperations(local),
      ...startOperations(local),
      ...executionOperations(local),
      ...redriveOperations(local),
      ...taskTokenOperations(local),
      ...activityOperations(local),
      ...mapRunOperations(local),
    },
    data && keptBy(data),
  );
  data?.serve(
    (execution) => goOn(local, data, execution),
    () => {
      for (const machine of local.store.machines()) if (machine.deleting) remove(local, machine);
    },
  );
  return api;
};

type Operation = (input: object, options?: object) => Promise<unknown>;

/** What was given: null stands for nothing, as in AWS's JSON. */
const given = (input: object): object =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined));

/** What is done around an operation. */
type Around = (name: string, ask: () => Promise<unknown>) => Promise<unknown>;

/** What an operation changes is written before it is answered; what others have written is seen. */
const keptBy =
  (data: Data): Around =>
  async (name, ask) => {
    await data.look();
    const answer = await ask().catch((error) => {
      throw refusalOf(error, data);
    });
    if (/^sendTask|^getActivityTask/.test(name)) await data.recorded();
    try {
      await data.writer.committed();
    } catch (error) {
      if (isQuestion(name)) return answer;
      throw new LocalServiceError(
        "InternalFailure",
        `What was asked is not kept: ${(error as Error).message}. It is lost where this process ends before it can be.`,
      );
    }
    return answer;
  };

/** What is told to who asked of what the folder could not do. */
const refusalOf = (error: unknown, data: Data): unknown => {
  if (error instanceof NotKept)
    return new LocalServiceError("InternalFailure", `What was asked is not done: ${error.message}.`);
  if (!(error instanceof DamagedFile)) return error;
  data.tellDamage(error);
  return damaged();
};

const isQuestion = (operation: string): boolean => /^(describe|list|validate|test|getExecutionHistory)/.test(operation);

/** The same operations, which refuse all but an object of parameters. */
const askedWithObjects = (operations: LocalStepFunctions, around: Around = (_, ask) => ask()): LocalStepFunctions =>
  Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      async (input: unknown, options?: object) => {
        if (typeof input === "object" && input !== null)
          return around(name, () => (operation as Operation)(given(input), options));
        const message = `${name} takes an object of its parameters, such as {}; this is ${String(input)}`;
        throw new LocalServiceError("ValidationException", message);
      },
    ]),
  ) as unknown as LocalStepFunctions;
