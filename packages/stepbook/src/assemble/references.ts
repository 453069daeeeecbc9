import { didYouMean, quote, StepbookError } from "../errors";
import { describeNode, type ExpressionNode, expression, type Source, type StepKey } from "../placeholders/expression";
import { assertParts } from "../placeholders/reference";
import type { Shape } from "../placeholders/shape";
import { type Dialect, dialectAt } from "./dialect";
import { isBatched, type Passing } from "./passing";
import { executionOf, type Place, quoteId } from "./places";
import { ancestorIn, type Sight } from "./sight";
import type { Giver, KeptKind, Variables } from "./variables";

const hasResult: ReadonlySet<string> = new Set(["Task", "Parallel", "Map"]);

type Reference = Extract<ExpressionNode, { kind: "reference" }>;

/** A reference in a state. */
interface Use {
  readonly at: Place;
  readonly reference: Reference;
  /** Whether only the presence of the value is asked for, which may be missing. */
  readonly onlyPresence: boolean;
}

/**
 * Decides how a reference is written where it stands: as the state's input where that is the very value, else as a
 * variable, which the state that gives the value is made to set. It refuses what is not sure to be there.
 */
export class References {
  readonly #dialect: Dialect;
  readonly #sight: Sight;
  readonly #variables: Variables;
  readonly #passing: Passing;
  readonly #input: Shape | undefined;
  readonly #withIndex = new Set<Place>();

  constructor(sight: Sight, variables: Variables, passing: Passing, input: Shape | undefined, dialect: Dialect) {
    this.#dialect = dialect;
    this.#sight = sight;
    this.#variables = variables;
    this.#passing = passing;
    this.#input = input;
  }

  /** The text of a reference in a state. */
  resolve(at: Place, reference: Reference, onlyPresence = false): string {
    const write = this.#bySource[reference.source.kind] as (use: Use, source: Source) => string;
    return write({ at, reference, onlyPresence }, reference.source);
  }

  /** Whether what was written so far holds: nothing is to be kept. */
  get areFinal(): boolean {
    return this.#variables.isEmpty && this.#passing.isEmpty && this.#withIndex.size === 0;
  }

  /**
   * Whether the steps of a Map use more than the bare item, so that their input holds it beside the rest. In a batch,
   * the rest is held once.
   */
  usesMore(map: Place): boolean {
    return this.#withIndex.has(map) || (!isBatched(map) && this.#passing.of(map).length > 0);
  }

  /** Whether the steps of a Map use the index of the item. */
  usesIndex(map: Place): boolean {
    return this.#withIndex.has(map);
  }

  /** What the executions of a distributed Map are given from outside: templates by name. */
  passedTo(map: Place): { readonly [name: string]: unknown } {
    return Object.fromEntries(this.#passing.of(map).map(([name, node]) => [name, expression(node)]));
  }

  /** The part of a Map's body's input that is the item or the index. */
  itemText(dialect: Dialect, map: Place, kind: KeptKind, base = dialect.input): string {
    return this.usesMore(map) ? dialect.part(base, [kind]) : base;
  }

  readonly #bySource: { [Kind in Source["kind"]]: (use: Use, source: Extract<Source, { kind: Kind }>) => string } = {
    input: (use) => this.#executionInput(use),
    context: (use) => this.#context(use),
    states: (use) => this.#states(use),
    variable: (use, { name }) => this.#variable(use, name),
    result: (use, { key }) => this.#result(use, key),
    output: (use, { key }) => this.#output(use, key),
    error: (use, { key, token }) => this.#error(use, key, token),
    item: (use, { key }) => this.#item(use, key, "item"),
    index: (use, { key }) => this.#item(use, key, "index"),
  };

  #dialectAt({ data }: Place): Dialect {
    return dialectAt(this.#dialect, data);
  }

