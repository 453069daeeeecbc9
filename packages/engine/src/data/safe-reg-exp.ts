import { RE2JS } from "re2js";

/** The most characters that a regular expression is tried on which cannot be matched in linear time. */
const longestText = 1000;

const refused = (source: string, why: string): Error =>
  Object.assign(new Error(`the regular expression /${source}/ ${why}`), { code: "U1002" });

/** A regular expression in RE2, or as it stands where RE2 has no such thing: lookaround, references to groups. */
type Compiled = RE2JS | RegExp;

const compile = (plain: RegExp): Compiled => {
  const { source, flags } = plain;
  // AWS's engine does not come to an end with these.
  if (mayExplode(source)) throw refused(source, "repeats what repeats already, which may take for ever");
  const ignoreCase = flags.includes("i") ? RE2JS.CASE_INSENSITIVE : 0;
  const multiline = flags.includes("m") ? RE2JS.MULTILINE : 0;
  try {
    return RE2JS.compile(RE2JS.translateRegExp(source), ignoreCase | multiline);
  } catch {
    return new RegExp(source, flags);
  }
};

const compiled = new WeakMap<RegExp, Compiled>();

const compiledOf = (plain: RegExp): Compiled => {
  const known = compiled.get(plain) ?? compile(plain);
  compiled.set(plain, known);
  return known;
};

/**
 * Stands in for RegExp where expressions of users are evaluated: a match cannot be stopped, so it must not take long.
 * It takes a time that grows with the text, and no faster.
 */
class LinearRegExp {
  lastIndex = 0;
  readonly #compiled: Compiled;

  constructor(private readonly plain: RegExp) {
    this.#compiled = compiledOf(plain);
  }

  /** The next match from `lastIndex` on, which then stands behind it. */
  exec(text: string): RegExpExecArray | null {
    const found =
      this.#compiled instanceof RegExp ? this.#tried(this.#compiled, text) : this.#matched(this.#compiled, text);
    this.lastIndex = found ? found.index + found[0].length : 0;
    return found;
  }

  #matched(re2: RE2JS, text: string): RegExpExecArray | null {
    const matcher = re2.matcher(text);
    if (this.lastIndex > text.length || !matcher.find(this.lastIndex)) return null;
    const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, index) => matcher.group(index) ?? undefined);
    return Object.assign(groups as [string, ...string[]], { index: matcher.start(), input: text });
  }

  #tried(plain: RegExp, text: string): RegExpExecArray | null {
    if (text.length > longestText)
      throw refused(
        this.plain.source,
        `has lookaround or references to groups: it may be tried on ${longestText} characters at most, not on ${text.length}`,
      );
    plain.lastIndex = this.lastIndex;
    return plain.exec(text);
  }
}

export const SafeRegExp = LinearRegExp as unknown as RegExpConstructor;

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
