import type { StepFunctionsApi, Tag } from "@stepbook/asl";
import { checkArn } from "../arns";
import type { Embedded } from "../embedded";
import { LocalServiceError } from "../service-error";

type Operations = Pick<StepFunctionsApi, "tagResource" | "untagResource" | "listTagsForResource">;

/** What is done with the tags of state machines and activities. */
export const tagOperations = ({ store }: Embedded): Operations => {
  const changed = (arn: string): void => {
    const [machine, activity] = [store.machine(arn), store.activity(arn)];
    if (machine) store.putMachine(machine);
    else if (activity) store.putActivity(activity);
  };
  const tagsOf = (resourceArn: string): Map<string, string> => {
    const arn = checkArn(["stateMachine", "activity"], resourceArn);
    const found = store.machine(arn) ?? store.activity(arn);
    if (found) return found.tags;
    throw new LocalServiceError("ResourceNotFound", `Resource not found: '${arn}'`, {
      resourceName: arn,
      hint: "State machines and activities have tags; versions and aliases have none.",
    });
  };
  return {
    async tagResource({ resourceArn, tags }) {
      const kept = tagsOf(resourceArn);
      const added = checkTags(resourceArn, required("tags", tags));
      for (const [key, value] of checkCount(resourceArn, new Map([...kept, ...added]))) kept.set(key, value);
      changed(resourceArn);
      return {};
    },

    async untagResource({ resourceArn, tagKeys }) {
      const kept = tagsOf(resourceArn);
      for (const key of required("tagKeys", tagKeys)) kept.delete(key);
      changed(resourceArn);
      return {};
    },

    async listTagsForResource({ resourceArn }) {
      return { tags: [...tagsOf(resourceArn)].map(([key, value]) => ({ key, value })) };
    },
  };
};

const required = <T>(field: string, list: readonly T[]): readonly T[] => {
  if (Array.isArray(list)) return list;
  throw new LocalServiceError("ValidationException", `${field} is a list; this is ${JSON.stringify(list)}`);
};

const most = 50;

const checkCount = (resourceName: string, tags: Map<string, string>): Map<string, string> => {
  if (tags.size <= most) return tags;
  throw new LocalServiceError("TooManyTags", `Too many tags: '${resourceName}'`, {
    resourceName,
    hint: `A resource has at most ${most} tags; these would be ${tags.size}`,
  });
};

const wrong = (index: number, member: string, value: unknown, constraint: string): never => {
  throw new LocalServiceError(
    "ValidationException",
    `1 validation error detected: Value '${value}' at 'tags.${index + 1}.member.${member}' failed to satisfy constraint: Member must ${constraint}`,
    { hint: "a tag is { key, value }: letters, digits, white space and _ . : / = + - @" },
  );
};

const letters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Tags by their keys: at most 50, of which a later one takes the place of an earlier. */
export const checkTags = (resourceName: string, tags: readonly Tag[] = []): Map<string, string> => {
  const kept = new Map<string, string>();
  for (const [index, tag] of required("tags", tags).entries()) {
    const { key, value = "" } = (tag ?? {}) as Partial<Tag>;
    if (typeof key !== "string" || key.length < 1)
      return wrong(index, "key", key ?? "", "have length greater than or equal to 1");
    if (key.length > 128) return wrong(index, "key", key, "have length less than or equal to 128");
    if (!letters.test(key)) return wrong(index, "key", key, `satisfy regular expression pattern: ${letters.source}`);
    if (key.toLowerCase().startsWith("aws:")) return wrong(index, "key", key, "not begin with aws:");
    if (typeof value !== "string" || value.length > 256)
      return wrong(index, "value", value, "have length less than or equal to 256");
    if (!letters.test(value))
      return wrong(index, "value", value, `satisfy regular expression pattern: ${letters.source}`);
    kept.set(key, value);
  }
  return checkCount(resourceName, kept);
};
