import type { Json } from "@stepbook/asl";
import type { Keeper, Keeping } from "./keeping";
import { type Place, quoteId } from "./places";
import type { Variables } from "./variables";

/**
 * Variables that a Pass before a state sets for it, where the state can't say a value itself: paths stand alone in
 * many fields, and a few of these take no context object.
 */
export class Carrying {
  readonly #variables: Variables;
  readonly #carried = new Map<Place, [name: string, value: Json][]>();
  readonly #names = new Map<Place, string>();
  #isPlanned = false;

  constructor(variables: Variables) {
    this.#variables = variables;
  }

  get isEmpty(): boolean {
    return this.#carried.size === 0;
  }

  /** To be called when it is known which states need a Pass: names these. */
  plan(keeping: Keeping): void {
    for (const at of this.#carried.keys()) this.#names.set(at, keeping.freeName("Prepare", at));
    this.#carried.clear();
    this.#isPlanned = true;
  }

  /** The text of a variable that holds a value when the state begins. `word` is what it is of the state. */
  carry(at: Place, word: string, member: (name: string) => readonly [string, Json]): string {
    const list = this.#carried.get(at) ?? [];
    this.#carried.set(at, list);
    if (!this.#isPlanned) return "$carried";
    const [key, value] = member("");
    const known = list.find(([name, other]) => name.endsWith(".$") === key.endsWith(".$") && equal(other, value));
    if (known) return `$${known[0].replace(/\.\$$/, "")}`;
    const name = this.#variables.free([at.data.key.id, word]);
    list.push([...member(name)] as [string, Json]);
    return `$${name}`;
  }

  /** The name of the state to lead to in order to reach a step. */
  entry(at: Place): string {
    return this.#names.get(at) ?? at.data.key.id;
  }

  /** The Pass before a state, once the state is written. */
  before(at: Place): Keeper | undefined {
    const name = this.#names.get(at);
    if (name === undefined) return undefined;
    return { name, comment: `Prepares what ${quoteId(at)} refers to.`, assign: this.#carried.get(at) ?? [] };
  }
}

const equal = (a: Json, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);
