import type { ExpressionNode, Path, Source } from "../placeholders/expression";
import type { Dialect } from "./dialect";
import type { Place } from "./places";
import { identifier, isPrefix, unique } from "./variables";

type Reference = Extract<ExpressionNode, { kind: "reference" }>;

interface Passed {
  readonly reference: Reference;
  name: string;
}

/**
 * What the executions of distributed Maps are given from outside: they read neither the outer input nor outer
 * variables, so that each value that is referred to goes with the item, or with the batch.
 */
export class Passing {
  readonly #passed = new Map<Place, Passed[]>();
  #count = 0;

  get isEmpty(): boolean {
    return this.#passed.size === 0;
  }

  /** The values that the executions of a Map are given from outside, by name. */
  of(map: Place): readonly (readonly [name: string, reference: Reference])[] {
    return (this.#passed.get(map) ?? []).map(({ name, reference }) => [name, reference]);
  }

  /** The text of a reference within a Map's execution. It is noted, as far as no part of it may be missing. */
  text(map: Place, reference: Reference, onlyPresence: boolean, dialect: Dialect): string {
    const path = onlyPresence ? reference.path.slice(0, -1) : reference.path;
    const holder = this.#find(map, reference, reference.path) ?? this.#note(map, { ...reference, path });
    const base = `${dialect.context}.Execution.Input${isBatched(map) ? ".BatchInput" : ""}.${holder.name}`;
    return dialect.part(base, reference.path.slice(holder.reference.path.length));
  }

  /** Gives each value its final name, when all of them are known. */
  name(): void {
    for (const [map, list] of this.#passed) {
      const taken = new Set(["item", "index", ...batchNames(map)]);
      for (const each of list) each.name = unique(identifier(wordsOf(each.reference)), taken);
    }
  }

  #find(map: Place, { source }: Reference, path: Path): Passed | undefined {
    return this.#passed
      .get(map)
      ?.find((each) => isSame(each.reference.source, source) && isPrefix(each.reference.path, path));
  }

  #note(map: Place, reference: Reference): Passed {
    const { source, path } = reference;
    const others = (this.#passed.get(map) ?? []).filter(
      (each) => !(isSame(each.reference.source, source) && isPrefix(path, each.reference.path)),
    );
    const made = { reference, name: `passed${this.#count++}` };
    this.#passed.set(map, [...others, made]);
    return made;
  }
}

/** Whether each execution of a Map works on many items. */
export function isBatched({ data }: Place): boolean {
  return data.templates.ItemBatcher !== undefined;
}

/** The names that a batch holds by itself. */
function batchNames({ data }: Place): readonly string[] {
  const batcher = data.templates.ItemBatcher as { readonly BatchInput?: object } | undefined;
  return Object.keys(batcher?.BatchInput ?? {});
}

function isSame(a: Source, b: Source): boolean {
  const fields = Object.entries(a) as [keyof Source, unknown][];
  return fields.every(([name, value]) => b[name] === value);
}

function wordsOf({ source, path }: Reference): readonly (string | number)[] {
  if (source.kind === "variable") return [source.name, ...path];
  return "key" in source
    ? [source.key.id, ...(source.kind === "output" ? [] : [source.kind]), ...path]
    : [source.kind, ...path];
}
