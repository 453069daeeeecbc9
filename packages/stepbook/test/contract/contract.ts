import { it } from "vitest";
import type { Backend } from "../../src/backends/backend";
import type { Difference } from "../moto/differences.mjs";
import type { Behaviour } from "./behaviour";
import { executions } from "./executions";
import { nested } from "./nested";
import { others } from "./others";
import { runs } from "./runs";
import { versions } from "./versions";
import { workflows } from "./workflows";

const groups = { runs, nested, workflows, executions, versions, others };

/** All that a backend does. */
export const behaviours: readonly Behaviour[] = Object.entries(groups).flatMap(([group, list]) =>
  list.map((behaviour) => ({ ...behaviour, title: `${group}: ${behaviour.title}` })),
);

/** The behaviours in which moto differs by that row of the table; without a row, those in which it does not differ. */
export const differing = (row?: Difference): readonly Behaviour[] =>
  behaviours.filter(({ differs }) => differs === row);

/** States behaviours of a backend. */
export function contract(backend: () => Backend, among: readonly Behaviour[]): void {
  for (const { title, waits, test } of among) (waits ? it.concurrent : it)(title, () => test(backend()));
}
