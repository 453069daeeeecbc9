import { RE2JS } from "re2js";
import { mayExplode } from "./safe-reg-exp";

/** The most characters that a pattern is tried on which cannot be matched in linear time. */
const longestText = 1000;

/** The groups of a match, the whole match first; undefined where there is none. */
export type LinearSearch = (text: string) => readonly (string | undefined)[] | undefined;

const byJavaScript = (pattern: string): LinearSearch => {
  const regex = new RegExp(pattern.replaceAll("(?P<", "(?<"));
  if (mayExplode(pattern)) throw new SyntaxError("it repeats what repeats already, which may take for ever");
  return (text) => regex.exec(text.slice(0, longestText)) ?? undefined;
};

/**
 * Searches texts for a pattern as Python writes it, in a time that grows with the text and no faster. A pattern with
 * lookaround or references to groups is tried on the first 1,000 characters of a text.
 *
 * @throws SyntaxError where it is no regular expression, or one whose match may not come to an end.
 * @example linearSearch("loss: (?P<value>[0-9.]+)")("epoch 1 loss: 0.5")?.[1] // "0.5"
 */
export const linearSearch = (pattern: string): LinearSearch => {
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(pattern);
  } catch {
    return byJavaScript(pattern);
  }
  return (text) => {
    const matcher = compiled.matcher(text);
    if (!matcher.find()) return undefined;
    return Array.from({ length: matcher.groupCount() + 1 }, (_, index) => matcher.group(index) ?? undefined);
  };
};
