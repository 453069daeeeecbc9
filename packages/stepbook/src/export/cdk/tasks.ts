import type { JsonObject } from "@stepbook/asl";
import type { Code } from "../../import/typescript/code";

/** A task as a construct of the CDK. */
export interface TaskConstruct {
  readonly path: string;
  readonly properties: { readonly [name: string]: Code };
  readonly libraries: readonly string[];
}

/** The CDK's own class for a task; undefined where none becomes exactly this state. */
export function taskOf(_fields: JsonObject): TaskConstruct | undefined {
  return undefined;
}