  #part(at: Place, base: string, { path }: Reference): string {
    return this.#dialectAt(at).part(base, path);
  }

  #states({ at, reference }: Use): string {
    const [part] = reference.path;
    const { type, catchers } = at.data;
    const text = this.#dialectAt(at).states(reference.path);
    const lacks =
      part === "result" && !hasResult.has(type)
        ? "a task, a Parallel or a Map has a result"
        : part === "errorOutput" && catchers.length === 0
          ? "a step with a catch has an errorOutput"
          : undefined;
    if (text !== undefined && lacks === undefined) return text;
    throw new StepbookError(
      `${quoteId(at)} uses ${describeNode(reference)}, but ${lacks === undefined ? "paths name a part of it: states.input, states.result, states.errorOutput or states.context" : `only ${lacks}`}.`,
    );
  }

  /** The context object's own parts are written as AWS does: `$$.Task.Token`. */
  #context({ at, reference: { path } }: Use): string {
    const dialect = this.#dialectAt(at);
    const own = path.findIndex((key) => typeof key !== "string" || !/^[A-Z][A-Za-z]*$/.test(key));
    const end = own < 0 ? path.length : own;
    const base = [dialect.context, ...path.slice(0, end)].join(".");
    return dialect.part(base, path.slice(end));
  }

  #executionInput(use: Use): string {
    const { at, reference } = use;
    if (this.#input === undefined) {
      throw new StepbookError(
        `${quoteId(at)} uses ${describeNode(reference)}, but the workflow does not tell its input. ` +
          "Give it as an option: workflow(name, { input, steps: … }).",
      );
    }
    assertParts(
      this.#input,
      reference.path,
      "the input of the workflow",
      `${quoteId(at)} uses ${describeNode(reference)}, but `,
    );
    return this.#fromOutside(use) ?? this.#part(at, `${this.#dialectAt(at).context}.Execution.Input`, reference);
  }

  #variable(use: Use, name: string): string {
    const { at, reference } = use;
    const { ownNames } = this.#variables;
    const execution = executionOf(at);
    if (ownNames.has(name) && execution && !this.#variables.isSetIn(execution, name)) return this.#fromOutside(use)!;
    if (ownNames.has(name)) return this.#dialectAt(at).ofVariable(`$${name}`, reference.path);
    throw new StepbookError(
      `${quoteId(at)} reads the variable ${quote(name)}, which no step sets.${didYouMean(name, ownNames)} ` +
        `Set it in an earlier step: { assign: { ${name}: … } }.`,
    );
  }

  #result({ at, reference }: Use, key: StepKey): string {
    if (key === at.data.key) return this.#part(at, this.#dialectAt(at).result, reference);
    throw new StepbookError(
      `${quoteId(at)} uses ${describeNode(reference)}, which exists only in ${quote(key.id)}. Use the .output of that step.`,
    );
  }

  #output(use: Use, key: StepKey): string {
    const { at, reference } = use;
    const from = this.#placeOf(use, key, "output");
    const user = this.#sight.userIn(at, from);
    const passed = this.#fromOutside(use, from);
    const given = passed === undefined ? at : user;
    const isInput = this.#sight.inputOf(given) === this.#sight.outputOf(from);
    if (!isInput) this.#sight.assertRan(at, user, from);
    if (passed !== undefined) return passed;
    if (isInput) return this.#part(at, this.#dialectAt(at).input, reference);
    return this.#kept(use, from, "output", key, user);
  }

  #error(use: Use, key: StepKey, token: object): string {
    const { at, reference } = use;
    const from = this.#placeOf(use, key, "error");
    // In the catcher's own output and assign, its state is where the reference stands.
    if (at === from) return this.#part(at, this.#dialectAt(at).error, reference);
    const passed = this.#fromOutside(use, from);
    if (passed !== undefined) return passed;
    const index = from.data.catchers.findIndex((each) => each.token === token);
    const catcher = from.data.catchers[index]!;
    const user = this.#sight.userIn(at, from);
    const flow = this.#sight.flowOf(from.scope);
    const isInput =
      catcher.output === undefined &&
      catcher.resultPath === undefined &&
      this.#sight.inputOf(at) === flow.caught(from, index);
    if (isInput) return this.#part(at, this.#dialectAt(at).input, reference);
    if (flow.surelyCaught(from, index, user)) return this.#kept(use, catcher, "error", key, user);
    throw new StepbookError(
      `${quoteId(at)} uses ${describeNode(reference)}, but some way to ${quoteId(user)} does not come from that catch. ` +
        "Use it only in the steps that handle the error.",
    );
  }

  #item(use: Use, key: StepKey, kind: "item" | "index"): string {
    const { at, reference } = use;
    const map = this.#placeOf(use, key, kind);
    const user = ancestorIn(at, map.bodies[0]!);
    if (!user) {
      throw new StepbookError(
        `${quoteId(at)} uses the ${kind} of the Map ${quote(key.id)}, but stands outside of it. ` +
          "What leaves a Map is its output, a list: use .output[0] of that step.",
      );
    }
    const passed = executionOf(at) === map ? undefined : this.#fromOutside(use, map);
    if (passed !== undefined) return passed;
    if (kind === "index") this.#useIndex(at, map);
    if (this.#sight.inputOf(at) === this.#sight.itemOf(map))
      return this.#part(at, this.itemText(this.#dialectAt(at), map, kind), reference);
    if (executionOf(at) === map)
      return this.#part(
        at,
        this.itemText(this.#dialectAt(at), map, kind, `${this.#dialectAt(at).context}.Execution.Input`),
        reference,
      );
    return this.#kept(use, map, kind, key, user);
  }

  #useIndex(at: Place, map: Place): void {
    if (!isBatched(map)) this.#withIndex.add(map);
    else
      throw new StepbookError(
        `${quoteId(at)} uses the index in ${quoteId(map)}, whose executions work on batches. ` +
          "Put the index into each item: itemSelector: (item, index) => ({ item, index }).",
      );
  }

  /**
   * The text of a value from outside of the execution of a distributed Map that the state stands in; undefined where
   * the value is in the same execution.
   */
  #fromOutside({ at, reference, onlyPresence }: Use, from?: Place): string | undefined {
    const execution = executionOf(at);
    if (!execution || (from && ancestorIn(from, execution.bodies[0]!))) return undefined;
    return this.#passing.text(execution, reference, onlyPresence, this.#dialectAt(at));
  }

  #kept({ at, reference, onlyPresence }: Use, from: Giver, kind: KeptKind, key: StepKey, user: Place): string {
    // A part that may be missing can't be assigned: what it is a part of is kept.
    const { path } = reference;
    return this.#variables.text(
      from,
      kind,
      key.id,
      path,
      onlyPresence ? path.slice(0, -1) : path,
      user,
      this.#dialectAt(at),
    );
  }

  #placeOf({ at }: Use, key: StepKey, what: string): Place {
    const place = this.#sight.places.get(key);
    if (place) return place;
    const isRemade = [...this.#sight.places.keys()].some(({ id }) => id === key.id);
    throw new StepbookError(
      isRemade
        ? `${quoteId(at)} uses the ${what} of another step ${quote(key.id)} than the one in this workflow: it was made again since. ` +
            `Make ${quoteId(at)} again, too: run the cells from the one that makes ${quote(key.id)} on.`
        : `${quoteId(at)} uses the ${what} of ${quote(key.id)}, which is not a step of this workflow. ` +
            "Put it into the steps, before this one.",
    );
  }
}
