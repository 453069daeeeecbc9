import type { Json } from "@stepbook/asl";
import { didYouMean, quote, StepbookError } from "../errors";
import {
  describeNode,
  type ExpressionNode,
  nodeOf,
  type Path,
  type Source,
  type StepKey,
} from "../placeholders/expression";
import type { Catcher } from "../steps/data";
import { type Flow, flowOf, type Value } from "./flow";
import { mayDiffer, partOf, type Resolve, render, renderTemplate, withPath } from "./jsonata";
import { type Place, quoteId, type Scope } from "./places";
import { type Giver, type KeptKind, unique, Variables } from "./variables";

type Reference = Extract<ExpressionNode, { kind: "reference" }>;
type Assignment = readonly [name: string, value: Json];

/** A Pass that the assembler adds, because no state of the user's can set the variables. */
export interface Keeper {
  readonly name: string;
  readonly comment: string;
  readonly assign: readonly Assignment[];
}

/**
 * Decides how a reference is written where it stands: as the state's input where that is the very value, else as a
 * variable, which the state that gives the value is made to set. It refuses what is not sure to be there.
 */
export class References {
  readonly #flows = new Map<Scope, Flow>();
  readonly #items = new Map<Place, Value>();
  readonly #places = new Map<StepKey, Place>();
  readonly #variables = new Variables();
  readonly #withIndex = new Set<Place>();
  readonly #ownNames = new Set<string>();
  readonly #stateNames = new Set<string>();
  readonly #keepers = new Map<Place | Scope, string>();
  #named = false;

  constructor(root: Scope) {
    const scopes = [root];
    for (const scope of scopes) {
      this.#flows.set(scope, flowOf(scope, this.#entryValue(scope)));
      for (const at of scope.places) {
        this.#places.set(at.data.key, at);
        this.#stateNames.add(at.data.key.id);
        const assigns = [at.data.assign, ...at.data.catchers.map((each) => each.assign)];
        for (const assign of assigns) for (const name of Object.keys(assign ?? {})) this.#ownNames.add(name);
        scopes.push(...at.bodies);
      }
    }
  }

