import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A plain value: string, integer, float, boolean, blob, timestamp, or a document of any JSON. */
export type Letter = "s" | "i" | "f" | "o" | "b" | "t" | "d";

export interface Bounds {
  readonly min?: number;
  readonly max?: number;
  readonly enum?: readonly string[];
  readonly pattern?: string;
}

/** The shape of a value: plain, or the index of one of the service's shapes. */
export type Shape = Letter | number;

/** A plain value with bounds, a list, a map by names, or a record with those members that are required. */
export type NestedShape =
  | readonly [Letter, Bounds]
  | readonly ["l" | "m", Shape, Bounds?]
  | readonly ["r", { readonly [member: string]: Shape }, (readonly string[])?];

/** What the actions of a service answer. */
export interface ServiceShapes {
  readonly actions: { readonly [action: string]: Shape };
  readonly shapes: readonly NestedShape[];
}

const file = join(__dirname, "../../data/api-shapes.json");
let known: { readonly [service: string]: ServiceShapes } | undefined;

/**
 * The shapes of a service by the name that Step Functions has for it, or undefined where they are not there. They are
 * read when they are first asked for. `scripts/api-shapes.py` tells the format, and makes the file.
 */
export const shapesOf = (service: string): ServiceShapes | undefined => {
  known ??= (JSON.parse(readFileSync(file, "utf8")) as { services: NonNullable<typeof known> }).services;
  return Object.hasOwn(known, service) ? known[service] : undefined;
};
