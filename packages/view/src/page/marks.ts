import type { ExecutionStatus } from "@stepbook/asl";
import { EXECUTION_STATUSES } from "@stepbook/graph";
import { glyph } from "../glyph";
import { html } from "../html";

/** A status as a mark and, where there is room, as a word. */
export const statusMark = (status: ExecutionStatus): HTMLElement => {
  const { words, like } = EXECUTION_STATUSES[status];
  return html("span", { class: "sbp-status", "data-status": like }, glyph(like), words);
};

/** The last executions of a machine, the newest first, as a mark each. */
export const statusMarks = (statuses: readonly ExecutionStatus[]): HTMLElement | undefined => {
  if (statuses.length === 0) return undefined;
  const words = statuses.map((status) => EXECUTION_STATUSES[status].words.toLowerCase()).join(", ");
  const title = `Last executions, newest first: ${words}`;
  return html(
    "span",
    { class: "sbp-marks", role: "img", "aria-label": title, title },
    ...statuses.map((status) => glyph(EXECUTION_STATUSES[status].like)),
  );
};
