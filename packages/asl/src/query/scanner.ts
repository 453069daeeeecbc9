/** A path or an intrinsic function that cannot be read. `position` counts characters from 0. */
export class QuerySyntaxError extends Error {
  override readonly name = "QuerySyntaxError";
  constructor(
    message: string,
    readonly position: number,
  ) {
    super(message);
  }
}

const deepest = 100;

/** Reads a text from left to right. */
export class Scanner {
  position = 0;
  #depth = 0;
  constructor(readonly text: string) {}

  get done(): boolean {
    return this.position >= this.text.length;
  }

  fail(expected: string, position = this.position): never {
    const found = position < this.text.length ? JSON.stringify(this.text.charAt(position)) : "the end";
    throw new QuerySyntaxError(`expected ${expected} at character ${position + 1}, found ${found}`, position);
  }

  /** Whether the text goes on with a token; if it does, steps over it. */
  take(token: string): boolean {
    const here = this.text.startsWith(token, this.position);
    if (here) this.position += token.length;
    return here;
  }

  /** Reads what stands within something else. */
  within<T>(read: () => T): T {
    if (++this.#depth > deepest) throw new QuerySyntaxError(`it nests more than ${deepest} levels deep`, this.position);
    const found = read();
    this.#depth -= 1;
    return found;
  }

  need(token: string): void {
    if (!this.take(token)) this.fail(JSON.stringify(token));
  }

  /** What a sticky pattern matches here, or undefined. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }

  space(): void {
    this.match(/\s*/y);
  }

  integer(): number | undefined {
    const digits = this.match(/-?\d+/y);
    return digits === undefined ? undefined : Number(digits);
  }

  /** A quoted text with backslash escapes; `raw` keeps the escapes of braces, which templates need. */
  quoted(): { readonly value: string; readonly raw: string } | undefined {
    const quote = this.text.charAt(this.position);
    if (quote !== "'" && quote !== '"') return undefined;
    const start = this.position++;
    let value = "";
    let raw = "";
    for (;;) {
      if (this.done) this.fail(`a closing ${quote} for the one at character ${start + 1}`);
      let char = this.text.charAt(this.position++);
      if (char === quote) return { value, raw };
      const escaped = char === "\\" && !this.done;
      if (escaped) char = this.text.charAt(this.position++);
      value += escaped && !"'\"\\{}".includes(char) ? `\\${char}` : char;
      raw += escaped && !"'\"".includes(char) ? `\\${char}` : char;
    }
  }
}
