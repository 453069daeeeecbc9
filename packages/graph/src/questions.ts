import type { HistoryEvent } from "@stepbook/asl";
import type { WorkflowView } from "./view";

/** An event as JSON: its time in milliseconds since 1970. */
export type EventJson = Omit<HistoryEvent, "timestamp"> & { readonly timestamp: number };

/**
 * What a page asks the kernel that shows an execution, by the name of the question. With every question goes
 * `execution`, the ARN.
 */
export interface Questions {
  /** The log of a state's newest job, a line an entry. */
  readonly log: { readonly asked: { readonly state: string }; readonly answer: readonly string[] };
  /**
   * The events after the one with an id (0: from the first), oldest first, as many as go into one message; texts longer
   * than 2,000 characters are cut, with `…` at their end.
   */
  readonly history: {
    readonly asked: { readonly after: number };
    readonly answer: { readonly events: readonly EventJson[]; readonly more: boolean };
  };
  /** One event, nothing of it cut. */
  readonly event: { readonly asked: { readonly id: number }; readonly answer: EventJson };
  /** How the execution stands now: for a page that was loaded anew while it ran. */
  readonly view: { readonly asked: object; readonly answer: WorkflowView };
  /** Stops it; the view tells of it when it has happened. */
  readonly stop: { readonly asked: object; readonly answer: null };
  /** Runs it again from where it failed; the view tells of its progress. */
  readonly redrive: { readonly asked: object; readonly answer: null };
}

export type Question = keyof Questions;

/** Asks the kernel. Rejects, with what to do instead, where it can't be asked or has no answer. */
export type AskKernel = <Name extends Question>(
  name: Name,
  asked: Questions[Name]["asked"] & { readonly execution: string },
) => Promise<Questions[Name]["answer"]>;
