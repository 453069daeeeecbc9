import { type Backend, doing, isBackend } from "./backends/backend";
import { StepbookError } from "./errors";
import { pagesOf, type WorkflowRow, workflowColumns, workflowRow } from "./lists";
import { type Listing, listing } from "./notebook/tables";

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
  return listing(items.map(workflowRow(on)), more, workflowColumns);
}
