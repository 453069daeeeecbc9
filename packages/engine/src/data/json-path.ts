import { isJsonObject, type Json, type JsonPath, parsePath, parseReferencePath } from "@stepbook/asl";
import { DataTrouble, runtimeTrouble } from "../failure";
import type { Sources } from "./sources";
import { compileWalk, scanOf } from "./walk";

/** Reads a value, or throws {@link Missing}. */
export type Read = (sources: Sources) => Json;

/** A path leads nowhere. */
export class Missing extends DataTrouble {
  constructor(message: string) {
    super("runtime", "States.Runtime", message);
  }
}

/** Compiles a path once, so that reading it walks the value and nothing else. */
export const compilePath = (text: string): Read => {
  const path = parsePath(text);
  const root = rootOf(path);
  if (path.steps.length === 0) return root;
  if (path.definite) return definite(path, root);
  const walk = compileWalk(path.steps);
  return (sources) => {
    const start = root(sources);
    return walk([start], scanOf(start));
  };
};

const rootOf = (path: JsonPath): Read => {
  if (path.root === "context") return (sources) => sources.context();
  if (path.root === "input") return (sources) => sources.root;
  const name = path.variable ?? "";
  return (sources) => {
    const value = sources.variables.lookup(name);
    if (value === undefined) throw runtimeTrouble(`The variable '${name}' was referenced before it was assigned.`);
    return value;
  };
};

type Key = string | number;

const definite = (path: JsonPath, root: Read): Read => {
  const keys: readonly Key[] = path.steps.flatMap((step): Key[] =>
    step.kind === "names" ? [...step.names] : step.kind === "indices" ? [...step.indices] : [],
  );
  return (sources) => {
    let value = root(sources);
    for (let index = 0; index < keys.length; index++) {
      const below = step(value, keys[index]!);
      if (below === undefined) throw new Missing(reasonOf(path.text, keys, index));
      value = below;
    }
    return value;
  };
};

const step = (value: Json, key: Key): Json | undefined => {
  if (typeof key === "number") return Array.isArray(value) ? value.at(key) : undefined;
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
};

/** Why a path leads nowhere, in the words of the library that AWS reads paths with. */
const reasonOf = (text: string, keys: readonly Key[], index: number): string => {
  const where = keys
    .slice(0, index + 1)
    .map((key) => (typeof key === "number" ? `[${key}]` : `['${key}']`))
    .join("");
  const reason = index === keys.length - 1 ? `No results for path: $${where}` : `Missing property in path $${where}`;
  return `Invalid path '${text}' : ${reason}`;
};

/** Puts a value at a place, and gives the whole anew. */
export type Write = (whole: Json, value: Json) => Json;

/** Compiles a reference path into what writes there. What is on the way and missing is made. */
export const compileReferencePath = (text: string): Write => {
  const path = parseReferencePath(text);
  const keys = path.steps.flatMap((pathStep): Key[] =>
    pathStep.kind === "names" ? [...pathStep.names] : pathStep.kind === "indices" ? [...pathStep.indices] : [],
  );
  return (whole, value) => put(whole, keys, 0, value, text);
};

const put = (whole: Json | undefined, keys: readonly Key[], depth: number, value: Json, text: string): Json => {
  const key = keys[depth];
  if (key === undefined) return value;
  if (typeof key === "number") {
    if (!Array.isArray(whole) || key < 0 || key >= whole.length) throw mismatch(text, whole);
    return whole.map((item: Json, index) => (index === key ? put(item, keys, depth + 1, value, text) : item));
  }
  if (whole !== undefined && !isJsonObject(whole)) throw mismatch(text, whole);
  const below = put(whole && Object.hasOwn(whole, key) ? whole[key] : undefined, keys, depth + 1, value, text);
  return withMember(whole ?? {}, key, below);
};

/** A copy of an object with one member set, whatever its name. */
const withMember = (whole: { readonly [name: string]: Json }, name: string, value: Json): Json => {
  const copy: { [name: string]: Json } = { ...whole };
  if (name === "__proto__") Object.defineProperty(copy, name, { value, ...ordinary });
  else copy[name] = value;
  return copy;
};

/** How a member is that is set by name and not by assignment: like any other. */
export const ordinary = { writable: true, enumerable: true, configurable: true } as const;

/** A reference path that does not fit the value that it should write into. */
const mismatch = (text: string, whole: Json | undefined): DataTrouble =>
  new DataTrouble(
    "state",
    "States.ResultPathMatchFailure",
    `Unable to apply ReferencePath ${text} to input ${JSON.stringify(whole ?? null)}`,
  );
