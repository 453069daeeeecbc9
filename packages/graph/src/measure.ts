import { BOLD, REGULAR } from "./font-widths";

export type Weight = "regular" | "bold";

/** The fonts whose advances the width table holds; all of them share their metrics. */
export const FONT_FAMILY = "'Liberation Sans', Arial, Helvetica, sans-serif";

const expand = (runs: readonly (readonly [number, string])[]): ReadonlyMap<number, number> =>
  new Map(runs.flatMap(([first, widths]) => widths.split(" ").map((width, i) => [first + i, Number(width)] as const)));

const TABLES: Readonly<Record<Weight, ReadonlyMap<number, number>>> = {
  regular: expand(REGULAR),
  bold: expand(BOLD),
};

/** Advances of characters outside of the table, by class, in thousandths: no font is sure to have them. */
const CLASSES: readonly (readonly [pattern: RegExp, width: number])[] = [
  [/\p{M}|\p{Cf}/u, 0],
  [/\p{Extended_Pictographic}|\p{Regional_Indicator}/u, 1370],
  [/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u, 1000],
  [/[\u{20000}-\u{3fffd}]/u, 1000],
  [/[\p{Script=Hebrew}\p{Script=Arabic}]/u, 720],
];
const ANY_OTHER = 1000;

const widthOfOther = (character: string): number =>
  CLASSES.find(([pattern]) => pattern.test(character))?.[1] ?? ANY_OTHER;

/** How wide a text is, in pixels: the same in Node and in every browser, as it comes from a table and not from a font. */
export const widthOf = (text: string, size: number, weight: Weight = "regular"): number => {
  const table = TABLES[weight];
  let thousandths = 0;
  for (const character of text) thousandths += table.get(character.codePointAt(0)!) ?? widthOfOther(character);
  return (thousandths * size) / 1000;
};

const graphemes = (text: string): readonly string[] => text.match(/[^\p{M}\p{Cf}](?:\p{M}|\p{Cf})*/gu) ?? [...text];

/** No name of a state is longer, and what takes no width can be of any length. */
const LONGEST = 400;

/** Cuts a text to a width, with an ellipsis, never within a character and its accents. */
export const fit = (text: string, width: number, size: number, weight: Weight = "regular"): string => {
  if (text.length > LONGEST)
    return fit(
      text.slice(0, LONGEST),
      Math.min(width, widthOf(text.slice(0, LONGEST), size, weight) - 1),
      size,
      weight,
    );
  if (widthOf(text, size, weight) <= width) return text;
  let room = width - widthOf("…", size, weight);
  let cut = "";
  for (const part of graphemes(text)) {
    room -= widthOf(part, size, weight);
    if (room < 0) break;
    cut += part;
  }
  return `${cut.trimEnd()}…`;
};

/** Cuts a text to a number of characters, with an ellipsis. */
export const clip = (text: string, length: number): string => {
  const parts = [...text];
  return parts.length <= length
    ? text
    : `${parts
        .slice(0, length - 1)
        .join("")
        .trimEnd()}…`;
};
