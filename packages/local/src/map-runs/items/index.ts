import { isJsonObject } from "@stepbook/asl";
import { type ItemPage, type ItemPages, type ItemSource, TaskError } from "@stepbook/engine";
import type { Clock } from "../../clock";
import { type S3, S3Error, sdkMessageOf } from "../../s3";
import { readCsv } from "./csv";
import { readJson, readJsonLines } from "./json";
import { readManifest } from "./manifest";
import { type DataObject, type ReadObject, readFailed } from "./object";
import { readParquet } from "./parquet";

interface Reading {
  readonly s3: S3;
  readonly source: ItemSource;
  readonly bucket: string;
}

/** How an object is read, by its InputType. */
const formats: Readonly<Record<string, ReadObject>> = {
  CSV: readCsv,
  JSON: readJson,
  JSONL: readJsonLines,
  PARQUET: readParquet,
  MANIFEST: readManifest,
};

const parameterOf = ({ parameters }: ItemSource, name: string): string | undefined => {
  const value = isJsonObject(parameters) && Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (value === undefined || typeof value === "string") return value;
  throw readFailed(`${name} of an ItemReader is a text; this is ${JSON.stringify(value)}`);
};

const readOne = async ({ s3, source }: Reading, bucket: string, key: string): Promise<AsyncGenerator<ItemPage>> => {
  const { config } = source;
  const type = config.ManifestType === undefined ? (config.InputType ?? "JSON") : "MANIFEST";
  const read = Object.hasOwn(formats, type) ? formats[type] : undefined;
  if (!read)
    throw readFailed(`InputType is one of ${Object.keys(formats).join(", ")}; this is ${JSON.stringify(type)}`);
  const file = await s3.openObject({ Bucket: bucket, Key: key });
  const object: DataObject = { s3, bucket, key, file, config };
  return read(object);
};

async function* readGiven(reading: Reading): AsyncGenerator<ItemPage> {
  const key = parameterOf(reading.source, "Key");
  if (key === undefined) throw readFailed("An ItemReader of s3:getObject has a Key among its parameters.");
  yield* await readOne(reading, reading.bucket, key);
}

/** How many objects are listed at once. */
const pageSize = 1000;

async function* readList(reading: Reading): AsyncGenerator<ItemPage> {
  const { s3, source, bucket } = reading;
  const keys = await s3.keys(bucket, parameterOf(source, "Prefix"));
  if (source.config.Transformation === "LOAD_AND_FLATTEN") {
    for (const key of keys) if (!key.endsWith("/")) yield* await readOne(reading, bucket, key);
    return;
  }
  for (let start = 0; start < keys.length; start += pageSize) {
    const page = await Promise.all(
      keys.slice(start, start + pageSize).map((Key) => s3.listedObject({ Bucket: bucket, Key })),
    );
    const items = page.flatMap((object) =>
      object
        ? [
            {
              Etag: object.ETag,
              Key: object.Key,
              LastModified: Math.floor(object.LastModified.getTime() / 1000),
              Size: object.Size,
              StorageClass: object.StorageClass,
            },
          ]
        : [],
    );
    yield { items, source: `S3://${bucket}` };
  }
}

const actions: Readonly<Record<string, (reading: Reading) => AsyncGenerator<ItemPage>>> = {
  getObject: readGiven,
  listObjectsV2: readList,
};

/** Opens the data set of an ItemReader: objects of S3, in AWS's formats. What is wrong is States.ItemReaderFailed. */
export const readItems = (
  source: ItemSource,
  { s3, clock, uuid }: { readonly s3: S3; readonly clock: Clock; readonly uuid: () => string },
): ItemPages => {
  const read = Object.hasOwn(actions, source.action) ? actions[source.action] : undefined;
  if (!read) throw readFailed(`An ItemReader's Resource is s3:getObject or s3:listObjectsV2; this is ${source.action}`);
  const bucket = parameterOf(source, "Bucket");
  if (bucket === undefined) throw readFailed("An ItemReader has a Bucket among its parameters.");
  const pages = read({ s3, source, bucket });
  return {
    next: async () => {
      clock.hold(1);
      try {
        const { value, done } = await pages.next();
        return done ? undefined : value;
      } catch (error) {
        if (error instanceof TaskError) throw error;
        throw readFailed(error instanceof S3Error ? sdkMessageOf(error, uuid()) : (error as Error).message);
      } finally {
        clock.hold(-1);
      }
    },
    close: () => void pages.return(undefined).catch(() => undefined),
  };
};
