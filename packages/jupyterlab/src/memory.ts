import type { IStateDB } from "@jupyterlab/statedb";
import type { WorkflowViewOptions } from "@stepbook/view";

type Memory = NonNullable<WorkflowViewOptions["memory"]>;

/**
 * What views remember for the reader, kept with the workspace. What was kept comes a little later: the application reads
 * it only once all extensions are there.
 */
export const memoryOf = (state: IStateDB, id: string): Memory => {
  const kept = new Map<string, unknown>();
  // What can't be read or written is what the reader would set again: no reason to trouble anybody.
  const ignore = (): void => undefined;
  state.fetch(id).then((saved) => {
    if (typeof saved !== "object" || saved === null) return;
    for (const [key, value] of Object.entries(saved)) if (!kept.has(key)) kept.set(key, value);
  }, ignore);
  return {
    get: (key) => kept.get(key),
    set: (key, value) => {
      kept.set(key, value);
      state.save(id, Object.fromEntries(kept) as Parameters<IStateDB["save"]>[1]).catch(ignore);
    },
  };
};
