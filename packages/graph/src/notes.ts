/** Gathers what a reader should know of what is not shown, so that of many such things it is told once. */
export interface Notes {
  /** Something that is told as it is. */
  add(sentence: string): void;
  /** One more of its kind was left out. */
  leftOut(kind: string): void;
  readonly sentences: readonly string[];
}

export const createNotes = (): Notes => {
  const sentences: string[] = [];
  const counts = new Map<string, number>();
  return {
    add: (sentence) => {
      if (!sentences.includes(sentence)) sentences.push(sentence);
    },
    leftOut: (kind) => {
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    },
    get sentences() {
      const kinds = [...counts].map(([kind, count]) => (count === 1 ? kind : `${count} × ${kind}`));
      return kinds.length === 0 ? sentences : [...sentences, `Left out, as it can't be read: ${kinds.join(", ")}.`];
    },
  };
};

const MOST_NAMES = 3;
const LONGEST = 40;

/** A few names for a sentence: `"A", "B", "C" and 4 more`. */
export const namesOf = (names: readonly string[]): string => {
  const shown = names
    .slice(0, MOST_NAMES)
    .map((name) => `"${name.length > LONGEST ? `${name.slice(0, LONGEST)}…` : name}"`);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
};
