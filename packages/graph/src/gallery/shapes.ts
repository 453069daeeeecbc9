import type { PassState, TaskState } from "@stepbook/asl";

/** States in short, for the gallery. */
export const pass = (Next?: string): PassState => ({
  Type: "Pass",
  ...(Next === undefined ? { End: true } : { Next }),
});

export const task = (resource: string, Next?: string, more: Partial<TaskState> = {}): TaskState => ({
  Type: "Task",
  Resource: `arn:aws:states:::${resource}`,
  ...more,
  ...(Next === undefined ? { End: true } : { Next }),
});