  /** The text of a reference in a state. */
  resolve(at: Place, reference: Reference, onlyPresence = false): string {
    return this.#bySource[reference.source.kind](
      at,
      reference.source as never,
      reference.path,
      reference,
      onlyPresence,
    );
  }

  /**
   * To be called between the two writings: from here on, references are written with the variables' names. True where
   * there are none, so that the first writing holds.
   */
  nameVariables(): boolean {
    this.#variables.name(new Set([...this.#ownNames, "states"]));
    for (const at of this.#places.values()) {
      if (this.#variables.of(at, "output") && this.#needsKeeper(at)) this.#keepers.set(at, this.#keeperName(at));
      if (at.data.type === "Map" && this.#itemNeedsKeeper(at)) this.#keepers.set(at.bodies[0]!, this.#keeperName(at));
    }
    this.#named = true;
    return this.#variables.isEmpty && this.#withIndex.size === 0;
  }

  /** What a state sets for later ones. */
  assignedBy(at: Place): readonly Assignment[] {
    if (!this.#named) return [];
    const own = this.#keepers.has(at) ? [] : this.#outputs(at);
    const map = at.scope.parent;
    const first = map?.data.type === "Map" && at === at.scope.entry && !this.#keepers.has(at.scope);
    return first ? [...own, ...this.#itemParts(map)] : own;
  }

  /** What a catcher sets for later states. */
  assignedByCatcher(catcher: Catcher): readonly Assignment[] {
    const parts = this.#named ? (this.#variables.of(catcher, "error")?.parts ?? []) : [];
    return parts.map(({ name, path }) => [name, `{% ${withPath("$states.errorOutput", path)} %}`]);
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
    const parts = this.#variables.of(at, "output")!.parts;
    const assign = parts.map((part): Assignment => [part.name, `{% ${withPath("$states.input", part.path)} %}`]);
    return { name, comment: `Keeps the output of ${quoteId(at)} for later states.`, assign };
  }

  /** Whether the steps of a Map use the index of the item. */
  usesIndex(map: Place): boolean {
    return this.#withIndex.has(map);
  }

  readonly #bySource: {
    [Kind in Source["kind"]]: (
      at: Place,
      source: Extract<Source, { kind: Kind }>,
      path: Path,
      reference: Reference,
      onlyPresence: boolean,
    ) => string;
  } = {
    input: (_at, _source, path) => withPath("$states.context.Execution.Input", path),
    context: (_at, _source, path) => withPath("$states.context", path),
    variable: (at, { name }, path) => {
      if (this.#ownNames.has(name)) return withPath(`$${name}`, path);
      throw new StepbookError(
        `${quoteId(at)} reads the variable ${quote(name)}, which no step sets.${didYouMean(name, this.#ownNames)} ` +
          `Set it in an earlier step: { assign: { ${name}: … } }.`,
      );
    },
    result: (at, { key }, path, reference) => {
      if (key === at.data.key) return withPath("$states.result", path);
      throw new StepbookError(
        `${quoteId(at)} uses ${describeNode(reference)}, which exists only in ${quote(key.id)}. Use ${key.id}.output.`,
      );
    },
    output: (at, { key }, path, _reference, onlyPresence) => {
      const from = this.#places.get(key);
      if (!from)
        throw new StepbookError(
          `${quoteId(at)} uses the output of ${quote(key.id)}, which is not a step of this workflow.`,
        );
      const user = this.#visible(at, from);
      if (this.#inputOf(at) === this.#flows.get(from.scope)!.output(from)) return withPath("$states.input", path);
      this.#assertRan(at, user, from);
      return this.#kept(from, "output", key.id, path, user, onlyPresence);
    },
    error: (at, { key, token }, path, reference, onlyPresence) =>
      this.#error(at, key, token, path, reference, onlyPresence),
    item: (at, source, path, _reference, onlyPresence) => this.#item(at, source.key, "item", path, onlyPresence),
    index: (at, source, path, _reference, onlyPresence) => this.#item(at, source.key, "index", path, onlyPresence),
  };

  #error(at: Place, key: StepKey, token: object, path: Path, reference: Reference, onlyPresence: boolean): string {
    const from = this.#places.get(key);
    const index = from?.data.catchers.findIndex((each) => each.token === token) ?? -1;
    const catcher = from?.data.catchers[index];
    if (!from || !catcher) {
      throw new StepbookError(
        `${quoteId(at)} uses the error of ${quote(key.id)}, which is not a step of this workflow.`,
      );
    }
    // In the catcher's own output and assign, its state is where the reference stands.
    if (at === from) return withPath("$states.errorOutput", path);
    const user = this.#visible(at, from);
    const flow = this.#flows.get(from.scope)!;
    const isInput = catcher.output === undefined && this.#inputOf(at) === flow.caught(from, index);
    if (isInput) return withPath("$states.input", path);
    if (flow.surelyCaught(from, index, user)) return this.#kept(catcher, "error", key.id, path, user, onlyPresence);
    throw new StepbookError(
      `${quoteId(at)} uses ${describeNode(reference)}, but some way to ${quoteId(user)} does not come from that catch. ` +
        "Use it only in the steps that handle the error.",
    );
  }

  #item(at: Place, key: StepKey, kind: "item" | "index", path: Path, onlyPresence: boolean): string {
    const map = this.#places.get(key);
    const user = map && ancestorIn(at, map.bodies[0]!);
    if (!map || !user) {
      throw new StepbookError(
        `${quoteId(at)} uses the ${kind} of the Map ${quote(key.id)}, but stands outside of it. What leaves a Map is its output, a list: ${key.id}.output[0].`,
      );
    }
    if (kind === "index") this.#withIndex.add(map);
    if (this.#inputOf(at) === this.#items.get(map)) return withPath(`$states.input${this.#itemBase(map, kind)}`, path);
    return this.#kept(map, kind, key.id, path, user, onlyPresence);
  }

  /** Within a state's input at the start of a Map's body. */
  #itemBase(map: Place, kind: KeptKind): string {
    return this.usesIndex(map) ? `.${kind}` : "";
  }

  #kept(from: Giver, kind: KeptKind, id: string, path: Path, user: Place, onlyPresence: boolean): string {
    if (!this.#named) {
      // A part that may be missing can't be assigned: keep what it is a part of.
      this.#variables.keep(from, kind, id, onlyPresence ? path.slice(0, -1) : path, user);
      return "$kept";
    }
    const { name, rest } = this.#variables.find(from, kind, path);
    return withPath(`$${name}`, rest);
  }

  #outputs(at: Place): Assignment[] {
    const kept = this.#variables.of(at, "output");
    return (kept?.parts ?? []).map(({ name, path }) => [name, this.#partOfOutput(at, path)]);
  }

  #partOfOutput(at: Place, path: Path): Json {
    const { output, type, key } = at.data;
    if (output === undefined) {
      const worked = type === "Task" || type === "Map" || type === "Parallel";
      return `{% ${withPath(worked ? "$states.result" : "$states.input", path)} %}`;
    }
    const part = partOf(output, path);
    if (!part) {
      throw new StepbookError(
        `A later step uses ${describeNode({ kind: "reference", source: { kind: "output", key }, path })}, but the output of ${quoteId(at)} has no such part.`,
      );
    }
    const resolve: Resolve = (reference, onlyPresence) => this.resolve(at, reference, onlyPresence);
    if (part.rest.length === 0) return renderTemplate(part.value, resolve);
    return `{% ${withPath(`(${render(nodeOf(part.value), resolve)})`, part.rest)} %}`;
  }

  #itemParts(map: Place): Assignment[] {
    return (["item", "index"] as const).flatMap((kind) =>
      (this.#variables.of(map, kind)?.parts ?? []).map(
        ({ name, path }): Assignment => [name, `{% ${withPath(`$states.input${this.#itemBase(map, kind)}`, path)} %}`],
      ),
    );
  }

  /** An output that would differ when evaluated again is kept from the next state's input. */
  #needsKeeper(at: Place): boolean {
    return at.data.output !== undefined && this.#outputs(at).some(([, value]) => mayDiffer(value));
  }

  #itemNeedsKeeper(map: Place): boolean {
    const body = map.bodies[0]!;
    const flow = this.#flows.get(body)!;
    const users = (["item", "index"] as const).flatMap((kind) => [...(this.#variables.of(map, kind)?.users ?? [])]);
    return users.some((user) => flow.entryIsReentered || user === body.entry || !flow.surely(body.entry, user));
  }

  #keeperName(at: Place): string {
    return unique(`Keep ${[...at.data.key.id].slice(0, 70).join("")}`, this.#stateNames, " ");
  }

  #entryValue(scope: Scope): Value {
    const { parent } = scope;
    const value: Value =
      parent?.data.type === "Parallel" && parent.data.templates.Arguments === undefined ? this.#inputOf(parent) : {};
    if (parent?.data.type === "Map") this.#items.set(parent, value);
    return value;
  }

  #inputOf(at: Place): Value {
    return this.#flows.get(at.scope)!.input(at);
  }

  /** The state in the scope of `from` that `at` is or stands within; fails where `from` is out of sight. */
  #visible(at: Place, from: Place): Place {
    const user = ancestorIn(at, from.scope);
    if (!user) {
      const container = from.scope.parent!;
      throw new StepbookError(
        `${quoteId(at)} uses the output of ${quoteId(from)}, which stands in ${from.scope.what}. ` +
          `What leaves it is the output of ${quoteId(container)}: use ${container.data.key.id}.output[…].`,
      );
    }
    if (user !== from) return user;
    throw new StepbookError(
      at === from
        ? `${quoteId(at)} uses its own output, which is not there before it ends. In output and assign, use its result: output: (result) => ….`
        : `${quoteId(at)} uses the output of ${quoteId(from)}, which it stands within and which ends only after it.`,
    );
  }

  #assertRan(at: Place, user: Place, from: Place): void {
    const flow = this.#flows.get(from.scope)!;
    if (flow.surely(from, user)) return;
    const later = !flow.possibly(from, user) || (flow.possibly(user, from) && flow.surely(user, from));
    throw new StepbookError(
      `${quoteId(at)} uses the output of ${quoteId(from)}, which is not sure to have ended well before it: ` +
        (later
          ? `${quoteId(from)} comes later. To carry a value to an earlier step of a loop, declare a variable(…) and set it with assign.`
          : `some way to ${quoteId(user)} does not go through it, or goes through its catch. ` +
            "Use it on that way only, or declare a variable(…) and set it with assign on every way."),
    );
  }
}

/** The place in a scope that `at` is, or stands within. */
function ancestorIn(at: Place, scope: Scope): Place | undefined {
  let place: Place | undefined = at;
  while (place && place.scope !== scope) place = place.scope.parent;
  return place;
}
