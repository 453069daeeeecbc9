import type { Json } from "@stepbook/asl";
import { StepbookError } from "../errors";
import { describeNode, nodeOf, type Path } from "../placeholders/expression";
import type { Catcher, StepData } from "../steps/data";
import { type Dialect, dialectAt } from "./dialect";
import { outputBase } from "./json-path-output";
import { mayDiffer, partOf, type Resolve, render, renderTemplate, withPath } from "./jsonata";
import { type Place, quoteId, type Scope } from "./places";
import type { References } from "./references";
import type { Sight } from "./sight";
import { type Kept, unique, type Variables } from "./variables";

type Assignment = readonly [name: string, value: Json];

/** A Pass that the assembler adds, because no state of the user's can set the variables. */
export interface Keeper {
  readonly name: string;
  readonly comment: string;
  readonly assign: readonly Assignment[];
}

/** Which state sets which variables, so that later states find what they refer to. */
export class Keeping {
  readonly #dialect: Dialect;
  readonly #names = new Set<string>();
  readonly #sight: Sight;
  readonly #variables: Variables;
  readonly #references: References;
  readonly #keepers = new Map<Place | Scope, string>();

  constructor(sight: Sight, variables: Variables, references: References, dialect: Dialect) {
    this.#dialect = dialect;
    this.#sight = sight;
    this.#variables = variables;
    this.#references = references;
  }

  /** To be called when the variables have their names: plans the states to add. */
  plan(): void {
    for (const { id } of this.#sight.places.keys()) this.#names.add(id);
    for (const at of this.#sight.places.values()) {
      if (this.#differs(at)) this.#keepers.set(at, this.freeName("Keep", at));
      if (at.data.type === "Map" && this.#itemNeedsKeeper(at))
        this.#keepers.set(at.bodies[0]!, this.freeName("Keep", at));
    }
  }

  /** A name for one more state, which stands by a state of the user's. */
  freeName(word: string, at: Place): string {
    return unique(`${word} ${[...at.data.key.id].slice(0, 68).join("")}`, this.#names, " ");
  }

  /** What a state sets for later ones. */
  assignedBy(at: Place): readonly Assignment[] {
    const own = this.#keepers.has(at) ? [] : this.#outputs(at);
    const map = at.scope.parent;
    const isFirst = map?.data.type === "Map" && at === at.scope.entry && !this.#keepers.has(at.scope);
    return isFirst ? [...own, ...this.#itemParts(map, at)] : own;
  }

  /** What a catcher sets for later states. */
  assignedByCatcher(at: Place, catcher: Catcher): readonly Assignment[] {
    const dialect = this.#dialectAt(at);
    return this.#assignments(dialect, this.#variables.of(catcher, "error"), dialect.error);
  }

  /** The Pass that a scope begins with, to keep a Map's item. */
  keepFirst(scope: Scope): Keeper | undefined {
    const name = this.#keepers.get(scope);
    if (name === undefined) return undefined;
    const comment = `Keeps the item of ${quoteId(scope.parent!)} for later states.`;
    return { name, comment, assign: this.#itemParts(scope.parent!) };
  }

  /** The Pass that follows a state, to keep its output. */
  keepAfter(at: Place): Keeper | undefined {
    const name = this.#keepers.get(at);
    if (name === undefined) return undefined;
    const assign = this.#assignments(this.#dialect, this.#variables.of(at, "output"), this.#dialect.input);
    return { name, comment: `Keeps the output of ${quoteId(at)} for later states.`, assign };
  }

  #outputs(at: Place): readonly Assignment[] {
    const { output, type } = at.data;
    const kept = this.#variables.of(at, "output");
    const dialect = this.#dialectAt(at);
    const worked = type === "Task" || type === "Map" || type === "Parallel";
    if (output === undefined) return this.#assignments(dialect, kept, dialect[worked ? "result" : "input"]);
    if (dialect.queryLanguage === "JSONPath") return this.#assignments(dialect, kept, outputBase(at.data));
    return (kept?.parts ?? []).map(({ name, path }) => [name, this.#partOfOutput(at, path)]);
  }

  /** The part of a state's output at a path, evaluated once more. */
  #partOfOutput(at: Place, path: Path): Json {
    const { output, key } = at.data;
    const part = partOf(output, path);
    if (!part) {
      const text = describeNode({ kind: "reference", source: { kind: "output", key }, path });
      throw new StepbookError(`A later step uses ${text}, but the output of ${quoteId(at)} has no such part.`);
    }
    const resolve: Resolve = (reference, onlyPresence) => this.#references.resolve(at, reference, onlyPresence);
    if (part.rest.length === 0) return renderTemplate(part.value, resolve);
    return `{% ${withPath(`(${render(nodeOf(part.value), resolve)})`, part.rest)} %}`;
  }

  /** `at` sets them; the Pass that a scope begins with, where it is undefined. */
  #itemParts(map: Place, at?: Place): readonly Assignment[] {
    const dialect = at ? this.#dialectAt(at) : this.#dialect;
    return (["item", "index"] as const).flatMap((kind) =>
      this.#assignments(dialect, this.#variables.of(map, kind), this.#references.itemText(dialect, map, kind)),
    );
  }

  /** Whether its output would differ if it were evaluated once more: it is then kept from the next state's input. */
  #differs(at: Place): boolean {
    if (this.#dialectAt(at).queryLanguage === "JSONPath")
      return leavesElsewhere(at.data) && this.#variables.of(at, "output") !== undefined;
    return at.data.output !== undefined && this.#outputs(at).some(([, value]) => mayDiffer(value));
  }

  /** Whether the first state of a Map's body can't set the item for all who use it. */
  #itemNeedsKeeper(map: Place): boolean {
    const body = map.bodies[0]!;
    const flow = this.#sight.flowOf(body);
    const users = (["item", "index"] as const).flatMap((kind) => [...(this.#variables.of(map, kind)?.users ?? [])]);
    const { queryLanguage } = this.#dialectAt(body.entry);
    if (queryLanguage === "JSONPath" && users.length > 0 && !assignsItsInput(body.entry.data)) return true;
    return users.some((user) => flow.entryIsReentered || user === body.entry || !flow.surely(body.entry, user));
  }

  #assignments(dialect: Dialect, kept: Kept | undefined, base: string): readonly Assignment[] {
    return (kept?.parts ?? []).map(({ name, path }) => dialect.member(name, dialect.part(base, path)));
  }

  #dialectAt({ data }: Place): Dialect {
    return dialectAt(this.#dialect, data);
  }
}

/** Whether `$` in the Assign of a state of paths is its input: it is what the state made, where it made something. */
function assignsItsInput({ type, output, paths, selects }: StepData): boolean {
  if (paths?.InputPath !== undefined) return false;
  return type === "Wait" || type === "Choice" || (type === "Pass" && output === undefined && selects === undefined);
}

/** Whether what a state of paths gives is not what its Assign sees. */
function leavesElsewhere({ type, output, paths }: StepData): boolean {
  return paths !== undefined || (type === "Wait" && output !== undefined);
}
