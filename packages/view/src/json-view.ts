import { html } from "./html";
import { colored } from "./json-text";
import { createJsonTree } from "./json-tree";
import type { Say } from "./words";

/** More lines than this are shown as a tree whose parts open. */
const MOST_LINES = 40;
/** A text longer than this is cut. */
const MOST_TEXT = 20_000;

/** A value as JSON, colored: in lines where they are few, else as a tree. A text that is not JSON stands for itself. */
export const jsonView = (text: string, label: string, say: Say): HTMLElement => {
  const value = parsed(text);
  if (value === undefined) return plainText(text, label, say);
  if (!isShort(value)) return createJsonTree(value, label, say);
  return html(
    "pre",
    { class: "sb-json", tabindex: 0, role: "group", "aria-label": label },
    ...colored(JSON.stringify(value, undefined, 2)),
  );
};

/** A text as it is, and its beginning alone where it is very long. */
const plainText = (text: string, label: string, say: Say): HTMLElement =>
  html(
    "pre",
    { class: "sb-json sb-json-text", tabindex: 0, role: "group", "aria-label": label },
    text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text,
    text.length > MOST_TEXT
      ? html("span", { class: "sb-json-cut" }, say("{1} of {2} characters are shown.", MOST_TEXT, text.length))
      : undefined,
  );

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Whether a value takes few lines, none of them long. It looks at no more than it must. */
const isShort = (value: unknown): boolean => {
  const pending: unknown[] = [value];
  let lines = 0;
  let length = 0;
  while (pending.length > 0) {
    const one = pending.pop();
    lines += 1;
    if (typeof one === "string") length += one.length;
    else if (typeof one === "object" && one !== null) {
      const inner = Object.values(one);
      if (inner.length > MOST_LINES) return false;
      length += Object.keys(one).reduce((sum, key) => sum + key.length, 0);
      lines += 1;
      pending.push(...inner);
    }
    if (lines > MOST_LINES || length > MOST_TEXT / 4) return false;
  }
  return true;
};
