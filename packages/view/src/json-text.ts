import { html } from "./html";

/** A text longer than this is shown without colors. */
const LONGEST = 20_000;

/** The parts of JSON that are told apart: names, texts, and all other values. */
const PARTS = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d[\d.eE+-]*|\b(?:true|false|null)\b/g;

/** A value as JSON in lines, or the text as it is where it is not JSON. */
export const jsonText = (value: string): HTMLElement => {
  const text = pretty(value);
  const element = html("pre", { class: "sb-json", tabindex: 0 });
  if (text === undefined || text.length > LONGEST) {
    element.append(text ?? value);
    return element;
  }
  let end = 0;
  for (const match of text.matchAll(PARTS)) {
    const { index: start = 0, 0: whole, 1: quoted, 2: colon } = match;
    const kind = quoted === undefined ? "value" : colon === undefined ? "text" : "name";
    element.append(text.slice(end, start), html("span", { "data-kind": kind }, quoted ?? whole), colon ?? "");
    end = start + whole.length;
  }
  element.append(text.slice(end));
  return element;
};

const pretty = (value: string): string | undefined => {
  try {
    return JSON.stringify(JSON.parse(value), undefined, 2);
  } catch {
    return undefined;
  }
};
