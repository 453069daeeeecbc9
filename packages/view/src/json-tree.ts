import { html } from "./html";
import type { Say } from "./words";

/** How many entries of a list or object are made at once. */
const MOST_ENTRIES = 100;
const MOST_TEXT = 2000;
/** Entries of what is opened at first. */
const FEW = 12;

/** JSON as a tree: what is inside is made when it is opened, so that its size does not matter. */
export const createJsonTree = (value: unknown, label: string, say: Say): HTMLElement =>
  html(
    "div",
    { class: "sb-json sb-json-tree", tabindex: 0, role: "group", "aria-label": label },
    nodeOf(undefined, value, say, 0),
  );

const isBranch = (value: unknown): value is object => typeof value === "object" && value !== null;

const nodeOf = (name: string | undefined, value: unknown, say: Say, depth: number): HTMLElement => {
  const head = name === undefined ? [] : [html("span", { "data-kind": "name" }, JSON.stringify(cut(name))), ": "];
  if (!isBranch(value)) return html("div", { class: "sb-json-leaf" }, ...head, ...leafOf(value, say));
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  const isList = Array.isArray(value);
  const branch = html(
    "details",
    { class: "sb-json-branch" },
    html("summary", {}, ...head, html("span", { class: "sb-json-size" }, sizeOf(entries.length, isList, say))),
  );
  const open = (): void => {
    if (branch.childElementCount > 1) return;
    const body = html("div", { class: "sb-json-inner" });
    fill(body, entries, isList, say, depth + 1, 0);
    branch.append(body);
  };
  branch.addEventListener("toggle", () => {
    if (branch.open) open();
  });
  if (depth === 0 || (depth === 1 && entries.length <= FEW)) {
    open();
    branch.open = true;
  }
  return branch;
};

const fill = (
  body: HTMLElement,
  entries: readonly (readonly [string, unknown])[],
  isList: boolean,
  say: Say,
  depth: number,
  from: number,
): void => {
  const to = Math.min(entries.length, from + MOST_ENTRIES);
  body.append(...entries.slice(from, to).map(([name, value]) => nodeOf(isList ? undefined : name, value, say, depth)));
  if (to === entries.length) return;
  const more = html("button", { class: "sb-link", type: "button" }, say("{1} more", entries.length - to));
  more.addEventListener("click", () => {
    const last = body.children.length - 1;
    more.remove();
    fill(body, entries, isList, say, depth, to);
    (body.children[last]?.querySelector<HTMLElement>("summary") ?? body.closest<HTMLElement>(".sb-json"))?.focus();
  });
  body.append(more);
};

const leafOf = (value: unknown, say: Say): readonly Node[] => {
  if (typeof value !== "string") return [html("span", { "data-kind": "value" }, String(value))];
  const text = html("span", { "data-kind": "text" }, JSON.stringify(cut(value)));
  if (value.length <= MOST_TEXT) return [text];
  return [
    text,
    html("span", { class: "sb-json-cut" }, say("{1} of {2} characters are shown.", MOST_TEXT, value.length)),
  ];
};

const cut = (text: string): string => (text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text);

const sizeOf = (count: number, isList: boolean, say: Say): string =>
  isList
    ? count === 0
      ? "[]"
      : say(count === 1 ? "[ 1 item ]" : "[ {1} items ]", count)
    : count === 0
      ? "{}"
      : say(count === 1 ? "{ 1 field }" : "{ {1} fields }", count);
