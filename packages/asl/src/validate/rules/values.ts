import type { QueryLanguage } from "../../definition";
import type { Json, JsonObject } from "../../json";
import type { KeyPath } from "../../paths";
import { expressionIn } from "../../query/expression";
import { parseTime } from "../../time";
import type { Finding } from "../diagnostic";
import { kindOf, type Rule } from "../rule";

type Holds = (value: Json) => boolean;
const whole =
  (least: number, most: number): Holds =>
  (value) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
const text: Holds = (value) => typeof value === "string";
const list: Holds = (value) => Array.isArray(value);

/** What the plain fields of states and scopes hold. In JSONata those of the second list may be an expression, too. */
const plain: Readonly<Record<string, readonly [Holds, string]>> = {
  Comment: [text, "text"],
  Resource: [
    (value) => typeof value === "string" && /^([a-z][\w+.-]*:.|\$\{.+\})/i.test(value),
    "an ARN, such as arn:aws:states:::lambda:invoke",
  ],
  Next: [text, "the name of a state"],
  Default: [text, "the name of a state"],
  End: [(value) => typeof value === "boolean", "true or false"],
  Version: [(value) => value === "1.0", '"1.0"'],
};
const dynamic: Readonly<Record<string, readonly [Holds, string]>> = {
  TimeoutSeconds: [whole(1, 99_999_999), "a whole number from 1 to 99999999"],
  HeartbeatSeconds: [whole(1, 99_999_999), "a whole number from 1 to 99999999"],
  Seconds: [whole(0, 99_999_999), "a whole number from 0 to 99999999"],
  Timestamp: [
    (value) => typeof value === "string" && parseTime(value) !== undefined,
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

const rowOf = (field: string): readonly [Holds, string] | undefined =>
  Object.hasOwn(plain, field) ? plain[field] : Object.hasOwn(dynamic, field) ? dynamic[field] : undefined;

/** Plain fields hold what they are for. */
export const values: Rule = function* ({ scopes, states }) {
  for (const { fields, keys } of scopes) yield* held(fields, keys, "JSONPath");
  for (const { fields, keys, language } of states) {
    yield* held(fields, keys, language);
    const { TimeoutSeconds, HeartbeatSeconds } = fields;
    if (
      typeof TimeoutSeconds === "number" &&
      typeof HeartbeatSeconds === "number" &&
      HeartbeatSeconds >= TimeoutSeconds
    )
      yield { code: "HEARTBEAT_TOO_LONG", keys: [...keys, "HeartbeatSeconds"] };
  }
};

function* held(fields: JsonObject, keys: KeyPath, language: QueryLanguage): Iterable<Finding> {
  for (const [field, value] of Object.entries(fields)) {
    const row = rowOf(field);
    if (!row || row[0](value)) continue;
    const isExpression = typeof value === "string" && expressionIn(value) !== undefined;
    if (isExpression && language === "JSONata" && Object.hasOwn(dynamic, field)) continue;
    const found = typeof value === "number" || typeof value === "string" ? JSON.stringify(value) : kindOf(value);
    yield { code: "OUT_OF_RANGE", keys: [...keys, field], data: { field, expected: row[1], found } };
  }
}
