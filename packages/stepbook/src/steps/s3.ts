import { quote, StepbookError } from "../errors";
import type { Any } from "../placeholders/any";
import { type Data, type Dynamic, expressionNode } from "../placeholders/expression";
import { assertOptions, describe, template } from "./data";

declare const itemType: unique symbol;

/** Where a distributed Map reads its items from. Made by `s3.objects`, `s3.json`, `s3.csv`, …. */
export interface ItemReader<Item = Any> {
  /** How it is read, such as `csv`. */
  readonly reads: string;
  /** @internal */
  readonly [itemType]: Item;
}

/** Where a distributed Map writes its results to. Made by `s3.results`. */
export interface ResultWriter {
  /** How it is written. */
  readonly writes: string;
}

/** An object in a list of objects of S3. */
export interface S3Object {
  /** A hash of what it holds. */
  Etag: string;
  /** Its name in the bucket. */
  Key: string;
  /** Seconds since 1970. */
  LastModified: number;
  /** Bytes. */
  Size: number;
  /** Such as `STANDARD`. */
  StorageClass: string;
}

/** An object of S3. */
export interface S3ObjectParameters {
  /** The name of the bucket. */
  readonly bucket: Dynamic<string>;
  /** The object's name in the bucket. */
  readonly key: Dynamic<string>;
  /** Which version of the object; the newest where it is left out. */
  readonly versionId?: Dynamic<string>;
  /** The account that the bucket must belong to. */
  readonly expectedBucketOwner?: Dynamic<string>;
  /** How many items are read at most. */
  readonly maxItems?: Dynamic<number>;
}

/** A JSON file in S3. */
export interface S3JsonParameters extends S3ObjectParameters {
  /** Where in the file the list stands, as a JSON pointer such as `/orders`. */
  readonly itemsPointer?: Dynamic<string>;
}

/** A CSV file in S3. */
export interface S3CsvParameters extends S3ObjectParameters {
  /** The names of the columns; where they are left out, the file's first row. */
  readonly headers?: readonly string[];
  /** What separates the columns; a comma where it is left out. */
  readonly delimiter?: "COMMA" | "PIPE" | "SEMICOLON" | "SPACE" | "TAB";
}

/** Objects of a bucket. */
export interface S3ListParameters {
  /** The name of the bucket. */
  readonly bucket: Dynamic<string>;
  /** What the names of the objects begin with. */
  readonly prefix?: Dynamic<string>;
  /** The account that the bucket must belong to. */
  readonly expectedBucketOwner?: Dynamic<string>;
  /** `"LOAD_AND_FLATTEN"`: the items are those within the objects. */
  readonly transformation?: "NONE" | "LOAD_AND_FLATTEN";
  /** What the objects are, where they are loaded. */
  readonly inputType?: "CSV" | "JSON" | "JSONL" | "PARQUET";
  /** How many items are read at most. */
  readonly maxItems?: Dynamic<number>;
}

/** A manifest in S3. */
export interface S3ManifestParameters extends S3ObjectParameters {
  /** `"ATHENA_DATA"`: a manifest of Athena's UNLOAD, whose items are those within the files. An S3 inventory where it is left out. */
  readonly manifestType?: "ATHENA_DATA" | "S3_INVENTORY";
  /** What the files are, where Athena wrote them. */
  readonly inputType?: "CSV" | "JSONL" | "PARQUET";
}

/** Where results go, and in which form. */
export interface S3ResultParameters {
  /** Without a bucket, results are not exported but told in that form. */
  readonly bucket?: Dynamic<string>;
  /** What the names of the files begin with. */
  readonly prefix?: Dynamic<string>;
  /** One JSON list a file, or an item a line. */
  readonly outputType?: "JSON" | "JSONL";
  /** `"COMPACT"`: outputs without what is known of their executions; `"FLATTEN"`: lists of outputs as one list. */
  readonly transformation?: "NONE" | "COMPACT" | "FLATTEN";
}

/** The field of a reader's or writer's JSON that a parameter becomes. */
type Target = readonly ["Arguments" | "Config", string];

