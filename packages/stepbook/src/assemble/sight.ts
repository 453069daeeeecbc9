import { StepbookError } from "../errors";
import type { StepKey } from "../placeholders/expression";
import { type Flow, flowOf, type Value } from "./flow";
import { type Place, quoteId, type Scope } from "./places";

/** Where every step stands, and what each can see of the others. */
export class Sight {
  readonly places = new Map<StepKey, Place>();
  readonly #flows = new Map<Scope, Flow>();
  readonly #items = new Map<Place, Value>();

  constructor(root: Scope) {
    const scopes = [root];
    for (const scope of scopes) {
      this.#flows.set(scope, flowOf(scope, this.#entryValue(scope)));
      for (const at of scope.places) {
        this.places.set(at.data.key, at);
        scopes.push(...at.bodies);
      }
    }
  }

  flowOf(scope: Scope): Flow {
    return this.#flows.get(scope)!;
  }

  inputOf(at: Place): Value {
    return this.flowOf(at.scope).input(at);
  }

  outputOf(at: Place): Value {
    return this.flowOf(at.scope).output(at);
  }

  /** What each iteration of a Map begins with. */
  itemOf(map: Place): Value {
    return this.#items.get(map)!;
  }

  /** The state in the scope of `from` that `at` is or stands within; fails where `from` is out of sight. */
  userIn(at: Place, from: Place): Place {
    const user = ancestorIn(at, from.scope);
    if (!user) {
      const container = from.scope.parent!;
      throw new StepbookError(
        `${quoteId(at)} uses the output of ${quoteId(from)}, which stands in ${from.scope.what}. ` +
          `What leaves it is the output of ${quoteId(container)}, a list: use .output[${container.bodies.indexOf(from.scope)}] of that step.`,
      );
    }
    if (user !== from) return user;
    throw new StepbookError(
      at === from
        ? `${quoteId(at)} uses its own output, which is not there before it ends. ` +
            "In output and assign, use its result: output: (result) => …."
        : `${quoteId(at)} uses the output of ${quoteId(from)}, which it stands within and which ends only after it.`,
    );
  }

  /** Fails where `from` is not sure to have ended well when `user`, in its scope, begins. */
  assertRan(at: Place, user: Place, from: Place): void {
    const flow = this.flowOf(from.scope);
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

  #entryValue(scope: Scope): Value {
    const { parent } = scope;
    const passedOn = parent?.data.type === "Parallel" && parent.data.templates.Arguments === undefined;
    const value: Value = passedOn ? this.inputOf(parent) : {};
    if (parent?.data.type === "Map") this.#items.set(parent, value);
    return value;
  }
}

/** The place in a scope that `at` is, or stands within. */
export function ancestorIn(at: Place, scope: Scope): Place | undefined {
  let place: Place | undefined = at;
  while (place && place.scope !== scope) place = place.scope.parent;
  return place;
}
