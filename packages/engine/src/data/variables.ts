import type { Json } from "@stepbook/asl";

/** A variable's new value, and how many bytes its JSON text takes. */
export interface NewValue {
  readonly name: string;
  readonly value: Json;
  readonly bytes: number;
}

/** The variables of a scope: its own, and those of the scopes around it, which it reads and never writes. */
export class Variables {
  readonly #own = new Map<string, NewValue>();
  /** How many bytes all variables of the execution take together. */
  readonly #stored: { bytes: number };

  constructor(private readonly outer?: Variables) {
    this.#stored = outer ? outer.#stored : { bytes: 0 };
  }

  lookup(name: string): Json | undefined {
    const own = this.#own.get(name);
    return own === undefined ? this.outer?.lookup(name) : own.value;
  }

  /** How many bytes all variables of the execution would take after that. */
  bytesWith(values: readonly NewValue[]): number {
    return values.reduce((sum, { name, bytes }) => sum + bytes - (this.#own.get(name)?.bytes ?? 0), this.#stored.bytes);
  }

  /** Those of the scope itself. */
  own(): Iterable<NewValue> {
    return this.#own.values();
  }

  /** Gives several variables their values at once. */
  assign(values: readonly NewValue[]): void {
    this.#stored.bytes = this.bytesWith(values);
    for (const value of values) this.#own.set(value.name, value);
  }

  /** Ends the scope: its variables take no more room. They can still be read. */
  release(): void {
    for (const { bytes } of this.#own.values()) this.#stored.bytes -= bytes;
  }

  /** Goes on with a scope that was ended. */
  resume(): void {
    for (const { bytes } of this.#own.values()) this.#stored.bytes += bytes;
  }
}
