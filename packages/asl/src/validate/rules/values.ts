import type { QueryLanguage } from "../../definition";
import type { Json, JsonObject } from "../../json";
import type { KeyPath } from "../../paths";
import { expressionIn } from "../../query/expression";
import type { Finding } from "../diagnostic";
import { arn, flag, type Kind, list, number, oneOf, text, time, whole } from "../kinds";
import { kindOf, type Rule } from "../rule";

/** What the plain fields of states and scopes hold. */
const plain: Readonly<Record<string, Kind>> = {
  Comment: text(),
  Resource: arn,
  Next: text("the name of a state"),
  Default: text("the name of a state"),
  Label: text(),
  End: flag,
  Version: oneOf("1.0"),
};
/** In JSONata these may be an expression, too. */
const dynamic: Readonly<Record<string, Kind>> = {
  TimeoutSeconds: whole(1, 99_999_999),
  HeartbeatSeconds: whole(1, 99_999_999),
  Seconds: whole(0, 99_999_999),
  Timestamp: time,
  MaxConcurrency: whole(0),
  ToleratedFailureCount: whole(0),
  ToleratedFailurePercentage: number(0, 100),
  Error: text(),
  Cause: text(),
  Items: list,
};
/** Fields that hold something else in a scope than in a state. */
const ofScopes: Readonly<Record<string, Kind>> = { TimeoutSeconds: whole(0, 99_999_999) };

const rowOf = (table: Readonly<Record<string, Kind>>, field: string): Kind | undefined =>
  Object.hasOwn(table, field) ? table[field] : undefined;

/** Plain fields hold what they are for. */
export const values: Rule = function* ({ scopes, states }) {
  for (const { fields, keys } of scopes) yield* held(fields, keys, "JSONPath", ofScopes);
  for (const { fields, keys, language } of states) {
    yield* held(fields, keys, language, {});
    const { TimeoutSeconds, HeartbeatSeconds } = fields;
    if (
      typeof TimeoutSeconds === "number" &&
      typeof HeartbeatSeconds === "number" &&
      HeartbeatSeconds >= TimeoutSeconds
    )
      yield { code: "HEARTBEAT_TOO_LONG", keys: [...keys, "HeartbeatSeconds"] };
  }
};

function* held(
  fields: JsonObject,
  keys: KeyPath,
  language: QueryLanguage,
  own: Readonly<Record<string, Kind>>,
): Iterable<Finding> {
  for (const [field, value] of Object.entries(fields)) {
    const kind = rowOf(own, field) ?? rowOf(plain, field) ?? rowOf(dynamic, field);
    const refusal = kind?.refusal(value);
    if (!kind || refusal === undefined) continue;
    const isExpression = typeof value === "string" && expressionIn(value) !== undefined;
    if (isExpression && language === "JSONata" && Object.hasOwn(dynamic, field)) continue;
    yield outOfRange([...keys, field], kind, value, refusal);
  }
}

/** Tells that a field holds what is none of its kind. */
export const outOfRange = (keys: KeyPath, kind: Kind, value: Json, refusal: string): Finding => {
  const found = typeof value === "number" || typeof value === "string" ? JSON.stringify(value) : kindOf(value);
  return { code: "OUT_OF_RANGE", keys, data: { field: String(keys.at(-1)), expected: kind.expected, found, refusal } };
};
