import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { below, s3PlaceOf } from "../archive";
import { sourcesOf } from "../channels";
import { JobFailure } from "../failure";
import type { Job } from "../job";
import type { Shared } from "../shared";
import { bucketMustBeThere, within } from "../work";
import { filterOf } from "./filters";
import type { Model } from "./models";
import { linesOf, type Notation, notationOf } from "./records";
import { type ModelServer, startModel } from "./server";
import type { CreateTransformJobInput } from "./shapes";

type TransformJob = Job<CreateTransformJobInput>;

const megabyte = 2 ** 20;
/** The longest that a transform may take: five days, as SageMaker's quota is. */
const longestSeconds = 5 * 24 * 3600;

/** Applies a model to the objects of a prefix, each of which gets an object of its own. */
export const transform = async (job: TransformJob, shared: Shared, modelOf: (name: string) => Model): Promise<void> => {
  const { request } = job;
  const { ModelName, TransformInput, TransformOutput, Environment = {} } = request;
  const convert = converter(request);
  await bucketMustBeThere(shared.s3, TransformOutput.S3OutputPath);
  job.enter("Downloading");
  const what = "The input of the transform";
  const sources = await sourcesOf(shared.s3, { what, ...TransformInput.DataSource.S3DataSource });
  const environment = { SAGEMAKER_BATCH: "true", ...Environment };
  const print = (line: string, stream: "stdout" | "stderr"): void => job.print(line, stream);
  const { signal } = job;
  const server = await startModel(modelOf(ModelName), shared, { print, environment, background: false, signal });
  const stop = (): void => void server.stop();
  signal.addEventListener("abort", stop);
  try {
    job.enter("Transforming");
    await within(longestSeconds, job, "MaxRuntimeExceeded", async () => {
      for (const { path, ...place } of sources) {
        if (job.cut) return;
        const { Body } = await shared.s3.getObject(place);
        const content = TransformInput.CompressionType === "Gzip" ? await unzipped(Body, path) : Body;
        const result = await convert(content, path, server, signal);
        await shared.s3.putObject({ ...s3PlaceOf(below(TransformOutput.S3OutputPath, `${path}.out`)), Body: result });
      }
    });
  } catch (error) {
    // The model that was stopped answers no more.
    if (job.cut === undefined) throw error;
  } finally {
    signal.removeEventListener("abort", stop);
    await server.stop();
  }
};

const unzip = promisify(gunzip);

const unzipped = async (body: Buffer, path: string): Promise<Buffer> => {
  try {
    return await unzip(body);
  } catch {
    throw new JobFailure("ClientError", `The object ${path} is not packed with gzip, as CompressionType says`);
  }
};

type Convert = (content: Buffer, path: string, server: ModelServer, signal: AbortSignal) => Promise<string | Buffer>;

/** What makes of an object's content what is written for it. */
const converter = (request: CreateTransformJobInput): Convert => {
  const { TransformInput, TransformOutput, DataProcessing, BatchStrategy = "MultiRecord" } = request;
  const { SplitType = "None", ContentType: contentType = "" } = TransformInput;
  const { Accept: accept = "", AssembleWith = "None" } = TransformOutput;
  const { MaxPayloadInMB = 6, MaxConcurrentTransforms = 1 } = request;
  const largest = MaxPayloadInMB === 0 ? Number.POSITIVE_INFINITY : MaxPayloadInMB * megabyte;
  if (SplitType === "RecordIO" || SplitType === "TFRecord")
    throw new JobFailure("ClientError", `The SplitType ${SplitType} is not read here: None and Line are`);
  const process = processing(request);
  if (process && SplitType !== "Line")
    throw new JobFailure("ClientError", "DataProcessing works on records: it needs the SplitType Line");
  const asked = async (body: Buffer, path: string, server: ModelServer): Promise<Buffer> => {
    if (body.length > largest)
      throw new JobFailure(
        "ClientError",
        `A request of ${path} is larger than the ${MaxPayloadInMB} MB of MaxPayloadInMB`,
      );
    const answer = await server.ask({ body, contentType, accept });
    if (answer.status < 400) return answer.body;
    const told = answer.body.toString().slice(0, 600);
    throw new JobFailure(
      answer.status < 500 ? "ClientError" : "AlgorithmError",
      `The model answers ${answer.status} for ${path}: ${told}. See the job's log for more`,
    );
  };
  return async (content, path, server, signal) => {
    if (SplitType === "None") {
      const answer = await asked(content, path, server);
      return AssembleWith === "Line" ? withEnd(answer.toString()) : answer;
    }
    const records = linesOf(content.toString()).filter((line) => line !== "");
    const sent = process ? records.map((record) => process.input(record)) : records;
    const batches = batchesOf(sent, BatchStrategy === "SingleRecord" ? 0 : largest);
    const answers = await inOrder(batches, MaxConcurrentTransforms || 1, signal, (batch) =>
      asked(Buffer.from(batch.map((line) => `${line}\n`).join("")), path, server),
    );
    if (!process) {
      const texts = answers.map(String);
      return AssembleWith === "Line" ? texts.map(withEnd).join("") : texts.join("");
    }
    const outputs = answers.flatMap((answer, at) => outputsOf(answer.toString(), batches[at]!.length, path));
    return records.map((record, at) => `${process.output(record, outputs[at]!)}\n`).join("");
  };

  function processing(_: CreateTransformJobInput) {
    const { InputFilter, OutputFilter, JoinSource = "None" } = DataProcessing ?? {};
    if (InputFilter === undefined && OutputFilter === undefined && JoinSource === "None") return undefined;
    const source: Notation = notationOf(contentType, "TransformInput.ContentType");
    const answer: Notation = notationOf(accept || contentType, "TransformOutput.Accept");
    const input = filterOf(InputFilter, "DataProcessing.InputFilter");
    const output = filterOf(OutputFilter, "DataProcessing.OutputFilter");
    return {
      input: (record: string) => source.write(input(source.read(record))),
      output(record: string, line: string) {
        const given = answer.read(line);
        const joined = JoinSource === "Input" ? source.join(source.read(record), given) : given;
        return (JoinSource === "Input" ? source : answer).write(output(joined));
      },
    };
  }
};

const withEnd = (text: string): string => (text === "" || text.endsWith("\n") ? text : `${text}\n`);

/** Lists of records, each of which is small enough for a request; one a list where the most is 0. */
const batchesOf = (records: readonly string[], largest: number): readonly (readonly string[])[] => {
  const batches: string[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const record of records) {
    const bytes = Buffer.byteLength(record) + 1;
    if (size + bytes > largest) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1)!.push(record);
    size += bytes;
  }
  return batches;
};

/** The answers for the records of a batch, a line each. */
const outputsOf = (text: string, count: number, path: string): readonly string[] => {
  const lines = linesOf(text);
  if (lines.length === count) return lines;
  throw new JobFailure(
    "ClientError",
    `The model gave ${lines.length} lines for ${count} records of ${path}: filters and JoinSource need one each. Try the BatchStrategy SingleRecord`,
  );
};

/** Does work for each of a list, so many at once; the results are in the list's order. */
const inOrder = async <Item, Result>(
  items: readonly Item[],
  atOnce: number,
  signal: AbortSignal,
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> => {
  const results: Result[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      signal.throwIfAborted();
      results[at] = await work(items[at]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
};
