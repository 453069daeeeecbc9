import { randomUUID } from "node:crypto";
import { below, s3PlaceOf } from "../archive";
import type { Shared } from "../shared";
import type { Endpoint, Variant } from "./endpoint";
import type { Answer, Question } from "./server";

const kindOf = (contentType: string): "JSON" | "CSV" | "BASE64" =>
  /json/.test(contentType) ? "JSON" : /csv/.test(contentType) ? "CSV" : "BASE64";

const captured = (mode: "INPUT" | "OUTPUT", { body, contentType }: { body: Buffer; contentType: string }) => {
  const encoding = kindOf(contentType);
  const data = body.toString(encoding === "BASE64" ? "base64" : "utf8");
  return { observedContentType: contentType, mode, data, encoding };
};

/**
 * Keeps a request and its answer in S3, where the endpoint's configuration asks for it.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html
 */
export const capture = async (
  { s3, now }: Shared,
  { name, config }: Endpoint,
  variant: Variant,
  question: Question,
  answer: Answer,
): Promise<void> => {
  const { DataCaptureConfig } = config.request;
  if (!DataCaptureConfig || DataCaptureConfig.EnableCapture === false) return;
  if (Math.random() * 100 >= DataCaptureConfig.InitialSamplingPercentage) return;
  const modes = DataCaptureConfig.CaptureOptions.map(({ CaptureMode }) => CaptureMode);
  const wants = (mode: string): boolean => modes.includes(mode) || modes.includes("InputAndOutput");
  const time = now();
  const line = {
    captureData: {
      ...(wants("Input") ? { endpointInput: captured("INPUT", question) } : {}),
      ...(wants("Output") ? { endpointOutput: captured("OUTPUT", answer) } : {}),
    },
    eventMetadata: { eventId: randomUUID(), inferenceTime: time.toISOString() },
    eventVersion: "0",
  };
  const [day, hour, rest] = [
    time.toISOString().slice(0, 10),
    time.toISOString().slice(11, 13),
    time.toISOString().slice(14, 23),
  ];
  const file = `${rest.replace(/[:.]/g, "-")}-${line.eventMetadata.eventId}.jsonl`;
  const uri = below(DataCaptureConfig.DestinationS3Uri, name, variant.name, day.replaceAll("-", "/"), hour, file);
  await s3.putObject({ ...s3PlaceOf(uri), Body: `${JSON.stringify(line)}\n` });
};
