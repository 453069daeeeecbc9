import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { ReaderConfig } from "@stepbook/engine";
import { parse } from "csv-parse";
import { addressOf, inPages, type ReadObject, readFailed } from "./object";

const delimiters: Readonly<Record<string, string>> = {
  COMMA: ",",
  PIPE: "|",
  SEMICOLON: ";",
  SPACE: " ",
  TAB: "\t",
};

/** The most bytes of a header. */
const longestHeader = 10_240;

/** The rows of a file with delimiters, each a list of texts. Empty lines are passed over. */
export const rowsOf = async function* (stream: Readable, delimiter = ","): AsyncGenerator<readonly string[]> {
  const parser = parse({
    bom: true,
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  });
  stream.on("error", (error) => parser.destroy(error)).pipe(parser);
  try {
    for await (const row of parser as AsyncIterable<readonly string[]>) yield row;
  } finally {
    stream.destroy();
  }
};

/** The stream, unzipped where its name says that it is zipped. */
export const unzipped = (stream: Readable, key: string): Readable => {
  if (!/\.gz(ip)?$/i.test(key)) return stream;
  const gunzip = createGunzip();
  stream.on("error", (error) => gunzip.destroy(error)).pipe(gunzip);
  return gunzip.on("close", () => stream.destroy());
};

/** Rows as objects: what a row has too few of is empty, what it has too many of is left out. */
export async function* objectsOf(
  rows: AsyncGenerator<readonly string[]>,
  given: readonly string[] | undefined,
): AsyncGenerator<{ readonly [header: string]: string }> {
  try {
    const first = given ?? ((await rows.next()).value as readonly string[] | undefined) ?? [];
    const headers = checked(first);
    for await (const row of rows) yield Object.fromEntries(headers.map((header, index) => [header, row[index] ?? ""]));
  } finally {
    await rows.return(undefined);
  }
}

const checked = (headers: readonly string[]): readonly string[] => {
  if (new Set(headers).size < headers.length) throw readFailed("CSV headers cannot contain duplicates.");
  if (Buffer.byteLength(headers.join(",")) > longestHeader)
    throw readFailed(`CSV headers cannot exceed ${longestHeader} bytes.`);
  return headers;
};

const headersOf = ({ CSVHeaderLocation, CSVHeaders }: ReaderConfig): readonly string[] | undefined =>
  CSVHeaderLocation === "GIVEN" ? (CSVHeaders ?? []) : undefined;

/** A text file with delimiters. */
export const readCsv: ReadObject = ({ bucket, key, file, config }) => {
  const delimiter = delimiters[config.CSVDelimiter ?? "COMMA"];
  if (delimiter === undefined)
    throw readFailed(
      `CSVDelimiter is one of ${Object.keys(delimiters).join(", ")}; this is ${JSON.stringify(config.CSVDelimiter)}`,
    );
  const rows = rowsOf(unzipped(file.stream(), key), delimiter);
  return inPages(objectsOf(rows, headersOf(config)), addressOf(bucket, key));
};
