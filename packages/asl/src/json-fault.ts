import type { KeyPath } from "./paths";

/** What keeps a text from being a definition's JSON, in the words of the parser that AWS uses. */
export interface JsonFault {
  readonly message: string;
  /** Where in the text: `[Source: (String)"{"; line: 1, column: 2]`. */
  readonly source: string;
  /** The member that has the name of another in its object, where that is the fault. */
  readonly repeated?: KeyPath;
}

/**
 * The first fault of a text as JSON in which no object names a member twice, or undefined where it has none.
 *
 * @example
 * jsonFault("not a definition")?.message
 * // "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')"
 */
export const jsonFault = (text: string): JsonFault | undefined => {
  if (text.trim() === "") return { message: "No content to map due to end-of-input", source: sourceAt(text, 0, 0) };
  const reader: Reader = { text, position: 0, open: [] };
  try {
    for (let expected: Expected = "value"; ; ) {
      take(reader, space);
      if (reader.position < text.length) expected = steps[expected](reader, text.charAt(reader.position));
      else if (expected === "end" && reader.open.length === 0) return undefined;
      else throw ended(reader);
    }
  } catch (fault) {
    if (!(fault instanceof Fault)) throw fault;
    const { message, offset, repeated } = fault;
    return { message, source: sourceAt(text, offset), ...(repeated ? { repeated } : {}) };
  }
};

const longestSource = 500;

/** How that parser names a place: the text as far as 500 characters, then line and column from 1. */
const sourceAt = (text: string, offset: number, column?: number): string => {
  const before = text.slice(0, offset);
  const cut = text.length > longestSource ? `[truncated ${text.length - longestSource} chars]` : "";
  const at = column ?? offset - before.lastIndexOf("\n");
  return `[Source: (String)"${text.slice(0, longestSource)}"${cut}; line: ${before.split("\n").length}, column: ${at}]`;
};

class Fault extends Error {
  constructor(
    message: string,
    readonly offset: number,
    readonly repeated?: KeyPath,
  ) {
    super(message);
  }
}

/** An object or a list of a text, as far as it has been read. */
interface Open {
  readonly kind: "Object" | "Array";
  readonly start: number;
  readonly names: Set<string>;
  /** The member or item that is being read. */
  key: string | number;
}

interface Reader {
  readonly text: string;
  position: number;
  readonly open: Open[];
}

/** What comes next: a value, the first one of a list, the first name of an object, a name, or the end of something. */
type Expected = "value" | "item" | "member" | "name" | "end";
type Step = (reader: Reader, char: string) => Expected;

const space = /[ \t\r\n]*/y;
const word = /[\p{L}\p{N}_$]+/uy;
const numeral = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const valuesExpected = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

const take = (reader: Reader, pattern: RegExp): string => {
  pattern.lastIndex = reader.position;
  const found = pattern.exec(reader.text)?.[0] ?? "";
  reader.position += found.length;
  return found;
};

const unexpected = ({ text, position }: Reader, reason: string): Fault => {
  const char = String.fromCodePoint(text.codePointAt(position) ?? 0);
  return new Fault(`Unexpected character ('${char}' (code ${char.codePointAt(0)})): ${reason}`, position + 1);
};

const ended = ({ text, open }: Reader): Fault => {
  const here = open.at(-1);
  const start = here && `(start marker at ${sourceAt(text, here.start + 1)})`;
  return new Fault(
    `Unexpected end-of-input${here ? `: expected close marker for ${here.kind} ${start}` : ""}`,
    text.length + 1,
  );
};

const opened = (reader: Reader, kind: Open["kind"], expected: Expected): Expected => {
  reader.open.push({ kind, start: reader.position, names: new Set(), key: kind === "Array" ? 0 : "" });
  reader.position += 1;
  return expected;
};

const closed = (reader: Reader): Expected => {
  reader.open.pop();
  reader.position += 1;
  return "end";
};

const value: Step = (reader, char) => {
  if (char === "{") return opened(reader, "Object", "member");
  if (char === "[") return opened(reader, "Array", "item");
  if (char === '"') readString(reader, ": was expecting closing quote for a string value");
  else if (/[-\d]/.test(char)) {
    if (take(reader, numeral) === "") throw unexpected(reader, `expected a valid value ${valuesExpected}`);
  } else {
    const token = take(reader, word);
    if (token === "") throw unexpected(reader, `expected a valid value ${valuesExpected}`);
    if (!["true", "false", "null"].includes(token))
      throw new Fault(`Unrecognized token '${token}': was expecting ${valuesExpected}`, reader.position);
  }
  return "end";
};

const name: Step = (reader, char) => {
  if (char !== '"') throw unexpected(reader, "was expecting double-quote to start field name");
  const here = reader.open.at(-1)!;
  here.key = readString(reader, " in field name");
  if (here.names.has(here.key))
    throw new Fault(
      `Duplicate field '${here.key}'`,
      reader.position,
      reader.open.map(({ key }) => key),
    );
  here.names.add(here.key);
  take(reader, space);
  if (reader.position >= reader.text.length) throw ended(reader);
  if (reader.text.charAt(reader.position) !== ":")
    throw unexpected(reader, "was expecting a colon to separate field name and value");
  reader.position += 1;
  return "value";
};

const end: Step = (reader, char) => {
  const here = reader.open.at(-1);
  if (!here) throw unexpected(reader, "expected the end of the text");
  if (char === (here.kind === "Object" ? "}" : "]")) return closed(reader);
  if (char !== ",") throw unexpected(reader, `was expecting comma to separate ${here.kind} entries`);
  reader.position += 1;
  if (typeof here.key === "number") here.key += 1;
  return here.kind === "Object" ? "name" : "value";
};

const steps: Readonly<Record<Expected, Step>> = {
  value,
  name,
  end,
  item: (reader, char) => (char === "]" ? closed(reader) : value(reader, char)),
  member: (reader, char) => (char === "}" ? closed(reader) : name(reader, char)),
};

/** Reads a text in quotes, and gives what it says. */
const readString = (reader: Reader, unfinished: string): string => {
  const { text } = reader;
  const start = reader.position++;
  for (;;) {
    const char = text.charAt(reader.position++);
    if (char === "") throw new Fault(`Unexpected end-of-input${unfinished}`, text.length);
    if (char === '"') return JSON.parse(text.slice(start, reader.position)) as string;
    if (char < " ")
      throw new Fault(
        `Illegal unquoted character ((CTRL-CHAR, code ${char.charCodeAt(0)})): has to be escaped using backslash to be included in string value`,
        reader.position,
      );
    if (char === "\\") readEscape(reader);
  }
};

const readEscape = (reader: Reader): void => {
  const escaped = reader.text.charAt(reader.position++);
  if (escaped === "u" && /^[\da-f]{4}$/i.test(reader.text.slice(reader.position, reader.position + 4)))
    reader.position += 4;
  else if (escaped !== "" && !'"\\/bfnrt'.includes(escaped))
    throw new Fault(`Unrecognized character escape '${escaped}' (code ${escaped.charCodeAt(0)})`, reader.position);
};
