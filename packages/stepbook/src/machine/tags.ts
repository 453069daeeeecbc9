import { StepbookError } from "../errors";
import { describe, isPlainObject } from "../steps/data";
import type { Machine } from "./machine";

/** The values of tags by their keys. */
export interface Tags {
  readonly [key: string]: string;
}

export async function listTags(machine: Machine): Promise<Tags> {
  const resourceArn = await machine.require();
  const { tags = [] } = await machine.doing(
    "read the tags of",
    machine.backend.api.listTagsForResource({ resourceArn }),
  );
  return Object.fromEntries(tags.map(({ key, value }) => [key, value]));
}

export async function tag(machine: Machine, tags: Tags): Promise<void> {
  if (!isPlainObject(tags))
    throw new StepbookError(
      `tag(…) takes an object of values by their keys, such as { team: "Orders" }, but here is ${describe(tags)}.`,
    );
  const resourceArn = await machine.require();
  const list = Object.entries(tags).map(([key, value]) => ({ key, value }));
  await machine.doing("tag", machine.backend.api.tagResource({ resourceArn, tags: list }));
}

export async function untag(machine: Machine, tagKeys: readonly string[]): Promise<void> {
  const resourceArn = await machine.require();
  await machine.doing("untag", machine.backend.api.untagResource({ resourceArn, tagKeys }));
}
