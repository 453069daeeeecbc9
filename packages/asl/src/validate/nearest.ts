/** The name that somebody may have meant: the nearest of some, unless all are far off. */
export const nearest = (wanted: string, names: Iterable<string>): string | undefined => {
  let best: string | undefined;
  let least = 1 + (wanted.length < 3 ? 0 : wanted.length < 5 ? 1 : Math.max(2, Math.floor(wanted.length / 3)));
  for (const name of names) {
    const distance = editDistance(wanted.toLowerCase(), name.toLowerCase(), least);
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
};

/** How many letters to insert, drop or change to make one text of another, as far as a limit. */
const editDistance = (one: string, other: string, limit: number): number => {
  if (Math.abs(one.length - other.length) >= limit) return limit;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const change = row[j - 1]! + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[other.length]!;
};
