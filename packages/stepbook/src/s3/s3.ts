import { type Backend, doing, isBackend, isServiceError } from "../backends/backend";
import { quote, StepbookError } from "../errors";
import { describe } from "../steps/data";

/** Whose S3 is read or written. */
export interface S3Options {
  /** Whose S3 it is: `aws(…)`, or `local(…)`, whose S3 is a folder of this machine. */
  readonly on: Backend;
}

/**
 * Writes an object into S3, in the place of one that is there. Gives its URI.
 *
 * @param uri `s3://bucket/key`
 * @param content text, which is written as UTF-8, or bytes
 * @throws {StepbookError} where the bucket isn't there, or may not be written to.
 * @example
 * const train = await upload("s3://bucket/abalone/train.csv", "9,0.35,0.265\n8,0.53,0.42\n", { on: backend });
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
export async function upload(uri: string, content: string | Uint8Array, options: S3Options): Promise<string> {
  const what = `upload(${quote(String(uri))}, …)`;
  const { bucket, key } = placeOf(uri, what);
  if (typeof content !== "string" && !(content instanceof Uint8Array))
    throw new StepbookError(`${what} takes text or a Uint8Array, but here is ${describe(content)}.`);
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const { traits } = backendOf(options, what);
  await doing(`Could not upload ${uri}`, traits.putObject(bucket, key, bytes));
  return uri;
}

/**
 * Reads an object of S3, whole. `String(…)` of it is its text.
 *
 * @param uri `s3://bucket/key`
 * @throws {StepbookError} where it isn't there, or may not be read.
 * @example
 * const predictions = String(await download("s3://bucket/out/test.csv.out", { on: backend })).trim().split("\n");
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export async function download(uri: string, options: S3Options): Promise<Buffer> {
  const what = `download(${quote(String(uri))})`;
  const { bucket, key } = placeOf(uri, what);
  const { traits } = backendOf(options, what);
  return Buffer.from(await doing(`Could not download ${uri}`, traits.getObject(bucket, key)));
}

/**
 * The bucket that SageMaker's tools use where none is named: `sagemaker-region-account`. It is made where it isn't there.
 * Roles with the policy AmazonSageMakerFullAccess may use it.
 *
 * @throws {StepbookError} where the account isn't known, or the bucket may not be made.
 * @example const bucket = await defaultBucket({ on: backend });
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html
 */
export async function defaultBucket(options: S3Options): Promise<string> {
  const { traits } = backendOf(options, "defaultBucket(…)");
  const place = await traits.whereabouts();
  const account = place.account ?? /^arn:[\w-]+:iam::(\d{12}):/.exec(await traits.roleArn(traits.role))?.[1];
  const bucket = `sagemaker-${place.region}-${account}`;
  try {
    await traits.createBucket(bucket);
  } catch (error) {
    if (!isServiceError(error, "BucketAlreadyOwnedByYou"))
      await doing(`Could not make the bucket ${quote(bucket)}`, Promise.reject(error));
  }
  return bucket;
}

function placeOf(uri: string, what: string): { readonly bucket: string; readonly key: string } {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(String(uri)) ?? [];
  if (bucket === undefined || key === undefined)
    throw new StepbookError(`${what}: an object is named by its bucket and its key: "s3://bucket/key".`);
  return { bucket, key };
}

function backendOf(options: S3Options, what: string): Backend {
  const on = options?.on;
  if (!isBackend(on)) throw new StepbookError(`${what} needs the backend: { on: local() } or { on: aws() }.`);
  return on;
}
