import { type StateMachine, statesOf } from "@stepbook/asl";
import { copyButton } from "./copy-button";
import type { Desk } from "./desk";
import { html, setText } from "./html";
import { colored } from "./json-text";
import type { Part, Shown } from "./shown";

/** Lines in a block: the browser passes over blocks that are not seen. */
const BLOCK = 100;
/** A longer definition is shown without colors. */
const MOST_COLORED = 200_000;

/** The whole definition, with the selected state marked and in view. */
export const createDefinitionTab = (desk: Desk, definitionOf: (shown: Shown) => StateMachine): Part => {
  const { say, selected } = desk;
  let text = "";
  let of: StateMachine | undefined;
  let marked: number | undefined | null = null;
  const name = html("span", { class: "sb-bar-text" });
  const body = html("div", { class: "sb-definition", tabindex: 0, role: "group", "aria-label": say("Definition") });
  const element = html(
    "div",
    { class: "sb-definition-tab" },
    html(
      "div",
      { class: "sb-toolbar" },
      name,
      html("span", { class: "sb-space" }),
      copyButton(desk, say("Copy the definition"), () => text),
    ),
    body,
  );
  return {
    element,
    update: (shown) => {
      const definition = definitionOf(shown);
      const index = selected();
      if (definition === of && index === marked) return;
      if (definition !== of) text = JSON.stringify(definition, undefined, 2);
      [of, marked] = [definition, index];
      const range = index === undefined ? undefined : rangeOf(definition, text, index);
      body.replaceChildren(...partsOf(text, range));
      setText(name, index === undefined ? "" : (shown.drawing.graph.nodes[index]?.name ?? ""));
      const mark = body.querySelector<HTMLElement>(".sb-definition-mark");
      if (mark) body.scrollTop = mark.offsetTop - body.offsetTop - BELOW;
    },
  };
};

/** What is seen above a state that is scrolled to. */
const BELOW = 24;

type Range = readonly [from: number, to: number];

/** Where a state stands in the text of its definition. */
const rangeOf = (definition: StateMachine, text: string, index: number): Range | undefined => {
  const place = statesOf(definition)[index];
  if (!place) return undefined;
  const indent = "  ".repeat(place.keys.length);
  const own = JSON.stringify(place.state, undefined, 2).replaceAll("\n", `\n${indent}`);
  const from = text.indexOf(`\n${indent}${JSON.stringify(place.name)}: ${own}`) + 1;
  if (from === 0) return undefined;
  const end = text.indexOf("\n", from + indent.length + JSON.stringify(place.name).length + 2 + own.length);
  return [from, end < 0 ? text.length : end];
};

const partsOf = (text: string, range: Range | undefined): readonly HTMLElement[] => {
  const isColored = text.length <= MOST_COLORED;
  if (!range) return blocksOf(text, isColored);
  const [from, to] = range;
  return [
    ...blocksOf(text.slice(0, Math.max(0, from - 1)), isColored),
    html("div", { class: "sb-definition-mark" }, ...blocksOf(text.slice(from, to), isColored)),
    ...blocksOf(text.slice(to + 1), isColored),
  ];
};

const blocksOf = (text: string, isColored: boolean): readonly HTMLElement[] => {
  if (text === "") return [];
  const lines = text.split("\n");
  const blocks: HTMLElement[] = [];
  for (let i = 0; i < lines.length; i += BLOCK) {
    const own = lines.slice(i, i + BLOCK);
    const block = html(
      "pre",
      { class: "sb-definition-block" },
      ...(isColored ? colored(own.join("\n")) : [own.join("\n")]),
    );
    block.style.setProperty("contain-intrinsic-height", `auto ${own.length * LINE}px`);
    blocks.push(block);
  }
  return blocks;
};

/** The height of a line, as the style has it. */
const LINE = 18;
