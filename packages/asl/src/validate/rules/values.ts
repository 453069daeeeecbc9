import type { Json } from "../../json";
import { expressionIn } from "../../query/expression";
import { kindOf, type Rule } from "../rule";

type Holds = (value: Json) => boolean;
const whole =
  (least: number, most: number): Holds =>
  (value) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
const text: Holds = (value) => typeof value === "string";
const list: Holds = (value) => Array.isArray(value);

/** What the plain fields of states hold. In JSONata those of the second list may be an expression, too. */
const plain: Readonly<Record<string, readonly [Holds, string]>> = {
  Comment: [text, "text"],
  Resource: [
    (value) => typeof value === "string" && /^([a-z][\w+.-]*:.|\$\{.+\})/i.test(value),
    "an ARN, such as arn:aws:states:::lambda:invoke",
  ],
  Next: [text, "the name of a state"],
  Default: [text, "the name of a state"],
  End: [(value) => typeof value === "boolean", "true or false"],
};
const dynamic: Readonly<Record<string, readonly [Holds, string]>> = {
  TimeoutSeconds: [whole(1, 99_999_999), "a whole number from 1 to 99999999"],
  HeartbeatSeconds: [whole(1, 99_999_999), "a whole number from 1 to 99999999"],
  Seconds: [whole(0, 99_999_999), "a whole number from 0 to 99999999"],
  Timestamp: [
    (value) =>
      typeof value === "string" && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(value),
    "a time such as 2030-01-31T12:00:00Z",
  ],
  MaxConcurrency: [whole(0, Number.MAX_SAFE_INTEGER), "a whole number of at least 0"],
  ToleratedFailureCount: [whole(0, Number.MAX_SAFE_INTEGER), "a whole number of at least 0"],
  ToleratedFailurePercentage: [
    (value) => typeof value === "number" && value >= 0 && value <= 100,
    "a number from 0 to 100",
  ],
  Error: [text, "text"],
  Cause: [text, "text"],
  Items: [list, "a list"],
};

/** Plain fields hold what they are for. */
export const values: Rule = function* ({ states }) {
  for (const { fields, keys, language } of states) {
    for (const [field, value] of Object.entries(fields)) {
      const row = Object.hasOwn(plain, field)
        ? plain[field]
        : Object.hasOwn(dynamic, field)
          ? dynamic[field]
          : undefined;
      if (!row || row[0](value)) continue;
      const isExpression = typeof value === "string" && expressionIn(value) !== undefined;
      if (isExpression && language === "JSONata" && Object.hasOwn(dynamic, field)) continue;
      const found = typeof value === "number" || typeof value === "string" ? JSON.stringify(value) : kindOf(value);
      yield { code: "OUT_OF_RANGE", keys: [...keys, field], data: { field, expected: row[1], found } };
    }
    const { TimeoutSeconds, HeartbeatSeconds } = fields;
    if (
      typeof TimeoutSeconds === "number" &&
      typeof HeartbeatSeconds === "number" &&
      HeartbeatSeconds >= TimeoutSeconds
    )
      yield { code: "HEARTBEAT_TOO_LONG", keys: [...keys, "HeartbeatSeconds"] };
  }
};
