import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { writeAtomically } from "./append-file";
import { DamagedFile } from "./lines";

/** The definitions of machines, each once, by the digests of their texts: executions name them by these. */
export class Definitions {
  readonly #folder: string;
  readonly #known = new Map<string, string>();
  readonly #waiting = new Map<string, string>();

  constructor(folder: string) {
    this.#folder = join(folder, "definitions");
  }

  /** Keeps a text, and gives its name. Where it can't be written now it waits for that. */
  put(text: string): string {
    const name = digestOf(text);
    const path = this.#pathOf(name);
    if (!this.#isKept(name, path)) {
      this.#waiting.set(name, text);
      try {
        this.flush();
      } catch {
        // What leads to it is not written before it: who asked for that is told.
      }
    }
    this.#remember(name, text);
    return name;
  }

  /** Writes those that could not be written. Throws where they still can't. */
  flush(): void {
    for (const [name, text] of this.#waiting) {
      writeAtomically(this.#pathOf(name), Buffer.from(text));
      this.#waiting.delete(name);
    }
  }

  /** @throws DamagedFile where the text is not what it was, or gone. */
  get(name: string): string {
    const known = this.#known.get(name) ?? this.#waiting.get(name);
    if (known !== undefined) return known;
    const path = this.#pathOf(name);
    if (!existsSync(path)) throw new DamagedFile(path, 0, "the file is gone");
    const text = readFileSync(path, "utf8");
    if (digestOf(text) !== name) throw new DamagedFile(path, 0, "the text does not fit its name, which is its SHA-256");
    this.#remember(name, text);
    return text;
  }

  /** Forgets all but those that are named, and those that another process may have only just written. */
  keepOnly(names: ReadonlySet<string>): void {
    if (!existsSync(this.#folder)) return;
    for (const file of readdirSync(this.#folder)) {
      if (!ownName.test(file)) continue;
      const path = join(this.#folder, file);
      if (!names.has(file.replace(/\.json$/, "")) && Date.now() - statSync(path).mtimeMs > young) unlinkSync(path);
    }
  }

  /** One that is damaged is written anew. */
  #isKept(name: string, path: string): boolean {
    return existsSync(path) && (this.#known.has(name) || digestOf(readFileSync(path, "utf8")) === name);
  }

  #pathOf(name: string): string {
    return join(this.#folder, `${/^[\da-f]{64}$/.test(name) ? name : "0"}.json`);
  }

  /** Those used last are at hand. */
  #remember(name: string, text: string): void {
    this.#known.set(name, text);
    if (this.#known.size <= mostAtHand) return;
    const [first] = this.#known.keys();
    this.#known.delete(first!);
  }
}

const mostAtHand = 100;

/** Of a definition, or of one that a process died over while it wrote it. */
const ownName = /^[\da-f]{64}\.json(\.\d+\.new)?$/;

/** For how long a definition may be there before anything names it, in milliseconds. */
const young = 3_600_000;

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");
