import { isJsonObject, type Json, type JsonObject } from "@stepbook/asl";
import { type Code, call, json, list, name, object } from "../../import/typescript/code";

/** From a field of a state to a property of its construct; undefined where no property becomes that value. */
type Write = (value: Json) => { readonly [property: string]: Code } | undefined;

/** The CDK leaves out what is null within data. */
const holdsNull = (value: Json): boolean =>
  value === null || (typeof value === "object" && Object.values(value).some((part) => holdsNull(part as Json)));

const as =
  (property: string): Write =>
  (value) =>
    holdsNull(value) ? undefined : { [property]: json(value) };
const textAs =
  (property: string): Write =>
  (value) =>
    typeof value === "string" ? { [property]: json(value) } : undefined;
/** 0 is left out by the CDK. */
const numberAs =
  (property: string): Write =>
  (value) =>
    typeof value === "number" && value !== 0 ? { [property]: json(value) } : undefined;
const objectAs =
  (property: string): Write =>
  (value) =>
    isJsonObject(value) && !holdsNull(value) ? { [property]: json(value) } : undefined;
/** A path, or nothing. */
const pathAs =
  (property: string): Write =>
  (value) =>
    value === null
      ? { [property]: name("sfn.JsonPath.DISCARD") }
      : typeof value === "string"
        ? { [property]: json(value) }
        : undefined;
const isExpression = (value: Json): value is string => typeof value === "string" && /^\{%[\s\S]*%\}$/.test(value);

export const seconds = (value: number): Code => call("Duration.seconds", json(value));
const time = (method: string, ...args: readonly Code[]) => ({ time: call(`sfn.WaitTime.${method}`, ...args) });

/** What every state has. */
const every: Fields = { Comment: textAs("comment"), Assign: objectAs("assign") };
const inAndOut: Fields = { InputPath: pathAs("inputPath"), OutputPath: pathAs("outputPath") };
const working: Fields = {
  ...inAndOut,
  ResultPath: pathAs("resultPath"),
  Output: as("outputs"),
};
const listed: Fields = {
  ...working,
  ItemsPath: textAs("itemsPath"),
  Items: (value) =>
    isExpression(value)
      ? { items: call("sfn.ProvideItems.jsonata", json(value)) }
      : Array.isArray(value)
        ? { items: call("sfn.ProvideItems.jsonArray", json(value)) }
        : undefined,
  MaxConcurrency: (value) =>
    isExpression(value) ? { jsonataMaxConcurrency: json(value) } : numberAs("maxConcurrency")(value),
  MaxConcurrencyPath: textAs("maxConcurrencyPath"),
  ItemSelector: (value) =>
    isExpression(value) ? { jsonataItemSelector: json(value) } : objectAs("itemSelector")(value),
  ResultSelector: objectAs("resultSelector"),
};

interface Fields {
  readonly [field: string]: Write;
}

/** What makes a result of each type of value; nothing makes one of null. */
const resultMethods: { readonly [type: string]: string } = {
  array: "fromArray",
  boolean: "fromBoolean",
  number: "fromNumber",
  object: "fromObject",
  string: "fromString",
};

/** The fields of each kind of construct. */
export const constructFields: { readonly [construct: string]: Fields } = {
  Pass: {
    ...every,
    ...working,
    Parameters: objectAs("parameters"),
    Result: (value) => {
      const method = resultMethods[Array.isArray(value) ? "array" : value === null ? "null" : typeof value];
      return method === undefined ? undefined : { result: call(`sfn.Result.${method}`, json(value)) };
    },
  },
  Wait: {
    ...every,
    Seconds: (value) =>
      isExpression(value)
        ? time("seconds", json(value))
        : typeof value === "number" && Number.isInteger(value)
          ? time("duration", seconds(value))
          : undefined,
    SecondsPath: (value) => time("secondsPath", json(value)),
    Timestamp: (value) => time("timestamp", json(value)),
    TimestampPath: (value) => time("timestampPath", json(value)),
    Output: as("outputs"),
  },
  Task: { ...every, ...working, ResultSelector: objectAs("resultSelector") },
  Succeed: { ...every, ...inAndOut, Output: as("outputs") },
  Fail: {
    ...every,
    Error: textAs("error"),
    Cause: textAs("cause"),
    ErrorPath: textAs("errorPath"),
    CausePath: textAs("causePath"),
  },
  Choice: { ...every, ...inAndOut, Output: as("outputs") },
  Parallel: {
    ...every,
    ...working,
    Parameters: objectAs("parameters"),
    Arguments: objectAs("arguments"),
    ResultSelector: objectAs("resultSelector"),
  },
  Map: { ...every, ...listed, Parameters: objectAs("parameters") },
  DistributedMap: {
    ...every,
    ...listed,
    Label: textAs("label"),
    ToleratedFailureCount: numberAs("toleratedFailureCount"),
    ToleratedFailureCountPath: textAs("toleratedFailureCountPath"),
    ToleratedFailurePercentage: numberAs("toleratedFailurePercentage"),
    ToleratedFailurePercentagePath: textAs("toleratedFailurePercentagePath"),
  },
};

/** The properties that become these fields; undefined where one of them can't be said. */
export function propertiesOf(construct: string, fields: JsonObject): { readonly [property: string]: Code } | undefined {
  const known = constructFields[construct]!;
  const properties: { [property: string]: Code } = {};
  for (const [field, value] of Object.entries(fields)) {
    const write = Object.hasOwn(known, field) ? known[field] : undefined;
    const written = write?.(value as Json);
    if (!written) return undefined;
    Object.assign(properties, written);
  }
  return properties;
}

const jitters: readonly Json[] = ["FULL", "NONE"];

/** A retrier as what addRetry takes. */
export function retryOf(row: JsonObject): Code | undefined {
  const { ErrorEquals, IntervalSeconds, MaxAttempts, BackoffRate, MaxDelaySeconds, JitterStrategy, ...rest } = row;
  const isSaid =
    Object.keys(rest).length === 0 &&
    [IntervalSeconds, MaxDelaySeconds].every((value) => value === undefined || Number.isInteger(value)) &&
    (JitterStrategy === undefined || jitters.includes(JitterStrategy));
  if (!isSaid) return undefined;
  const whenGiven = (value: Json | undefined, write: (value: never) => Code) =>
    value === undefined ? undefined : write(value as never);
  return object({
    errors: json(ErrorEquals),
    interval: whenGiven(IntervalSeconds, seconds),
    maxAttempts: whenGiven(MaxAttempts, json),
    backoffRate: whenGiven(BackoffRate, json),
    maxDelay: whenGiven(MaxDelaySeconds, seconds),
    jitterStrategy: whenGiven(JitterStrategy, (value) => name(`sfn.JitterType.${value}`)),
  });
}

/** A catcher as what addCatch takes after its handler. */
export function catchOf(row: JsonObject): Code | undefined {
  const { ErrorEquals, ResultPath, Output, Assign, Next, ...rest } = row;
  if (Object.keys(rest).length > 0 || !Array.isArray(ErrorEquals)) return undefined;
  return object({
    errors: list(ErrorEquals.map(json)),
    resultPath: ResultPath === undefined ? undefined : pathAs("x")(ResultPath)?.x,
    outputs: Output === undefined ? undefined : json(Output),
    assign: Assign === undefined ? undefined : json(Assign),
  });
}
