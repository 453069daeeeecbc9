import { type GraphNode, textOf } from "@stepbook/graph";
import type { Desk } from "./desk";
import { html, setAttribute, setText } from "./html";
import { icon } from "./icon-button";
import type { Part } from "./shown";

export interface Search extends Part {
  focus(): void;
}

/** A field that finds states by their names, types and resources: those found stand out, and Enter goes from one to the next. */
export const createSearch = (
  { say, show }: Desk,
  mark: (indices: readonly number[] | undefined) => void,
  leave: () => void,
): Search => {
  const input = html("input", {
    class: "sb-search-field",
    type: "text",
    placeholder: say("Find state…"),
    "aria-label": say("Find state"),
    title: say("Find a state by its name, type or resource ( / )"),
    autocomplete: "off",
    spellcheck: "false",
  });
  const told = html("span", { class: "sb-search-count", role: "status" });
  const element = html("div", { class: "sb-search" }, icon("search"), input, told);
  let nodes: readonly GraphNode[] = [];
  let found: readonly number[] = [];
  let at = -1;
  const tell = (): void =>
    setText(
      told,
      input.value.trim() === ""
        ? ""
        : found.length === 0
          ? say("none")
          : at < 0
            ? String(found.length)
            : say("{1} of {2}", at + 1, found.length),
    );
  const find = (): void => {
    const text = input.value.trim().toLowerCase();
    found = text === "" ? [] : nodes.filter((node) => searchedIn(node).includes(text)).map(({ index }) => index);
    at = -1;
    mark(text === "" ? undefined : found);
    setAttribute(element, "data-found", text === "" ? undefined : found.length > 0 ? "some" : "none");
    tell();
  };
  const go = (step: number): void => {
    if (found.length === 0) return;
    at = at < 0 ? (step > 0 ? 0 : found.length - 1) : (at + step + found.length) % found.length;
    show(found[at]!);
    input.focus();
    tell();
  };
  const clear = (): void => {
    input.value = "";
    find();
  };
  input.addEventListener("input", find);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") go(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") {
      if (input.value === "") leave();
      else clear();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return {
    element,
    focus: () => {
      input.focus();
      input.select();
    },
    update: ({ drawing }) => {
      if (nodes === drawing.graph.nodes) return;
      nodes = drawing.graph.nodes;
      if (input.value !== "") find();
    },
  };
};

const searchedIn = ({ name, type, caption, state }: GraphNode): string =>
  [name, type, caption, "Resource" in state ? textOf(state.Resource) : ""].join("\n").toLowerCase();
