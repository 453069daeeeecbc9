import { isJsonObject, type Json } from "@stepbook/asl";

type Rename = (name: string) => string;

const renamed = (value: unknown, rename: Rename): Json => {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => renamed(item, rename));
  if (!isJsonObject(value)) return value as Json;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [rename(name), renamed(member, rename)]));
};

/** As the AWS SDK for Java spells it, and with it Step Functions: `usedInMB` is `UsedInMb`. */
const taskName: Rename = (name) =>
  name.charAt(0).toUpperCase() + name.slice(1).replace(/(?<=[A-Z])[A-Z]+(?![a-z])/g, (rest) => rest.toLowerCase());
export const apiName: Rename = (name) => name.charAt(0).toLowerCase() + name.slice(1);

/** A value of an API as a task's result names it: `executionArn` is `ExecutionArn`, a date is text. */
export const inTaskNames = (value: unknown): Json => renamed(value, taskName);

/** A task's parameters as the API names them. */
export const inApiNames = (value: Json): Json => renamed(value, apiName);

/** JSON text that a task may give as a value, too. */
export const textOf = (value: Json | undefined): string | undefined =>
  value == null ? undefined : typeof value === "string" ? value : JSON.stringify(value);
