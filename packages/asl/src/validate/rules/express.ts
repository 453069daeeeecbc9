import { isJsonObject } from "../../json";
import type { Rule } from "../rule";

const patterns = [
  [/\.sync(:\d+)?$/, ".sync"],
  [/\.waitForTaskToken$/, ".waitForTaskToken"],
] as const;
const activity = /^arn:[^:]+:states:[^:]*:[^:]*:activity:/;

/** An Express machine waits for nothing outside itself: no jobs, no tokens, no activities, no distributed Map. */
export const express: Rule = function* ({ type, states }) {
  if (type !== "EXPRESS") return;
  for (const { fields, keys } of states) {
    const { Resource } = fields;
    const at = [...keys, "Resource"];
    if (typeof Resource === "string" && activity.test(Resource)) yield { code: "EXPRESS_ACTIVITY", keys: at };
    for (const [ends, pattern] of patterns)
      if (typeof Resource === "string" && ends.test(Resource))
        yield { code: "EXPRESS_PATTERN", keys: at, data: { pattern } };
    for (const field of ["ItemProcessor", "Iterator"]) {
      const processor = fields[field];
      const config = isJsonObject(processor) ? processor.ProcessorConfig : undefined;
      if (isJsonObject(config) && config.Mode === "DISTRIBUTED")
        yield { code: "EXPRESS_DISTRIBUTED", keys: [...keys, field, "ProcessorConfig", "Mode"] };
    }
  }
};
