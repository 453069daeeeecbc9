import { isDeepStrictEqual } from "node:util";
import { type JsonObject, type State, type StateMachine, scopesOf, statesOf } from "@stepbook/asl";
import { quote } from "../errors";

const inspect = Symbol.for("nodejs.util.inspect.custom");

/** What a deployment did to the states, by their names. */
export interface StateChanges {
  /** States that were not there before. */
  readonly added: readonly string[];
  /** States that are not there any more. */
  readonly removed: readonly string[];
  /** States of the same name that are other than before, or in another place. */
  readonly changed: readonly string[];
}

/**
 * What `deploy` has done. It prints as one line.
 *
 * @example
 * const { change, states } = await hello.deploy();
 * if (change === "updated") console.log(states.changed);
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html
 */
export class Deployment {
  /** @internal */
  constructor(
    /** The workflow's name. */
    readonly name: string,
    /** Whether the state machine was created, or updated, or was as it should be. */
    readonly change: "created" | "updated" | "unchanged",
    /** The ARN of the state machine. */
    readonly arn: string,
    /** What it did to the states. */
    readonly states: StateChanges,
    /** What else is other than before: fields of the machine such as `StartAt`, and settings such as `role`. */
    readonly fields: readonly string[],
    /** The version that it was published as, where that was asked for. */
    readonly version: number | undefined,
  ) {}

  /** The same on one line. */
  toString(): string {
    const { added, removed, changed } = this.states;
    const parts = [
      ...counted(added, "added"),
      ...counted(removed, "removed"),
      ...counted(changed, "changed"),
      ...(this.fields.length === 0 ? [] : [`${this.fields.join(", ")} changed`]),
    ];
    const details = this.change === "updated" && parts.length > 0 ? `: ${parts.join("; ")}` : "";
    const count = added.length === 1 ? "1 state" : `${added.length} states`;
    const size = this.change === "created" ? `: ${count}` : "";
    const published = this.version === undefined ? "" : `, published as version ${this.version}`;
    return `${quote(this.name)} ${this.change}${size}${details}${published}`;
  }

  /** @internal */
  [inspect](): string {
    return this.toString();
  }
}

/** So many names are told. */
const told = 5;

function counted(names: readonly string[], what: string): readonly string[] {
  if (names.length === 0) return [];
  const some = names.slice(0, told).map(quote).join(", ");
  const more = names.length > told ? ` and ${names.length - told} more` : "";
  return [`${names.length} ${names.length === 1 ? "state" : "states"} ${what} (${some}${more})`];
}

interface Flat {
  readonly fields: JsonObject;
  readonly parent: string | undefined;
  readonly branch: number;
}

/** Which states one definition has and the other has not, or has otherwise. A container is compared without its own states. */
export function changesOfStates(before: StateMachine | undefined, after: StateMachine): StateChanges {
  const old = before ? flat(before) : new Map<string, Flat>();
  const now = flat(after);
  return {
    added: [...now.keys()].filter((name) => !old.has(name)),
    removed: [...old.keys()].filter((name) => !now.has(name)),
    changed: [...now].flatMap(([name, state]) => {
      const other = old.get(name);
      return other === undefined || isDeepStrictEqual(other, state) ? [] : [name];
    }),
  };
}

/** The fields of the machine itself that differ. */
export function changesOfFields(before: StateMachine, after: StateMachine): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  names.delete("States");
  const of = (machine: StateMachine, name: string) => (machine as unknown as JsonObject)[name];
  return [...names].filter((name) => !isDeepStrictEqual(of(before, name), of(after, name)));
}

function flat(machine: StateMachine): Map<string, Flat> {
  const places = statesOf(machine);
  return new Map(
    places.map(({ name, state, scope, parent }) => {
      const around = parent === undefined ? undefined : places[parent]!;
      const branch = around ? scopesOf(around.state).indexOf(scope) : 0;
      return [name, { fields: withoutStates(state), parent: around?.name, branch }];
    }),
  );
}

function withoutStates(state: State): JsonObject {
  const scopes = new Set<unknown>(scopesOf(state));
  const strip = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(strip);
    if (!scopes.has(value)) return value;
    const { States: _states, ...fields } = value as JsonObject;
    return fields;
  };
  return Object.fromEntries(Object.entries(state).map(([name, value]) => [name, strip(value)])) as JsonObject;
}
