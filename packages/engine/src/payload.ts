import type { Json } from "@stepbook/asl";

/** A value that passes between states, and its JSON text, which is made once and only when it is asked for. */
export class Payload {
  #text: string | undefined;

  constructor(
    readonly value: Json,
    text?: string,
  ) {
    this.#text = text;
  }

  get text(): string {
    this.#text ??= JSON.stringify(this.value);
    return this.#text;
  }

  /** This payload where it holds that very value already, else another. */
  with(value: Json): Payload {
    return value === this.value ? this : new Payload(value);
  }
}

/** Whether a text takes more than so many bytes in UTF-8. */
export const exceeds = (text: string, bytes: number): boolean => {
  if (text.length > bytes) return true;
  if (text.length * 3 <= bytes) return false;
  let count = 0;
  for (const char of text) {
    const code = char.codePointAt(0)!;
    count += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return count > bytes;
};
