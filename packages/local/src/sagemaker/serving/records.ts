import type { Json } from "@stepbook/asl";
import { JobFailure } from "../failure";

/** How records of a media type stand in lines. */
export interface Notation {
  readonly read: (line: string) => Json;
  readonly write: (record: Json) => string;
  /** A record with what the model gave for it. */
  readonly join: (record: Json, output: Json) => Json;
}

const cells = (value: Json): readonly Json[] => (Array.isArray(value) ? value : [value]);

const csv: Notation = {
  read: (line) => line.split(","),
  write: (record) => cells(record).map(String).join(","),
  join: (record, output) => [...cells(record), ...cells(output)],
};

const json: Notation = {
  read(line) {
    try {
      return JSON.parse(line) as Json;
    } catch {
      throw new JobFailure("ClientError", `A record is no JSON: ${line.slice(0, 200)}`);
    }
  },
  write: (record) => JSON.stringify(record),
  join: (record, output) =>
    typeof record === "object" && record !== null && !Array.isArray(record)
      ? { ...record, SageMakerOutput: output }
      : { SageMakerInput: record, SageMakerOutput: output },
};

/** The notation of a media type. @throws JobFailure where records of it can't be filtered or joined. */
export const notationOf = (contentType: string, field: string): Notation => {
  const type = contentType.split(";")[0]!.trim().toLowerCase();
  if (type === "text/csv") return csv;
  if (type === "application/json" || type === "application/jsonlines") return json;
  throw new JobFailure(
    "ClientError",
    `${field} is ${JSON.stringify(contentType)}: records of text/csv, application/json and application/jsonlines alone are filtered and joined`,
  );
};

/** The lines of a text, the last of which may have an end or not. */
export const linesOf = (text: string): readonly string[] => {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
};
