import { isJsonObject, type Json, type JsonObject } from "@stepbook/asl";
import { type Code, call, object, rowOf } from "./code";
import type { Values } from "./values";

/** The parameters of data sets, by the fields that they become. */
const parameters: { readonly [field: string]: string } = {
  Bucket: "bucket",
  Key: "key",
  Prefix: "prefix",
  VersionId: "versionId",
  ExpectedBucketOwner: "expectedBucketOwner",
  MaxItems: "maxItems",
  ItemsPointer: "itemsPointer",
  CSVHeaders: "headers",
  CSVDelimiter: "delimiter",
  Transformation: "transformation",
  InputType: "inputType",
  ManifestType: "manifestType",
  OutputType: "outputType",
};

/** What files are, by the factory for them. */
const files: { readonly [inputType: string]: string } = {
  JSON: "json",
  JSONL: "jsonLines",
  CSV: "csv",
  PARQUET: "parquet",
  MANIFEST: "manifest",
};

/** Where a Map reads its items from. */
export function readerCode(reader: JsonObject, values: Values): Code | undefined {
  const config = isJsonObject(reader.ReaderConfig) ? reader.ReaderConfig : {};
  if (String(reader.Resource).endsWith(":s3:listObjectsV2"))
    return call("s3.objects", members(reader, config, [], values));
  const isAthena = config.ManifestType !== undefined;
  const kind = isAthena ? "manifest" : rowOf(files, String(config.InputType));
  if (kind === undefined) return undefined;
  // What the factory says by its name.
  const said = isAthena ? [] : kind === "csv" ? ["InputType", "CSVHeaderLocation"] : ["InputType"];
  return call(`s3.${kind}`, members(reader, config, said, values));
}

/** Where a Map writes its results. */
export function writerCode(writer: JsonObject, values: Values): Code {
  return call("s3.results", members(writer, isJsonObject(writer.WriterConfig) ? writer.WriterConfig : {}, [], values));
}

function members(access: JsonObject, config: JsonObject, said: readonly string[], values: Values): Code {
  const given = (access.Arguments ?? access.Parameters ?? {}) as Json;
  const template = values.template(given);
  const entries = template.kind === "object" ? template.entries : [];
  const named = (field: string) => rowOf(parameters, field) ?? field;
  const bounds = Object.entries(config)
    .filter(([field]) => !said.includes(field))
    .map(([field, value]) => bound(field, value as Json, values))
    .map(([field, code]) => [named(field), code] as const);
  return object(Object.fromEntries([...entries.map(([field, code]) => [named(field), code] as const), ...bounds]));
}

/** A field's value, as it stands or by a path. */
export function bound(field: string, value: Json, values: Values): readonly [string, Code | undefined] {
  const isPath = values.language === "JSONPath" && field.endsWith("Path");
  return isPath ? [field.slice(0, -4), values.path(value)] : [field, values.template(value)];
}
