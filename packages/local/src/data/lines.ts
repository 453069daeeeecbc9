import { crc32 } from "node:zlib";

/**
 * A file of lines, each a record as JSON behind its checksum. What is written stays as it is; more comes behind it.
 *
 * A process that dies while it writes leaves an incomplete last line, and a machine that dies zeros: that is cut off.
 * Every other line that does not fit its checksum is damage, which is told and never guessed at.
 */
export const lineOf = (record: unknown): string => {
  const text = JSON.stringify(record);
  return `${checksum(Buffer.from(text))} ${text}\n`;
};

const checksum = (bytes: Buffer): string => crc32(bytes).toString(16).padStart(8, "0");

/** A file that holds what it cannot hold, with the place. */
export class DamagedFile extends Error {
  override readonly name = "DamagedFile";

  constructor(
    readonly path: string,
    readonly offset: number,
    reason: string,
  ) {
    super(
      `${path} is damaged at byte ${offset}: ${reason}. What it holds is left as it is. Put back a copy of the file, or delete it to do without.`,
    );
  }
}

const newline = 10;
const textAt = 9;

/**
 * Reads the lines of a part of a file.
 *
 * @param start Where the bytes stand in the file.
 * @param onDamage Is told of lines that are damaged: it may throw, or have the others read.
 * @returns Where the last whole line ends.
 * @throws DamagedFile
 */
export const readLines = (
  bytes: Buffer,
  { path, start = 0 }: { readonly path: string; readonly start?: number },
  take: (record: unknown, length: number) => void,
  onDamage: (damage: DamagedFile) => void = (damage) => {
    throw damage;
  },
): number => {
  let position = 0;
  while (position < bytes.length) {
    const end = bytes.indexOf(newline, position);
    if (end < 0) {
      if (fits(bytes.subarray(position, -1)))
        onDamage(new DamagedFile(path, start + position, "the end of a line is changed"));
      break;
    }
    const line = bytes.subarray(position, end);
    if (fits(line)) take(JSON.parse(line.subarray(textAt).toString()), end + 1 - position);
    else onDamage(new DamagedFile(path, start + position, "a line does not fit its checksum"));
    position = end + 1;
  }
  return start + position;
};

const fits = (line: Buffer): boolean =>
  line.subarray(0, textAt).toString("latin1") === `${checksum(line.subarray(textAt))} `;
