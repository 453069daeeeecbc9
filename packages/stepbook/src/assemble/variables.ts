import { StepbookError } from "../errors";
import type { Path } from "../placeholders/expression";
import type { Catcher } from "../steps/data";
import type { Place } from "./places";

export type KeptKind = "output" | "item" | "index" | "error";

/** What gives a value: a state its output, a Map its items, a catcher its error. */
export type Giver = Place | Catcher;

/** Parts of a value that later states use. */
export interface Kept {
  readonly kind: KeptKind;
  /** The name of the step that it comes from. */
  readonly id: string;
  /** None of them within another. */
  parts: readonly { readonly path: Path; readonly name: string }[];
  /** The states, in the scope of the carrier, that they are used in or within. */
  readonly users: Set<Place>;
}

/** The variables that the assembler adds to a machine. */
export class Variables {
  readonly #kept: Record<KeptKind, Map<Giver, Kept>> = {
    output: new Map(),
    item: new Map(),
    index: new Map(),
    error: new Map(),
  };

  get isEmpty(): boolean {
    return Object.values(this.#kept).every((table) => table.size === 0);
  }

  /** Keeps a part for later; before the names are given. */
  keep(from: Giver, kind: KeptKind, id: string, path: Path, user: Place): void {
    const kept = this.of(from, kind) ?? { kind, id, parts: [], users: new Set() };
    this.#kept[kind].set(from, kept);
    kept.users.add(user);
    if (kept.parts.some((part) => isPrefix(part.path, path))) return;
    kept.parts = [...kept.parts.filter((part) => !isPrefix(path, part.path)), { path, name: "" }];
  }

  /** The variable that holds a part, and the path within it; after the names are given. */
  find(from: Giver, kind: KeptKind, path: Path): { readonly name: string; readonly rest: Path } {
    const part = this.of(from, kind)!.parts.find((each) => isPrefix(each.path, path))!;
    return { name: part.name, rest: path.slice(part.path.length) };
  }

  of(from: Giver, kind: KeptKind): Kept | undefined {
    return this.#kept[kind].get(from);
  }

  /** Names every variable after its step: unique in the machine, and none of the user's own. */
  name(taken: Set<string>): void {
    for (const table of Object.values(this.#kept)) {
      for (const kept of table.values()) {
        const first = kept.kind === "output" ? [] : [kept.kind];
        kept.parts = kept.parts.map(({ path }) => ({
          path,
          name: unique(identifier([kept.id, ...first, ...path]), taken),
        }));
      }
    }
  }
}

/** The name, or the name with the first number that makes it another. */
export function unique(name: string, taken: Set<string>, separator = "_"): string {
  for (let number = 1; number < 1e6; number++) {
    const candidate = number === 1 ? name : `${name}${separator}${number}`;
    if (taken.has(candidate)) continue;
    taken.add(candidate);
    return candidate;
  }
  throw new StepbookError(`No free name is left for ${JSON.stringify(name)}.`);
}

function isPrefix(prefix: Path, path: Path): boolean {
  return prefix.length <= path.length && prefix.every((key, index) => key === path[index]);
}

function identifier(words: readonly (string | number)[]): string {
  const text = words
    .join("_")
    .replace(/\W+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 72);
  return /^[A-Za-z]/.test(text) && text !== "states" ? text : `v_${text}`;
}
