import type { StateMachine, StepFunctionsApi } from "@stepbook/asl";
import { type Backend, doing, isBackend } from "./backends/backend";
import { StepbookError } from "./errors";
import { pagesOf, type WorkflowRow, workflowColumns, workflowRow } from "./lists";
import { type Listing, listing } from "./notebook/tables";

/** The ARN of the state machine of that name; undefined where there is none. */
export async function findMachine(api: StepFunctionsApi, wanted: string): Promise<string | undefined> {
  let nextToken: string | undefined;
  do {
    const page = await api.listStateMachines({ maxResults: 1000, ...(nextToken !== undefined && { nextToken }) });
    const found = page.stateMachines.find(({ name }) => name === wanted);
    if (found) return found.stateMachineArn;
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return undefined;
}

/** Whether a state machine's definition is this one, however its text is laid out. */
export async function hasDefinition(
  api: StepFunctionsApi,
  stateMachineArn: string,
  definition: StateMachine,
): Promise<boolean> {
  const description = await api.describeStateMachine({ stateMachineArn });
  return JSON.stringify(JSON.parse(description.definition)) === JSON.stringify(definition);
}

/**
 * The workflows of a backend, as a list that shows itself as a table.
 *
 * @example (await listWorkflows({ on: backend })).render()
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html
 */
export async function listWorkflows(options: {
  readonly on: Backend;
  readonly limit?: number;
}): Promise<Listing<WorkflowRow>> {
  const { on, limit = 100 } = options ?? {};
  if (!isBackend(on))
    throw new StepbookError("listWorkflows needs the backend to ask: await listWorkflows({ on: backend }).");
  const { items, more } = await doing(
    `Could not list the workflows at ${on.name}`,
    pagesOf(limit, async (paging) => {
      const page = await on.api.listStateMachines(paging);
      return { items: page.stateMachines, nextToken: page.nextToken };
    }),
  );
  return listing(items.map(workflowRow), more, workflowColumns);
}
