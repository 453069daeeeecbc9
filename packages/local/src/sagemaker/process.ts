import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, delimiter, dirname, join, sep } from "node:path";
import { makeFolders } from "./archive";
import { fillFolder } from "./channels";
import type { Command } from "./child";
import { folderOf, mapPrograms, mapped, programsIn } from "./container-paths";
import { JobFailure } from "./failure";
import type { Job } from "./job";
import { inFolder } from "./job-folder";
import type { CreateProcessingJobInput, ProcessingJobOutput } from "./processing-shapes";
import { runnerOf } from "./program";
import { isProgram, pythonFor } from "./python";
import type { Shared } from "./shared";
import { uploadFolder } from "./upload";
import { bucketMustBeThere, runProgram, within } from "./work";

type ProcessingJob = Job<CreateProcessingJobInput>;

/** An output with the folder that it is taken from. */
interface Output {
  readonly folder: string;
  readonly uri: string;
}

/** Does the work of a processing job. */
export const processData = (job: ProcessingJob, shared: Shared): Promise<void> =>
  inFolder(job, async (root) => {
    const { StoppingCondition, ProcessingOutputConfig } = job.request;
    const outputs = (ProcessingOutputConfig?.Outputs ?? []).flatMap((output) => outputOf(output, job, root));
    for (const { uri } of outputs) await bucketMustBeThere(shared.s3, uri);
    await makeFolders(root, "config", "output", "processing");
    for (const { folder } of outputs) await mkdir(folder, { recursive: true });
    for (const [name, content] of Object.entries(configurationOf(job)))
      await writeFile(join(root, "config", name), JSON.stringify(content));
    job.enter("Downloading");
    const { MaxRuntimeInSeconds = 86_400 } = StoppingCondition ?? {};
    const failure = await within(MaxRuntimeInSeconds, job, "MaxRuntimeExceeded", () => runIn(root, job, shared));
    if (failure === "cut") return;
    const message = await readFile(join(root, "output", "message"), "utf8").catch(() => "");
    if (message !== "") job.tell({ ExitMessage: message.slice(0, 1024) });
    if (job.cut === undefined && !failure) job.enter("Uploading");
    for (const { folder, uri } of outputs) await uploadFolder(shared.s3, folder, uri);
    if (failure) throw failure;
  });

const runIn = async (root: string, job: ProcessingJob, shared: Shared): Promise<JobFailure | "cut" | undefined> => {
  for (const { InputName, AppManaged, S3Input } of job.request.ProcessingInputs ?? []) {
    if (AppManaged) continue;
    const what = `The input ${InputName}`;
    if (!S3Input?.LocalPath) throw new JobFailure("ClientError", `${what} has no S3Input: local jobs read S3 alone`);
    await fillFolder(shared.s3, { what, ...S3Input }, folderOf(S3Input.LocalPath, root), job.signal);
  }
  if (job.cut) return "cut";
  const command = await commandOf(root, job, shared);
  job.enter("Processing");
  const { exitCode, errors } = await runProgram(command, job);
  if (exitCode === 0 || job.cut) return undefined;
  return new JobFailure("AlgorithmError", `${errors}, exit code: ${exitCode}`);
};

const outputOf = (output: ProcessingJobOutput, job: ProcessingJob, root: string): readonly Output[] => {
  const { OutputName, S3Output, AppManaged } = output;
  if (AppManaged) return [];
  if (!S3Output?.LocalPath || S3Output.S3Uri === undefined) {
    const want = "an S3Output with S3Uri and LocalPath: local jobs write to S3 alone";
    throw new JobFailure("ClientError", `The output ${OutputName} needs ${want}`);
  }
  if (S3Output.S3UploadMode === "Continuous")
    job.print(`The output ${OutputName} is Continuous: here it is uploaded at the end of the job.`, "stderr");
  return [{ folder: folderOf(S3Output.LocalPath, root), uri: S3Output.S3Uri }];
};

/** The files of /opt/ml/config, by their names. */
const configurationOf = ({ request, record }: ProcessingJob) => {
  const { Tags, ...described } = request;
  const host = "algo-1";
  return {
    "processingjobconfig.json": { ProcessingJobArn: record.arn, ...described },
    "resourceconfig.json": { current_host: host, hosts: [host] },
  };
};

/** What runs a program of an image: it must be one of this machine, too. */
const runners: readonly (readonly [
  name: RegExp,
  runner: (python: string | undefined, image: string) => Promise<string>,
])[] = [
  [/^python(3(\.\d+)?)?$/, pythonFor],
  [/^node(js)?$/, async () => process.execPath],
  [/^(sh|bash)$/, async () => ((await isProgram("/bin/bash")) ? "/bin/bash" : "/bin/sh")],
];

/** The PATH of a program: where it is a shell, its python3 is the Python of the image. It may do without one, too. */
const pathFor = async (file: string, python: string | undefined, image: string): Promise<string> => {
  const { PATH = "" } = process.env;
  const found = /sh$/.test(file) ? await pythonFor(python, image).catch(() => undefined) : undefined;
  return found === undefined ? PATH : `${dirname(found)}${delimiter}${PATH}`;
};

const commandOf = async (root: string, { request }: ProcessingJob, { python, region }: Shared): Promise<Command> => {
  const { ImageUri, ContainerEntrypoint = [], ContainerArguments = [] } = request.AppSpecification;
  const [program, ...first] = ContainerEntrypoint.map((part) => mapped(part, root));
  const args = [...first, ...ContainerArguments.map((part) => mapped(part, root))];
  const env = {
    ...(process.env as Record<string, string>),
    AWS_REGION: region,
    PYTHONUNBUFFERED: "1",
    ...Object.fromEntries(Object.entries(request.Environment ?? {}).map(([name, text]) => [name, mapped(text, root)])),
  };
  const whole = { cwd: root, env, root };
  if (program === undefined) {
    const mend = 'give its processor an entrypoint, such as ["python3", "/opt/ml/processing/input/code/clean.py"]';
    throw new JobFailure(
      "ClientError",
      `No container runs here, so what the image ${ImageUri} runs by itself can't: ${mend}, or use scriptProcessor(…)`,
    );
  }
  for (const part of [program, ...args]) for (const entry of programsIn(part, root)) await mapPrograms(entry, root);
  if (program.startsWith(root + sep)) {
    const file = await runnerOf(program, python, ImageUri);
    return { ...whole, file, args: [program, ...args] };
  }
  const [, runner] = runners.find(([name]) => name.test(basename(program))) ?? [];
  if (runner) {
    const file = await runner(python, ImageUri);
    return { ...whole, env: { ...env, PATH: await pathFor(file, python, ImageUri) }, file, args };
  }
  throw new JobFailure(
    "ClientError",
    `The entry point ${JSON.stringify(program)} is a program of the image ${ImageUri}, and no container runs here: python3, node, sh and bash are run by this machine's, and so are scripts of an input`,
  );
};
