import type { StateMachine } from "@stepbook/asl";
import type { Code } from "./code";
import type { Said, Source } from "./source";
import type { List } from "./structure";

/** By state: what gives its input, where that is one step's output. */
export function originsOf(
  _said: ReadonlyMap<string, Said>,
  _root: List,
  _definition: StateMachine,
): ReadonlyMap<string, (source: Source) => Code> {
  return new Map();
}
