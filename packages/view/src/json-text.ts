import { html } from "./html";

/** The parts of JSON that are told apart: names, texts, and all other values. */
const PARTS = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d[\d.eE+-]*|\b(?:true|false|null)\b/g;

/** JSON text with its parts in elements of their own, which are colored by their kind. */
export const colored = (text: string): readonly (Node | string)[] => {
  const nodes: (Node | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(PARTS)) {
    const { index: start = 0, 0: whole, 1: quoted, 2: colon } = match;
    const kind = quoted === undefined ? "value" : colon === undefined ? "text" : "name";
    nodes.push(text.slice(end, start), html("span", { "data-kind": kind }, quoted ?? whole), colon ?? "");
    end = start + whole.length;
  }
  nodes.push(text.slice(end));
  return nodes;
};
