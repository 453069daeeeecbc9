import { StepbookError } from "../errors";
import type { Path } from "../placeholders/expression";
import { armsOf, type Catcher } from "../steps/data";
import type { Dialect } from "./dialect";
import { executionOf, type Place } from "./places";

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

/** The variables of a machine: the user's own, and those that the assembler adds. */
export class Variables {
  /** The names that the user's steps set. */
  readonly ownNames: ReadonlySet<string>;
  /** The same by the execution in which they are set: a distributed Map's, or the workflow's. */
  readonly #ownByExecution = new Map<Place | undefined, Set<string>>();
  #named = false;
  #taken = new Set<string>();
  readonly #kept: Record<KeptKind, Map<Giver, Kept>> = {
    output: new Map(),
    item: new Map(),
    index: new Map(),
    error: new Map(),
  };

  constructor(places: Iterable<Place>) {
    const names = new Set<string>();
    for (const at of places) {
      const { data } = at;
      const assigns = [data, ...data.catchers, ...armsOf(data)].map(({ assign }) => assign);
      if (assigns.every((assign) => assign === undefined)) continue;
      const execution = executionOf(at);
      const own = this.#ownByExecution.get(execution) ?? new Set();
      this.#ownByExecution.set(execution, own);
      for (const assign of assigns) {
        for (const name of Object.keys(assign ?? {})) {
          names.add(name);
          own.add(name);
        }
      }
    }
    this.ownNames = names;
  }

  /** Whether a step of that execution sets the variable. */
  isSetIn(execution: Place | undefined, name: string): boolean {
    return this.#ownByExecution.get(execution)?.has(name) ?? false;
  }

  get isEmpty(): boolean {
    return Object.values(this.#kept).every((table) => table.size === 0);
  }

  /**
   * The text of a part. Before the names are given, it notes what is to be kept (`part`, or what `path` is a part of)
   * and for whom.
   */
  text(from: Giver, kind: KeptKind, id: string, path: Path, part: Path, user: Place, dialect: Dialect): string {
    if (!this.#named) {
      this.#keep(from, kind, id, part, user);
      return "$kept";
    }
    const holder = this.of(from, kind)!.parts.find((each) => isPrefix(each.path, path))!;
    return dialect.part(`$${holder.name}`, path.slice(holder.path.length));
  }

  of(from: Giver, kind: KeptKind): Kept | undefined {
    return this.#kept[kind].get(from);
  }

  /** Names every variable after its step: unique in the machine, and none of the user's own. */
  name(): void {
    this.#named = true;
    const taken = new Set([...this.ownNames, "states"]);
    this.#taken = taken;
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

  /** A name for one more variable. */
  free(words: readonly string[]): string {
    return unique(identifier(words), this.#taken);
  }

  #keep(from: Giver, kind: KeptKind, id: string, path: Path, user: Place): void {
    const kept = this.of(from, kind) ?? { kind, id, parts: [], users: new Set() };
    this.#kept[kind].set(from, kept);
    kept.users.add(user);
    if (kept.parts.some((part) => isPrefix(part.path, path))) return;
    kept.parts = [...kept.parts.filter((part) => !isPrefix(path, part.path)), { path, name: "" }];
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

/** Whether a path leads to what holds the other path's value, or to that value. */
export function isPrefix(prefix: Path, path: Path): boolean {
  return prefix.length <= path.length && prefix.every((key, index) => key === path[index]);
}

/** Words as a name of a variable. */
export function identifier(words: readonly (string | number)[]): string {
  const text = words
    .join("_")
    .replace(/\W+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, 72);
  return /^[A-Za-z]/.test(text) && text !== "states" ? text : `v_${text}`;
}