const target: { readonly [parameter: string]: Target } = {
  bucket: ["Arguments", "Bucket"],
  key: ["Arguments", "Key"],
  prefix: ["Arguments", "Prefix"],
  versionId: ["Arguments", "VersionId"],
  expectedBucketOwner: ["Arguments", "ExpectedBucketOwner"],
  maxItems: ["Config", "MaxItems"],
  itemsPointer: ["Config", "ItemsPointer"],
  headers: ["Config", "CSVHeaders"],
  delimiter: ["Config", "CSVDelimiter"],
  transformation: ["Config", "Transformation"],
  inputType: ["Config", "InputType"],
  manifestType: ["Config", "ManifestType"],
  outputType: ["Config", "OutputType"],
};

interface Row {
  readonly action: "getObject" | "listObjectsV2" | "putObject";
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly config?: { readonly [field: string]: string };
}

const file = { action: "getObject", required: ["bucket", "key"] } as const;
const fileOptions = ["versionId", "expectedBucketOwner", "maxItems"];

/** How each kind of data set is read or written. */
const rows = {
  objects: {
    action: "listObjectsV2",
    required: ["bucket"],
    optional: ["prefix", "expectedBucketOwner", "transformation", "inputType", "maxItems"],
  },
  json: { ...file, optional: [...fileOptions, "itemsPointer"], config: { InputType: "JSON" } },
  jsonLines: { ...file, optional: fileOptions, config: { InputType: "JSONL" } },
  csv: { ...file, optional: [...fileOptions, "headers", "delimiter"], config: { InputType: "CSV" } },
  parquet: { ...file, optional: fileOptions, config: { InputType: "PARQUET" } },
  manifest: { ...file, optional: [...fileOptions, "manifestType", "inputType"] },
  results: { action: "putObject", required: [], optional: ["bucket", "prefix", "outputType", "transformation"] },
} as const satisfies { readonly [kind: string]: Row };

const made = new WeakMap<object, { readonly kind: keyof typeof rows; readonly fields: object }>();

/**
 * Data sets in Amazon S3, for distributed Maps: what they read their items from, and where they write their results.
 *
 * @example map("Rows", { mode: "distributed", items: s3.csv({ bucket: "b", key: "orders.csv" }), each: (row) => pass("Row", { output: row }) })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
 */
export const s3 = {
  /**
   * The objects in a bucket, each an item: its `Key`, `Size`, ….
   * @example map("Resize all", { mode: "distributed", items: s3.objects({ bucket: "photos" }), each: (file) => resize(file.Key) })
   */
  objects: (parameters: S3ListParameters): ItemReader<S3Object> => reader("objects", parameters),
  /**
   * The items of a JSON file that holds a list.
   *
   * @example s3.json({ bucket: "b", key: "orders.json" })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
   */
  json: <Item = Any>(parameters: S3JsonParameters): ItemReader<Item> => reader("json", parameters),
  /**
   * The lines of a JSON Lines file, each an item.
   *
   * @example s3.jsonLines({ bucket: "b", key: "orders.jsonl" })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
   */
  jsonLines: <Item = Any>(parameters: S3ObjectParameters): ItemReader<Item> => reader("jsonLines", parameters),
  /**
   * The rows of a CSV file, each an object of texts.
   *
   * @example s3.csv({ bucket: "b", key: "orders.csv" })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
   */
  csv: <Item = { [column: string]: string }>(parameters: S3CsvParameters): ItemReader<Item> =>
    reader("csv", parameters),
  /**
   * The rows of a Parquet file, each an object.
   *
   * @example s3.parquet({ bucket: "b", key: "orders.parquet" })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
   */
  parquet: <Item = Any>(parameters: S3ObjectParameters): ItemReader<Item> => reader("parquet", parameters),
  /**
   * What a manifest lists: the objects of an S3 inventory, or the rows of the files that Athena wrote.
   * @example s3.manifest({ bucket: "b", key: "inventory/manifest.json" })
   */
  manifest: <Item = Any>(parameters: S3ManifestParameters): ItemReader<Item> => reader("manifest", parameters),
  /**
   * Where a distributed Map writes what its children give, and how.
   * @example map("All", { mode: "distributed", items, each, results: s3.results({ bucket: "b", prefix: "out/" }) })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
   */
  results(parameters: S3ResultParameters): ResultWriter {
    const value = Object.freeze({ writes: "S3 results" });
    const fields = fieldsOf("results", parameters, "WriterConfig");
    if (parameters.bucket === undefined && parameters.prefix !== undefined)
      throw new StepbookError("s3.results(…): a prefix is of a bucket: give the bucket, too.");
    const { Resource: _, Arguments: __, ...bare } = fields;
    made.set(value, { kind: "results", fields: parameters.bucket === undefined ? bare : fields });
    return value;
  },
} as const;

