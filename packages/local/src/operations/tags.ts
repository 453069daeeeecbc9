import type { Tag } from "@stepbook/asl";
import type { LocalStepFunctions } from "../api";
import type { Embedded } from "../embedded";
import { LocalServiceError } from "../service-error";

type Operations = Pick<LocalStepFunctions, "tagResource" | "untagResource" | "listTagsForResource">;

/** What is done with the tags of state machines and activities. */
export const tagOperations = ({ store }: Embedded): Operations => {
  const tagsOf = (resourceArn: string): Map<string, string> => {
    if (
      typeof resourceArn !== "string" ||
      !/^arn:[\w-]+:states:[\w-]+:\d{12}:(stateMachine|activity):[^:]+$/.test(resourceArn)
    )
      throw new LocalServiceError("InvalidArn", `Invalid Arn: '${resourceArn}'`, {
        hint: "expected that of a state machine or an activity; versions and aliases have no tags",
      });
    const found = store.machine(resourceArn) ?? store.activity(resourceArn);
    if (!found) throw new LocalServiceError("ResourceNotFound", `Resource not found: '${resourceArn}'`);
    return found.tags;
  };
  return {
    async tagResource({ resourceArn, tags }) {
      const kept = tagsOf(resourceArn);
      const all = checkTags([...asList(kept), ...(Array.isArray(tags) ? tags : checkList(tags))]);
      for (const [key, value] of all) kept.set(key, value);
      return {};
    },

    async untagResource({ resourceArn, tagKeys }) {
      const kept = tagsOf(resourceArn);
      for (const key of Array.isArray(tagKeys) ? tagKeys : checkList(tagKeys)) kept.delete(key);
      return {};
    },

    async listTagsForResource({ resourceArn }) {
      return { tags: asList(tagsOf(resourceArn)) };
    },
  };
};

const asList = (tags: ReadonlyMap<string, string>): readonly Tag[] => [...tags].map(([key, value]) => ({ key, value }));

const checkList = (value: unknown): never => {
  throw new LocalServiceError("ValidationException", `A list is expected; this is ${JSON.stringify(value)}`);
};

const most = 50;

/** Tags by their keys: at most 50, of which a later one takes the place of an earlier. */
export const checkTags = (tags: readonly Tag[] = []): Map<string, string> => {
  if (!Array.isArray(tags)) return checkList(tags);
  const kept = new Map<string, string>();
  for (const tag of tags) {
    const { key, value = "" } = (tag ?? {}) as Partial<Tag>;
    if (
      typeof key !== "string" ||
      key.length < 1 ||
      key.length > 128 ||
      typeof value !== "string" ||
      value.length > 256
    )
      throw new LocalServiceError(
        "ValidationException",
        `A tag has a key of 1 to 128 characters and a value of at most 256; this is ${JSON.stringify(tag)}`,
      );
    kept.set(key, value);
  }
  if (kept.size > most) throw new LocalServiceError("TooManyTags", `A resource has at most ${most} tags`);
  return kept;
};
