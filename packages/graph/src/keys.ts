/** The keys of a drawing's elements: what draws and what paints must agree on them. */
export const stateKey = (index: number): string => `state-${index}`;
export const partKey = (part: StatePart, index: number | string): string => `${part}-${index}`;
type StatePart =
  | "title"
  | "glyph"
  | "time"
  | "retry"
  | "tries"
  | "many"
  | "times"
  | "each"
  | "counts"
  | "done"
  | "count"
  | "bar"
  | "fold";
