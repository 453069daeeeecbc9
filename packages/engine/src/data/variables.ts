import type { Json } from "@stepbook/asl";

/** The variables of a scope: its own, and those of the scopes around it, which it reads and never writes. */
export class Variables {
  readonly #own = new Map<string, Json>();

  constructor(private readonly outer?: Variables) {}

  lookup(name: string): Json | undefined {
    const own = this.#own.get(name);
    return own === undefined ? this.outer?.lookup(name) : own;
  }

  /** Gives several variables their values at once. */
  assign(values: readonly (readonly [string, Json])[]): void {
    for (const [name, value] of values) this.#own.set(name, value);
  }
}
