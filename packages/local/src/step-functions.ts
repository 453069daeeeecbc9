import type { LocalStepFunctions } from "./api";
import { embed } from "./embedded";
import { activityOperations } from "./operations/activities";
import { aliasOperations } from "./operations/aliases";
import { definitionOperations } from "./operations/definitions";
import { descriptionOperations } from "./operations/descriptions";
import { executionOperations } from "./operations/executions";
import { mapRunOperations } from "./operations/map-runs";
import { redriveOperations } from "./operations/redrive";
import { startOperations } from "./operations/start";
import { stateMachineOperations } from "./operations/state-machines";
import { tagOperations } from "./operations/tags";
import { taskTokenOperations } from "./operations/task-tokens";
import { versionOperations } from "./operations/versions";
import type { LocalOptions } from "./options";
import { LocalServiceError } from "./service-error";

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
export const createLocalStepFunctions = (options: LocalOptions = {}): LocalStepFunctions => {
  const local = embed(options, () => api);
  const api: LocalStepFunctions = askedWithObjects({
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
  });
  return api;
};

type Operation = (input: object) => Promise<unknown>;

/** What was given: null stands for nothing, as in AWS's JSON. */
const given = (input: object): object =>
  Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null && value !== undefined));

/** The same operations, which refuse all but an object of parameters. */
const askedWithObjects = (operations: LocalStepFunctions): LocalStepFunctions =>
  Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      async (input: unknown) => {
        if (typeof input === "object" && input !== null) return (operation as Operation)(given(input));
        const message = `${name} takes an object of its parameters, such as {}; this is ${String(input)}`;
        throw new LocalServiceError("ValidationException", message);
      },
    ]),
  ) as unknown as LocalStepFunctions;
