import { buffer } from "node:stream/consumers";
import { isJsonObject } from "@stepbook/asl";
import { objectsOf, readCsv, rowsOf, unzipped } from "./csv";
import { readJsonLines } from "./json";
import { addressOf, type DataObject, inPages, type ReadObject, readFailed } from "./object";
import { readParquet } from "./parquet";

const dataFormats: Readonly<Record<string, ReadObject>> = { CSV: readCsv, JSONL: readJsonLines, PARQUET: readParquet };

/** Opens an object that a manifest names. */
const opened = async (manifest: DataObject, bucket: string, key: string): Promise<DataObject> => ({
  ...manifest,
  bucket,
  key,
  file: await manifest.s3.openObject({ Bucket: bucket, Key: key }),
});

/**
 * What Athena's UNLOAD wrote: the manifest lists the addresses of its data files.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/unload.html
 */
const readAthena: ReadObject = async function* (manifest) {
  const read = dataFormats[manifest.config.InputType ?? ""];
  if (!read)
    throw readFailed(
      `InputType is one of ${Object.keys(dataFormats).join(", ")} where ManifestType is ATHENA_DATA; this is ${JSON.stringify(manifest.config.InputType)}`,
    );
  for await (const [address = ""] of rowsOf(manifest.file.stream())) {
    const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/i.exec(address.trim()) ?? [];
    if (bucket === undefined || key === undefined)
      throw readFailed(`A line of the manifest is not the address of an object: ${JSON.stringify(address)}`);
    yield* read(await opened(manifest, bucket, key));
  }
};

/**
 * An inventory of S3: the manifest names the files that list the objects of a bucket, and their columns.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html
 */
const readInventory: ReadObject = async function* (manifest) {
  const source = addressOf(manifest.bucket, manifest.key);
  const { fileFormat, fileSchema, files, destinationBucket } = manifestIn(
    (await buffer(manifest.file.stream())).toString(),
    source,
  );
  if (!Array.isArray(files)) throw readFailed(`${source} is no manifest of an S3 inventory: it has no list of files.`);
  const bucket = String(destinationBucket ?? manifest.bucket).replace(/^arn:[^:]*:s3:::/, "");
  for (const { key } of files as readonly { readonly key: string }[]) {
    const object = await opened(manifest, bucket, key);
    if (String(fileFormat).toUpperCase() === "PARQUET") yield* readParquet(object);
    else if (String(fileFormat).toUpperCase() === "CSV") {
      const headers = String(fileSchema)
        .split(",")
        .map((name) => name.trim());
      yield* inPages(objectsOf(rowsOf(unzipped(object.file.stream(), key)), headers), addressOf(bucket, key));
    } else throw readFailed(`The inventory of ${source} is ${String(fileFormat)}; CSV and Parquet can be read.`);
  }
};

const manifestIn = (text: string, source: string) => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw readFailed(`Unable to parse ${source} as JSON: ${(error as Error).message}`);
  }
  return isJsonObject(value) ? value : {};
};

/** What a manifest lists: of an S3 inventory where nothing else is said. */
export const readManifest: ReadObject = (object) =>
  object.config.ManifestType === "ATHENA_DATA" ? readAthena(object) : readInventory(object);
