import { isJsonObject, type Json, type PathStep } from "@stepbook/asl";
import { runtimeTrouble } from "../failure";
import { compileFilter } from "./filter";

/** One reading of a path: what its filters know as `$`, and how many values it may still look at. */
export interface Scan {
  readonly root: Json;
  left: number;
}

/** The most values that one reading of a path looks at: each more `..` multiplies them. */
const mostValues = 2_000_000;

export const scanOf = (root: Json): Scan => ({ root, left: mostValues });

/** Steps from some values to those below. */
export type Walk = (from: readonly Json[], scan: Scan) => readonly Json[];

/** Compiles steps that may lead to several values. */
export const compileWalk = (steps: readonly PathStep[]): Walk => {
  const walks = steps.map(compileStep);
  return (from, scan) => walks.reduce((values, walk) => walk(values, scan), from);
};

const compileStep = (pathStep: PathStep): Walk => {
  const select = compileSelector(pathStep);
  const visit = (value: Json, scan: Scan, found: Json[]): void => {
    const selected = select(value, scan);
    look(scan, 1 + selected.length);
    for (const one of selected) found.push(one);
    if (pathStep.deep) for (const child of childrenOf(value)) visit(child, scan, found);
  };
  return (from, scan) => {
    const found: Json[] = [];
    for (const value of from) visit(value, scan, found);
    return found;
  };
};

const look = (scan: Scan, values: number): void => {
  scan.left -= values;
  if (scan.left < 0) throw runtimeTrouble(`A path leads through more than ${mostValues} values.`);
};

type Select = (value: Json, scan: Scan) => readonly Json[];

const compileSelector = (pathStep: PathStep): Select => {
  switch (pathStep.kind) {
    case "names":
      return (value) =>
        pathStep.names.flatMap((name) => (isJsonObject(value) && Object.hasOwn(value, name) ? [value[name]!] : []));
    case "indices":
      return (value) =>
        pathStep.indices.flatMap((index) => {
          const item = Array.isArray(value) ? (value.at(index) as Json | undefined) : undefined;
          return item === undefined ? [] : [item];
        });
    case "slice":
      return (value) => (Array.isArray(value) ? value.slice(pathStep.from, pathStep.to) : []);
    case "wildcard":
      return childrenOf;
    case "filter": {
      const holds = compileFilter(pathStep.filter);
      return (value, scan) => (Array.isArray(value) ? value : [value]).filter((item: Json) => holds(item, scan));
    }
  }
};

const childrenOf = (value: Json): readonly Json[] =>
  Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : [];
