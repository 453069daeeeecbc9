import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, resolve, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import type { S3 } from "../s3";
import { type S3Place, s3PlaceOf } from "./archive";
import { JobFailure } from "./failure";
import type { Channel } from "./shapes";

/** An object and the path that it gets in its channel. */
interface Source extends S3Place {
  readonly path: string;
}

/** What a path begins after: the folder that a prefix names, or that its last part lies in. */
const rootOf = (prefix: string, key: string): string => {
  if (prefix === "" || prefix.endsWith("/")) return prefix;
  return key.startsWith(`${prefix}/`) ? `${prefix}/` : prefix.slice(0, prefix.lastIndexOf("/") + 1);
};

const noObjects = (uri: string): JobFailure =>
  new JobFailure(
    "ClientError",
    `No S3 objects found under S3 URL "${uri}" given in input data source. Please ensure that the bucket exists, and that objects exist under that S3 prefix.`,
  );

const byPrefix = async (s3: S3, uri: string): Promise<readonly Source[]> => {
  const { Bucket, Key: prefix } = s3PlaceOf(uri);
  const keys = (await s3.keys(Bucket, prefix)).filter((key) => !key.endsWith("/"));
  if (keys.length === 0) throw noObjects(uri);
  return keys.map((Key) => ({ Bucket, Key, path: Key.slice(rootOf(prefix, Key).length) }));
};

/** The list of a manifest: `[{"prefix": "s3://bucket/folder/"}, "one.csv", "two.csv"]`. */
const byManifest = async (s3: S3, uri: string): Promise<readonly Source[]> => {
  const text = (await s3.getObject(s3PlaceOf(uri))).Body.toString();
  const wrong = (): never => {
    const form = '[{"prefix": "s3://bucket/folder/"}, "one.csv", …]';
    throw new JobFailure("ClientError", `The manifest ${uri} is not a list such as ${form}`);
  };
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return wrong();
  }
  const [head, ...paths] = Array.isArray(list) ? list : [];
  const prefix = head?.prefix;
  if (typeof prefix !== "string" || !paths.every((path) => typeof path === "string")) return wrong();
  return (paths as readonly string[]).map((path) => ({ ...s3PlaceOf(`${prefix}${path}`), path }));
};

/** What a folder is filled with. */
interface Filling {
  /** What errors call it: `The channel train`. */
  readonly what: string;
  readonly S3DataType: string;
  readonly S3Uri: string;
  readonly S3InputMode?: string | undefined;
  readonly S3CompressionType?: string | undefined;
}

/** The objects that a folder is filled with. */
export const sourcesOf = (s3: S3, filling: Filling): Promise<readonly Source[]> => {
  const { what, S3DataType, S3Uri, S3InputMode = "File", S3CompressionType = "None" } = filling;
  if (S3InputMode === "Pipe")
    throw new JobFailure("ClientError", `${what} has the input mode Pipe: local jobs read in File mode`);
  if (S3CompressionType !== "None")
    throw new JobFailure("ClientError", `${what} is compressed, which goes with the input mode Pipe alone`);
  if (S3DataType === "ManifestFile") return byManifest(s3, S3Uri);
  if (S3DataType === "S3Prefix") return byPrefix(s3, S3Uri);
  throw new JobFailure(
    "ClientError",
    `${what} has the S3DataType ${S3DataType}: local jobs read S3Prefix and ManifestFile`,
  );
};

/** Where an object goes in a folder. */
const placeIn = (folder: string, path: string, what: string): string => {
  const place = resolve(folder, path);
  if (place.startsWith(folder + sep)) return place;
  throw new JobFailure("ClientError", `${what} has an object outside of its folder: ${path}`);
};

/** Fills a folder with objects of S3. */
export const fillFolder = async (s3: S3, filling: Filling, folder: string, signal: AbortSignal): Promise<void> => {
  const root = resolve(folder);
  await mkdir(root, { recursive: true });
  for (const { path, ...place } of await sourcesOf(s3, filling)) {
    const file = placeIn(root, path, filling.what);
    await mkdir(dirname(file), { recursive: true });
    const object = await s3.openObject(place);
    await pipeline(object.stream(), createWriteStream(file), { signal });
  }
};

/** Fills the folder of a channel with its objects. */
export const fillChannel = async (s3: S3, channel: Channel, folder: string, signal: AbortSignal): Promise<void> => {
  const what = `The channel ${channel.ChannelName}`;
  const source = channel.DataSource.S3DataSource;
  if (!source) throw new JobFailure("ClientError", `${what} has no S3DataSource: local jobs read S3 alone`);
  await fillFolder(s3, { what, ...source, S3InputMode: channel.InputMode }, folder, signal);
};
