import { S3Error } from "./error";

/** The most bytes of a key. */
const longestKey = 1024;
/** The most bytes of a name of a file. */
const longestName = 200;

const refused = /[\p{Cc}%\\:*?"<>|]/u;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** The name that a file has where a folder has the other. */
export const besideFolder = (file: string): string => `${file}%`;

/**
 * The names of the folders, and last the file, that hold a key below its bucket. Plain keys look like themselves; `%`
 * leads whatever a file system cannot hold:
 *
 * - `%3A`: a character by its UTF-8 bytes
 * - a name that ends in `%`: a file beside a folder of that name; `%` alone is a name without characters
 * - a name that ends in `%+`: it goes on in the folder below
 *
 * `apart` encodes what some file systems do not tell apart as well: upper from lower case, accents in one character or two.
 */
export const namesOf = (key: string, apart = false): readonly string[] =>
  checked(key)
    .split("/")
    .flatMap((segment) => inParts(nameOf(segment, apart)));

/** The key that is held under some names, or undefined where they are no names of ours. */
export const keyOf = (names: readonly string[]): string | undefined => {
  const last = names.at(-1)!;
  const bare = last.length > 1 && last.endsWith("%") ? last.slice(0, -1) : last;
  const joined = [...names.slice(0, -1).map((name) => (name.endsWith("%+") ? name.slice(0, -2) : `${name}/`)), bare];
  const key = decoded(joined.join(""));
  if (key === undefined || key === "") return undefined;
  const held = [...names.slice(0, -1), bare].join("/");
  return [false, true].some((apart) => namesOf(key, apart).join("/") === held) ? key : undefined;
};

const differs = (char: string): boolean => char.toLowerCase() !== char || char.normalize("NFD") !== char;

const nameOf = (segment: string, apart: boolean): string => {
  if (segment === "") return "%";
  const chars = [...segment];
  const isRisky = (char: string, index: number): boolean =>
    refused.test(char) ||
    (apart && differs(char)) ||
    ((index === 0 || index === chars.length - 1) && (char === "." || char === " ")) ||
    (index === 0 && reserved.test(segment));
  return chars.map((char, index) => (isRisky(char, index) ? encoded(char) : char)).join("");
};

const encoded = (char: string): string =>
  [...Buffer.from(char)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`).join("");

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text.replace(/(?<=^|\/)%(?=\/|$)/g, ""));
  } catch {
    return undefined;
  }
};

/** A name in parts that a file system can hold, all but the last marked. */
const inParts = (name: string): readonly string[] => {
  if (Buffer.byteLength(name) <= longestName) return [name];
  const parts = [""];
  for (const char of name.match(/(%[0-9A-F]{2})+|./gsu) ?? []) {
    if (Buffer.byteLength(parts.at(-1)! + char) > longestName) parts.push("");
    parts[parts.length - 1] += char;
  }
  return parts.map((part, index) => (index < parts.length - 1 ? `${part}%+` : part));
};

const checked = (key: string): string => {
  if (key === "") throw new S3Error("InvalidArgument", 400, "A key has at least one character.");
  if (Buffer.byteLength(key) > longestKey)
    throw new S3Error("KeyTooLongError", 400, `Your key is too long: it has more than ${longestKey} bytes.`);
  if (/\p{Cs}/u.test(key))
    throw new S3Error("InvalidArgument", 400, `A key is whole text; this has half a character: ${JSON.stringify(key)}`);
  return key;
};