/** @internal The template of an ItemReader; undefined where the value is none. */
export function readerFields(value: unknown): object | undefined {
  const found = typeof value === "object" && value !== null ? made.get(value) : undefined;
  return found && found.kind !== "results" ? found.fields : undefined;
}

/** @internal The template of a ResultWriter. */
export function writerFields(value: unknown, where: string): object {
  const found = typeof value === "object" && value !== null ? made.get(value) : undefined;
  if (found?.kind === "results") return found.fields;
  throw new StepbookError(`${where} is made by s3.results({ bucket: … }), but here is ${describe(value)}.`);
}

function reader<Item>(kind: keyof typeof rows, parameters: object): ItemReader<Item> {
  const value = Object.freeze({ reads: `S3 ${kind}` });
  const fields = fieldsOf(kind, parameters, "ReaderConfig");
  made.set(value, { kind, fields });
  return value as ItemReader<Item>;
}

function fieldsOf(kind: keyof typeof rows, parameters: object, configField: string): Record<string, unknown> {
  const where = `s3.${kind}(…)`;
  const row: Row = rows[kind];
  assertOptions(parameters, [...row.required, ...row.optional], where, "parameter");
  const given = Object.entries(parameters as Record<string, Data | undefined>).filter(
    ([, value]) => value !== undefined,
  );
  const missing = row.required.find((name) => !given.some(([key]) => key === name));
  if (missing !== undefined) throw new StepbookError(`${where} needs ${missing}.`);
  const parts: Record<"Arguments" | "Config", Record<string, unknown>> = { Arguments: {}, Config: { ...row.config } };
  for (const [name, value] of given) {
    const [part, field] = target[name]!;
    if (part === "Arguments" && typeof value !== "string" && !expressionNode(value))
      throw new StepbookError(
        `${where}: ${name} must be a string or a placeholder for one, but is ${describe(value)}.`,
      );
    parts[part][field] = template(value, `${where}: ${name}`);
  }
  if (kind === "csv") parts.Config.CSVHeaderLocation = parts.Config.CSVHeaders === undefined ? "FIRST_ROW" : "GIVEN";
  if (kind === "manifest") Object.assign(parts.Config, manifestConfig(parts.Config, where));
  return Object.freeze({
    Resource: `arn:aws:states:::s3:${row.action}`,
    Arguments: parts.Arguments,
    ...(Object.keys(parts.Config).length > 0 && { [configField]: parts.Config }),
  });
}

/** A manifest of Athena tells what its files are; an inventory is one by its input type. */
function manifestConfig(config: Record<string, unknown>, where: string): Record<string, unknown> {
  const { ManifestType = "S3_INVENTORY", InputType } = config;
  if (ManifestType === "S3_INVENTORY") {
    if (InputType === undefined) return { InputType: "MANIFEST" };
    throw new StepbookError(
      `${where}: inputType is told only of the files that Athena wrote: manifestType: "ATHENA_DATA".`,
    );
  }
  if (ManifestType !== "ATHENA_DATA")
    throw new StepbookError(
      `${where}: manifestType is ${quote("ATHENA_DATA")} or ${quote("S3_INVENTORY")}, but is ${describe(ManifestType)}.`,
    );
  if (InputType !== undefined) return {};
  throw new StepbookError(`${where}: a manifest of Athena needs inputType: "CSV", "JSONL" or "PARQUET".`);
}
