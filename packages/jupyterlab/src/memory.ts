import type { IStateDB } from "@jupyterlab/statedb";
import type { WorkflowViewOptions } from "@stepbook/view";

/** What views remember for the reader, kept with the workspace. */
export const memoryOf = async (state: IStateDB, id: string): Promise<NonNullable<WorkflowViewOptions["memory"]>> => {
  const kept = new Map<string, unknown>();
  const saved = await state.fetch(id).catch(() => undefined);
  if (typeof saved === "object" && saved !== null)
    for (const [key, value] of Object.entries(saved)) kept.set(key, value);
  return {
    get: (key) => kept.get(key),
    set: (key, value) => {
      kept.set(key, value);
      // What can't be remembered is asked for again.
      state.save(id, Object.fromEntries(kept) as Record<string, string | number | boolean>).catch(() => undefined);
    },
  };
};
