import { isJsonObject, type Json, type JsonObject } from "@stepbook/asl";
import type { Grant } from "./policy";
import type { Call } from "./task";

/**
 * What a Map needs: a distributed one starts executions of the machine that it belongs to, and reads and writes S3.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
 */
export function mapNeeds(map: JsonObject, machine: string, call: (given: Json | undefined) => Call): readonly Grant[] {
  const body = map.ItemProcessor ?? map.Iterator;
  const config = isJsonObject(body) ? body.ProcessorConfig : undefined;
  if (!isJsonObject(config) || config.Mode !== "DISTRIBUTED") return [];
  const own = call({});
  return [
    {
      actions: ["states:StartExecution"],
      resources: [own.arn("states", `stateMachine:${machine}`)],
      why: "starts an execution for each item or batch",
    },
    {
      actions: ["states:DescribeExecution", "states:StopExecution"],
      resources: [own.arn("states", `execution:${machine}:*`)],
      why: "looks after these executions",
    },
    {
      actions: ["states:RedriveExecution"],
      resources: [own.arn("states", `execution:${machine}/*:*`)],
      why: "redrives these executions with the machine's",
    },
    ...readerNeeds(map.ItemReader, call),
    ...writerNeeds(map.ResultWriter, call),
  ];
}

/** What reads a data set, by the end of its resource. */
const readers: { readonly [action: string]: (call: Call, config: JsonObject) => readonly Grant[] } = {
  "s3:getObject": (call, config) => {
    const keys = call.texts("Key", "*", "the policy allows every object of the bucket");
    // A manifest names other objects, of its own bucket where nothing else is known.
    const all = config.InputType === "MANIFEST" ? ["*"] : keys;
    return [{ actions: ["s3:GetObject"], resources: objects(call, all), why: "reads the items" }];
  },
  "s3:listObjectsV2": (call, config) => {
    const prefixes = call.texts("Prefix", "*", "the policy allows every prefix of the bucket");
    const list: Grant = { actions: ["s3:ListBucket"], resources: buckets(call), why: "lists the items" };
    const isNarrow = prefixes.length > 0 && !prefixes.includes("*");
    const narrow = isNarrow ? { StringLike: { "s3:prefix": prefixes.map((prefix) => `${prefix}*`) } } : undefined;
    const reads = config.Transformation === "LOAD_AND_FLATTEN";
    const keys = prefixes.length === 0 ? ["*"] : prefixes.map((prefix) => (prefix === "*" ? "*" : `${prefix}*`));
    return [
      narrow ? { ...list, condition: narrow } : list,
      ...(reads ? [{ actions: ["s3:GetObject"], resources: objects(call, keys), why: "reads the objects" }] : []),
    ];
  },
};

function readerNeeds(reader: Json | undefined, call: (given: Json | undefined) => Call): readonly Grant[] {
  if (!isJsonObject(reader)) return [];
  const action = String(reader.Resource).replace(/^arn:[\w-]+:states:::/, "");
  const config = isJsonObject(reader.ReaderConfig) ? reader.ReaderConfig : {};
  const read = Object.hasOwn(readers, action) ? readers[action] : undefined;
  return read?.(call(reader.Arguments ?? reader.Parameters ?? {}), config) ?? [];
}

function writerNeeds(writer: Json | undefined, call: (given: Json | undefined) => Call): readonly Grant[] {
  if (!isJsonObject(writer) || writer.Resource === undefined) return [];
  const given = call(writer.Arguments ?? writer.Parameters ?? {});
  const prefixes = given.texts("Prefix", "*", "the policy allows every prefix of the bucket");
  const keys = prefixes.map((prefix) => (prefix === "*" ? prefix : `${prefix.replace(/\/$/, "")}/*`));
  return [
    {
      actions: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"],
      resources: objects(given, keys.length === 0 ? ["*"] : keys),
      why: "writes the results",
    },
  ];
}

const names = (call: Call): readonly string[] => call.texts("Bucket", "*", "the policy allows every bucket");
const buckets = (call: Call): readonly string[] =>
  names(call).map((bucket) => `arn:${call.region.partition}:s3:::${bucket}`);
const objects = (call: Call, keys: readonly string[]): readonly string[] =>
  buckets(call).flatMap((bucket) => keys.map((key) => `${bucket}/${key}`));
