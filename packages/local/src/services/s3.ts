import { crc32 } from "node:zlib";
import type { Json, JsonObject } from "@stepbook/asl";
import { TaskError } from "@stepbook/engine";
import { type S3, S3Error } from "../s3";
import { LocalServiceError } from "../service-error";
import { textOf } from "./names";
import type { Action, Service } from "./service";

/** What an operation of S3 gives, with the encryption that every object at AWS has. */
const encrypted = { ServerSideEncryption: "AES256" } as const;

/** A value in JSON: times as S3 gives them, to the second. */
const told = (value: unknown): Json => {
  if (value instanceof Date) return value.toISOString().replace(/\.\d+Z$/, "Z");
  if (Array.isArray(value)) return value.map(told);
  if (typeof value !== "object" || value === null) return value as Json;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, told(member)]));
};

const placeOf = (parameters: JsonObject) => ({
  Bucket: requiredText(parameters, "Bucket"),
  Key: requiredText(parameters, "Key"),
});

const requiredText = (parameters: JsonObject, name: string): string => {
  const text = textOf(parameters[name]);
  if (text !== undefined && text !== "") return text;
  throw new TaskError("S3.S3Exception", `The value of the parameter ${name} is missing or empty.`);
};

const optional = (parameters: JsonObject, ...names: readonly string[]): JsonObject =>
  Object.fromEntries(names.flatMap((name) => (parameters[name] == null ? [] : [[name, parameters[name] as Json]])));

const checksum = (text: string): string => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(text));
  return bytes.toString("base64");
};

const list = async (s3: S3, parameters: JsonObject): Promise<JsonObject> => {
  const Bucket = requiredText(parameters, "Bucket");
  const more = optional(parameters, "Prefix", "Delimiter", "MaxKeys", "StartAfter", "ContinuationToken");
  return told(await s3.listObjectsV2({ Bucket, ...more })) as JsonObject;
};

type Operate = (s3: S3, parameters: JsonObject) => Promise<Json>;

const operations: Readonly<Record<string, Operate>> = {
  getObject: async (s3, parameters) => {
    const { Body, ...head } = await s3.getObject(placeOf(parameters));
    const about = { AcceptRanges: "bytes", ContentType: "binary/octet-stream", Metadata: {}, ...encrypted };
    return told({ ...about, ...head, Body: Body.toString() });
  },
  headObject: async (s3, parameters) =>
    told({
      AcceptRanges: "bytes",
      ...(await s3.headObject(placeOf(parameters))),
      ContentType: "binary/octet-stream",
      Metadata: {},
      ...encrypted,
    }),
  putObject: async (s3, parameters) => {
    const Body = textOf(parameters.Body) ?? "";
    const { ETag } = await s3.putObject({ ...placeOf(parameters), Body });
    return { ChecksumCRC32: checksum(Body), ChecksumType: "FULL_OBJECT", ETag, ...encrypted };
  },
  deleteObject: async (s3, parameters) => {
    await s3.deleteObject(placeOf(parameters));
    return {};
  },
  copyObject: async (s3, parameters) => {
    const CopySource = requiredText(parameters, "CopySource");
    return told({ ...(await s3.copyObject({ ...placeOf(parameters), CopySource })), ...encrypted });
  },
  listObjectsV2: list,
  listObjects: async (s3, { Marker, ...parameters }) => {
    const { KeyCount, NextContinuationToken, ...found } = await list(s3, {
      ...parameters,
      ...(Marker == null ? {} : { StartAfter: Marker }),
    });
    return found;
  },
  listBuckets: async (s3) => told(await s3.listBuckets()),
  createBucket: async (s3, parameters) => {
    const Bucket = requiredText(parameters, "Bucket");
    await s3.createBucket({ Bucket });
    return { Location: `/${Bucket}` };
  },
  deleteBucket: async (s3, parameters) => {
    await s3.deleteBucket({ Bucket: requiredText(parameters, "Bucket") });
    return {};
  },
};

/** The codes that the SDK has an exception of its own for. */
const own = new Set(["NoSuchKey", "NoSuchBucket", "BucketAlreadyExists", "BucketAlreadyOwnedByYou"]);
const statuses: Readonly<Record<string, number>> = { NoSuchKey: 404, NoSuchBucket: 404, BucketNotEmpty: 409 };

const actionOf = (operate: Operate): Action => ({
  request: async ({ parameters, local }) => {
    try {
      return await operate(local.s3, parameters);
    } catch (error) {
      throw error instanceof S3Error ? new LocalServiceError(error.name, error.message) : error;
    }
  },
});

/**
 * S3 as folders, by the AWS SDK.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
export const s3Sdk: Service = {
  actions: Object.fromEntries(Object.entries(operations).map(([name, operate]) => [name, actionOf(operate)])),
  errorOf: ({ name, message }, requestId) =>
    new TaskError(
      own.has(name) ? `S3.${name}Exception` : "S3.S3Exception",
      `${message} (Service: S3, Status Code: ${statuses[name] ?? 400}, Request ID: ${requestId}, Extended Request ID: ${requestId})`,
    ),
};
