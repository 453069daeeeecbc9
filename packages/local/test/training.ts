import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { type CreateTrainingJobInput, createS3, createSageMaker, type SageMakerOptions } from "../src/index";
import { archiveTo } from "../src/sagemaker/archive";
import { unpack } from "../src/sagemaker/tar";
import { roleArn } from "./execute";

/** A local SageMaker with a bucket, and jobs whose programs are given as text. */
export const workshop = async (options: SageMakerOptions = {}) => {
  const s3 = createS3();
  await s3.createBucket({ Bucket: "lab" });
  const sagemaker = createSageMaker({ s3, ...options });
  const request = async (
    files: Readonly<Record<string, string>>,
    more: Partial<CreateTrainingJobInput> = {},
  ): Promise<CreateTrainingJobInput> => {
    const folder = await mkdtemp(join(tmpdir(), "source-"));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    await archiveTo(s3, "s3://lab/code/sourcedir.tar.gz", folder);
    await rm(folder, { recursive: true });
    return {
      TrainingJobName: "job",
      RoleArn: roleArn,
      AlgorithmSpecification: {
        TrainingImage: "123456789012.dkr.ecr.us-east-1.amazonaws.com/any:1",
        TrainingInputMode: "File",
      },
      OutputDataConfig: { S3OutputPath: "s3://lab/models" },
      ResourceConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 10 },
      StoppingCondition: { MaxRuntimeInSeconds: 60 },
      ...more,
      HyperParameters: {
        sagemaker_program: JSON.stringify(Object.keys(files)[0]),
        sagemaker_submit_directory: '"s3://lab/code/sourcedir.tar.gz"',
        ...more.HyperParameters,
      },
    };
  };
  const run = async (files: Readonly<Record<string, string>>, more?: Partial<CreateTrainingJobInput>) => {
    const input = await request(files, more);
    await sagemaker.createTrainingJob(input);
    return sagemaker.trainingJobEnd(input);
  };
  /** The folder that an archive of S3 unpacks to. */
  const opened = async (Key: string): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), "opened-"));
    await unpack(Readable.from([gunzipSync((await s3.getObject({ Bucket: "lab", Key })).Body)]), folder);
    return folder;
  };
  return { s3, sagemaker, request, run, opened };
};

/** Whether a process is there. */
export const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Waits until something is so. */
export const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
};
