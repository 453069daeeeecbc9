import type { HistoryEvent } from "@stepbook/asl";
import { detailsOf } from "@stepbook/graph";
import type { Desk } from "./desk";
import { html } from "./html";
import { jsonView } from "./json-view";
import { readEvent } from "./read-events";

/** How the kernel ends a text that it has cut, and from which length on it does. */
const CUT = "…";
const CUT_LENGTH = 2000;

/** An input or an output: its text, whether it was cut, and the event that has it whole. */
export interface Payload {
  readonly text: string;
  readonly cut: boolean;
  readonly event?: number;
}

export const isCut = (text: string): boolean => text.length >= CUT_LENGTH && text.endsWith(CUT);

/** The input or output that an event tells. */
export const payloadOf = (event: HistoryEvent | undefined, field: "input" | "output"): Payload | undefined => {
  const text = event && detailsOf(event)[field];
  return typeof text === "string" ? { text, cut: isCut(text), event: event!.id } : undefined;
};

/** Events that the kernel was asked for by themselves, as nothing of them is cut. */
export interface WholeEvents {
  get(id: number): HistoryEvent | undefined;
  ask(id: number): Promise<void>;
  /** Asks for an event once, however often it is wanted. */
  want(id: number): void;
}

export const createWholeEvents = ({ asker, refresh, tell, history }: Desk): WholeEvents => {
  let of = history.events;
  const events = new Map<number, HistoryEvent>();
  const wanted = new Set<number>();
  const ask = async (id: number): Promise<void> => {
    if (of !== history.events) {
      events.clear();
      wanted.clear();
    }
    of = history.events;
    wanted.add(id);
    try {
      const event = readEvent(await asker()?.("event", { id }));
      if (event) events.set(id, event);
    } catch (error) {
      tell((error as Error).message);
    }
    refresh();
  };
  return {
    get: (id) => (of === history.events ? events.get(id) : undefined),
    ask,
    want: (id) => {
      if (asker() && (of !== history.events || !wanted.has(id))) void ask(id);
    },
  };
};

/** What to read where there is no input or output to show. */
export const whyNone = ({ say, asker, history }: Desk): string => {
  if (!asker())
    return say(
      "Inputs and outputs are not kept in this output. They are shown here while the kernel that ran it can be asked: in a trusted notebook, after its cells have run.",
    );
  if (history.loading) return say("Asking the kernel…");
  return history.problem ?? say("The history has none.");
};

/** An input or output as JSON; where it was cut, with a button for the rest. */
export const payloadView = (
  { say, asker }: Desk,
  whole: WholeEvents,
  payload: Payload,
  field: "input" | "output",
  label: string,
): readonly HTMLElement[] => {
  const { event } = payload;
  const all = event === undefined ? undefined : payloadOf(whole.get(event), field);
  const { text, cut } = all ? { text: all.text, cut: false } : payload;
  const view = jsonView(text, label, say);
  if (!cut) return [view];
  if (event !== undefined) whole.want(event);
  const more = html("button", { class: "sb-link", type: "button" }, say("Show all"));
  more.addEventListener("click", () => void whole.ask(event!));
  return [
    view,
    html(
      "p",
      { class: "sb-notice" },
      say("Cut after {1} characters.", text.length),
      " ",
      event !== undefined && asker() ? more : undefined,
    ),
  ];
};
