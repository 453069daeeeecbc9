const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The bytes of a text in UTF-8. */
const utf8 = (text: string): number[] => {
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0)!;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return bytes;
};

/** The text of some bytes in UTF-8. */
const textOf = (bytes: readonly number[]): string => {
  const escaped = bytes.map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  try {
    return decodeURIComponent(escaped);
  } catch {
    return bytes.map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : "\ufffd")).join("");
  }
};

export const toBase64 = (text: string): string => {
  const bytes = utf8(text);
  let encoded = "";
  for (let index = 0; index < bytes.length; index += 3) {
    const [one = 0, two, three] = bytes.slice(index, index + 3);
    const bits = (one << 16) | ((two ?? 0) << 8) | (three ?? 0);
    const letter = (shift: number): string => alphabet.charAt((bits >> shift) & 63);
    encoded +=
      letter(18) + letter(12) + (two === undefined ? "=" : letter(6)) + (three === undefined ? "=" : letter(0));
  }
  return encoded;
};

/** The text that a Base64 text holds, or undefined where it is none. */
export const fromBase64 = (encoded: string): string | undefined => {
  const letters = encoded.replace(/=+$/, "");
  if (!/^[A-Za-z0-9+/]*$/.test(letters) || letters.length % 4 === 1) return undefined;
  const bytes: number[] = [];
  for (let index = 0; index < letters.length; index += 4) {
    const part = letters.slice(index, index + 4);
    const bits = [0, 1, 2, 3].reduce((sum, at) => sum * 64 + Math.max(0, alphabet.indexOf(part.charAt(at) || "A")), 0);
    for (let byte = 0; byte < part.length - 1; byte++) bytes.push((bits >> (16 - 8 * byte)) & 255);
  }
  return textOf(bytes);
};
