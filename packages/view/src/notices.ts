import { html, setAttribute, setText } from "./html";
import type { Shown } from "./shown";
import type { Say } from "./words";

/** What each part that had to be left out of a payload is called. */
const DROPPED: Readonly<Record<string, string>> = {
  io: "inputs and outputs",
  logs: "logs",
  events: "older events",
  times: "times and tries",
  definition: "parts of the definition",
  graph: "the graph",
};

const MOST = 6;

/** One plain line on what is not as it should be, or is not there. */
export const createNotices = (say: Say) => {
  const element = html("p", { class: "sb-notices", role: "note", hidden: true });
  return {
    element,
    update: ({ view: { execution } }: Shown, notices: readonly string[]): void => {
      const left = (execution?.dropped ?? []).filter((one) => typeof one === "string");
      const names = left.map((one) => say(Object.hasOwn(DROPPED, one) ? DROPPED[one]! : one));
      const lines = [
        ...notices.slice(0, MOST),
        ...(notices.length > MOST ? [say("And {1} more.", notices.length - MOST)] : []),
        ...(names.length > 0 ? [say("Left out of this output, as it is large: {1}.", names.join(", "))] : []),
      ];
      setText(element, lines.join(" "));
      setAttribute(element, "hidden", lines.length > 0 ? undefined : "");
    },
  };
};
