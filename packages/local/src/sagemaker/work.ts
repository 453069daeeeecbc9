import { readFile } from "node:fs/promises";
import type { S3 } from "../s3";
import { s3PlaceOf } from "./archive";
import { type Command, startChild } from "./child";
import type { Cut, FindMetrics, Job } from "./job";

/** How long a program may take to save its work after it was asked to stop, as at SageMaker. */
const graceMilliseconds = 120_000;
const longestTimer = 2 ** 31 - 1;
/** How many of the last lines of a program tell why it failed. */
const tailLines = 20;
const mostOfMessage = 700;

/** Works, and cuts the job short where it takes longer. */
export const within = async <T>(seconds: number, job: Job, why: Cut, work: () => Promise<T>): Promise<T> => {
  const limit = setTimeout(() => job.cutShort(why), Math.min(seconds * 1000, longestTimer));
  try {
    return await work();
  } finally {
    clearTimeout(limit);
  }
};

/** Rejects where the bucket that output goes to is not there: better known before the work than after it. */
export const bucketMustBeThere = async (s3: S3, uri: string): Promise<void> => {
  await s3.keys(s3PlaceOf(uri).Bucket, "\uffff");
};

/** How a program ended. */
export interface ProgramEnd {
  readonly exitCode: number;
  /** The last lines that it printed as errors. */
  readonly errors: string;
}

/** Runs the program of a job, with its output in the job's log, until it ends or the job is asked to. */
export const runProgram = async (command: Command, job: Job, find?: FindMetrics): Promise<ProgramEnd> => {
  const errors: string[] = [];
  const child = startChild(command, (line, stream) => {
    job.print(line, stream, find);
    if (stream === "stderr" && errors.push(line) > tailLines) errors.shift();
  });
  const stop = (): void => child.stop(graceMilliseconds);
  if (job.signal.aborted) stop();
  job.signal.addEventListener("abort", stop);
  const exitCode = await child.exitCode;
  job.signal.removeEventListener("abort", stop);
  return { exitCode, errors: errors.join("\n").slice(-mostOfMessage) };
};

/** What a program wrote about its failure in a file of its folder. */
export const failureFile = async (path: string): Promise<string> =>
  (await readFile(path, "utf8").catch(() => "")).slice(0, 900);
