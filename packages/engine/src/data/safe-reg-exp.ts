/**
 * Stands in for RegExp where expressions of users are evaluated: a regular expression cannot be stopped, so those that
 * may take a time that explodes with the length of the text are refused.
 */
export const SafeRegExp = function safeRegExp(source: string | RegExp, flags?: string): RegExp {
  const checked = new RegExp(source, flags);
  if (mayExplode(checked.source))
    throw Object.assign(
      new Error(`the regular expression /${checked.source}/ repeats what repeats already, which may take for ever`),
      { code: "U1002" },
    );
  return checked;
} as unknown as RegExpConstructor;

interface Group {
  repeats: boolean;
  alternatives: number;
}

/** Whether a group that is repeated without bound contains another such repetition, or alternatives. */
export const mayExplode = (source: string): boolean => {
  const groups: Group[] = [{ repeats: false, alternatives: 1 }];
  for (let index = 0; index < source.length; index++) {
    const char = source[index];
    if (char === "\\") index += 1;
    else if (char === "[") index = endOfClass(source, index);
    else if (char === "(") groups.push({ repeats: false, alternatives: 1 });
    else if (char === "|") groups.at(-1)!.alternatives += 1;
    else if (char === ")" && groups.length > 1) {
      const group = groups.pop()!;
      const repeated = isUnbounded(source, index + 1);
      if (repeated && (group.repeats || (group.alternatives > 1 && overlaps(source, index)))) return true;
      const outer = groups.at(-1)!;
      outer.repeats ||= group.repeats || repeated;
    } else if (isUnbounded(source, index)) groups.at(-1)!.repeats = true;
  }
  return false;
};

/** Whether two alternatives of the group that ends here may begin alike: anything but different plain letters. */
const overlaps = (source: string, end: number): boolean => {
  let depth = 0;
  let start = end;
  do {
    if (source[start] === ")") depth += 1;
    if (source[start] === "(") depth -= 1;
    if (depth > 0) start -= 1;
  } while (depth > 0 && start >= 0);
  const alternatives = source
    .slice(start + 1, end)
    .replace(/^\?(:|<\w+>)/, "")
    .split("|");
  const firsts = alternatives.map((part) => part.charAt(0));
  return firsts.some((first) => !/[\w\s,;:"'-]/.test(first)) || new Set(firsts).size < firsts.length;
};

const isUnbounded = (source: string, index: number): boolean =>
  /^([*+]|\{\d+,\})/.test(source.slice(index, index + 12));

const endOfClass = (source: string, start: number): number => {
  let index = start + 1;
  while (index < source.length && source[index] !== "]") index += source[index] === "\\" ? 2 : 1;
  return index;
};
