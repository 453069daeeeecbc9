import type { Json } from "@stepbook/asl";
import { addressOf, type ReadObject, readFailed } from "./object";

/** How many rows are read at once, at most. */
const mostRows = 10_000;

/** A Parquet file, row by row. What JSON has no value for is told as text. */
export const readParquet: ReadObject = async function* ({ bucket, key, file }) {
  const [{ parquetMetadataAsync, parquetReadObjects }, { compressors }] = await Promise.all([
    import("hyparquet"),
    import("hyparquet-compressors"),
  ]);
  const source = addressOf(bucket, key);
  const bytes = {
    byteLength: file.size,
    slice: async (start: number, end = file.size): Promise<ArrayBuffer> => {
      const part = await file.bytes(start < 0 ? file.size + start : start, end);
      return part.buffer.slice(part.byteOffset, part.byteOffset + part.byteLength) as ArrayBuffer;
    },
  };
  try {
    const metadata = await parquetMetadataAsync(bytes);
    const total = Number(metadata.num_rows);
    for (let rowStart = 0; rowStart < total; rowStart += mostRows) {
      const rowEnd = Math.min(total, rowStart + mostRows);
      const rows = await parquetReadObjects({ file: bytes, metadata, compressors, rowStart, rowEnd });
      yield { items: rows.map(plain), source };
    }
  } catch (error) {
    throw readFailed(`Unable to read ${source} as Parquet: ${(error as Error).message}`);
  }
};

const plain = (value: unknown): Json => {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return [...(value as Iterable<unknown>)].map(plain);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
};
