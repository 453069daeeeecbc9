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

/** How many bytes a text takes in UTF-8. */
export const bytesOf = (text: string): number => {
  let count = text.length;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    // Of a pair of surrogates each half counts 2: 4 bytes together.
    if (code >= 0x80) count += code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 1 : 2;
  }
  return count;
};

/** Whether a text takes more than so many bytes in UTF-8. */
export const exceeds = (text: string, bytes: number): boolean =>
  text.length > bytes || (text.length * 3 > bytes && bytesOf(text) > bytes);
