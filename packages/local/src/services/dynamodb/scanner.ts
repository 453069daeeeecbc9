import { isJsonObject, type Json } from "@stepbook/asl";
import { type Attribute, checkAttribute, invalid } from "./attribute";

/** The names and values that the expressions of a request stand for. */
export class Placeholders {
  readonly #values: ReadonlyMap<string, Attribute>;
  readonly #names: ReadonlyMap<string, string>;
  readonly #unused: Set<string>;

  constructor(names: Json | undefined, values: Json | undefined) {
    this.#names = new Map(isJsonObject(names) ? Object.entries(names).map(([key, name]) => [key, String(name)]) : []);
    this.#values = new Map(
      isJsonObject(values) ? Object.entries(values).map(([key, value]) => [key, checkAttribute(value)]) : [],
    );
    this.#unused = new Set([...this.#names.keys(), ...this.#values.keys()]);
  }

  name(key: string, what: string): string {
    const name = this.#names.get(key);
    if (name === undefined)
      throw invalid(
        `Invalid ${what}: An expression attribute name used in the document path is not defined; attribute name: ${key}`,
      );
    this.#unused.delete(key);
    return name;
  }

  value(key: string, what: string): Attribute {
    const value = this.#values.get(key);
    if (value === undefined)
      throw invalid(
        `Invalid ${what}: An expression attribute value used in expression is not defined; attribute value: ${key}`,
      );
    this.#unused.delete(key);
    return value;
  }

  /** Throws where one of them is in no expression. */
  assertUsed(): void {
    for (const [mark, field] of [
      ["#", "ExpressionAttributeNames"],
      [":", "ExpressionAttributeValues"],
    ] as const) {
      const unused = [...this.#unused].filter((key) => key.startsWith(mark));
      if (unused.length > 0)
        throw invalid(`Value provided in ${field} unused in expressions: keys: {${unused.join(", ")}}`);
    }
  }
}

/** A place in an item: names of members and numbers of items. */
export type DocumentPath = readonly (string | number)[];

const token = /\s*(?:([#:]?[A-Za-z_][\w]*|[#:][\w]+)|(\d+)|(<>|<=|>=|[=<>(),.[\]+-]))/y;

/** Reads an expression word by word. `what` is the name of its field. */
export class Scanner {
  #position = 0;

  constructor(
    readonly text: string,
    readonly what: string,
    readonly placeholders: Placeholders,
  ) {
    if (text.trim() === "") throw invalid(`Invalid ${what}: The expression can not be empty;`);
  }

  /** The next word, or "" at the end. */
  peek(): string {
    token.lastIndex = this.#position;
    const found = token.exec(this.text);
    if (found) return found[0].trim();
    return this.text.slice(this.#position).trim().slice(0, 1);
  }

  next(): string {
    const word = this.peek();
    this.#position = this.text.indexOf(word, this.#position) + word.length;
    return word;
  }

  /** Takes a word where it is the next, in capitals or not. */
  take(word: string): boolean {
    if (this.peek().toUpperCase() !== word.toUpperCase()) return false;
    this.next();
    return true;
  }

  need(word: string): void {
    if (!this.take(word)) this.fail();
  }

  /** Whether this is the beginning of a call: a name before a parenthesis. */
  isCall(): boolean {
    const word = this.peek();
    const after = this.text.indexOf(word, this.#position) + word.length;
    return /^[a-z_]+$/i.test(word) && /^\s*\(/.test(this.text.slice(after));
  }

  /** A list of things with commas between them. */
  list<T>(read: () => T): readonly T[] {
    const items = [read()];
    while (this.take(",")) items.push(read());
    return items;
  }

  path(): DocumentPath {
    const keys: (string | number)[] = [this.#name()];
    for (;;) {
      if (this.take(".")) keys.push(this.#name());
      else if (this.take("[")) {
        const index = this.next();
        if (!/^\d+$/.test(index)) this.fail(index);
        keys.push(Number(index));
        this.need("]");
      } else return keys;
    }
  }

  value(): Attribute {
    const word = this.next();
    return word.startsWith(":") ? this.placeholders.value(word, this.what) : this.fail(word);
  }

  assertDone(): void {
    if (this.peek() !== "") this.fail();
  }

  fail(word = this.peek()): never {
    const shown = word === "" ? "<EOF>" : word;
    throw invalid(`Invalid ${this.what}: Syntax error; token: "${shown}", near: "${this.text.slice(-40)}"`);
  }

  #name(): string {
    const word = this.next();
    if (word.startsWith("#")) return this.placeholders.name(word, this.what);
    return /^[A-Za-z_]\w*$/.test(word) ? word : this.fail(word);
  }
}
