import { mkdir } from "node:fs/promises";
import type { S3 } from "../s3";
import { s3PlaceOf } from "./archive";
import { fillFolder } from "./channels";
import { folderOf } from "./container-paths";
import type { Job } from "./job";
import type { CreateTrainingJobInput } from "./shapes";
import { type Uploaded, uploadFolder } from "./upload";

/** How often checkpoints are uploaded while a program runs. */
const periodMilliseconds = 5_000;

const usualPath = "/opt/ml/checkpoints";

/** Works with the checkpoints of a job in their folder: fetched before, uploaded every few seconds and at the end. */
export const withCheckpoints = async <T>(
  root: string,
  job: Job<CreateTrainingJobInput>,
  s3: S3,
  work: () => Promise<T>,
): Promise<T> => {
  const { CheckpointConfig } = job.request;
  if (!CheckpointConfig) return work();
  const { S3Uri, LocalPath = usualPath } = CheckpointConfig;
  const folder = folderOf(LocalPath, root);
  await mkdir(folder, { recursive: true });
  const { Bucket, Key } = s3PlaceOf(S3Uri);
  const before = await s3.keys(Bucket, Key);
  const filling = { what: "The folder of checkpoints", S3DataType: "S3Prefix", S3Uri };
  if (before.some((key) => !key.endsWith("/"))) await fillFolder(s3, filling, folder, job.signal);
  const uploaded: Uploaded = new Map();
  let last = Promise.resolve();
  const upload = (): Promise<void> => {
    last = last.then(() => uploadFolder(s3, folder, S3Uri, uploaded));
    return last;
  };
  const told = (error: Error): void => {
    job.print(`Checkpoints could not be uploaded yet: ${error.message}`, "stderr");
    last = Promise.resolve();
  };
  const timer = setInterval(() => void upload().catch(told), periodMilliseconds);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await upload();
  }
};
