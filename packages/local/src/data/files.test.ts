import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AppendFile, readFrom } from "./append-file";
import { Contents } from "./execution-file";
import { DamagedFile, lineOf, readLines } from "./lines";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stepbook-lines-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (path: string, start = 0) => {
  const records: unknown[] = [];
  const end = readLines(readFrom(path, start), { path, start }, (record) => records.push(record));
  return { records, end };
};

describe("a file of lines", () => {
  it("gives back what was written, whatever it is", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (records) => {
        const bytes = Buffer.from(records.map(lineOf).join(""));
        const got: unknown[] = [];
        expect(readLines(bytes, { path: "f" }, (record) => got.push(record))).toBe(bytes.length);
        expect(got).toEqual(records.map((record) => JSON.parse(JSON.stringify(record))));
      }),
    );
  });

  it("loses nothing but the line that was not whole, wherever the writing was cut off", () => {
    const records = [{ a: "ä€😀" }, [1, 2, 3], "x".repeat(300)];
    const text = Buffer.from(records.map(lineOf).join(""));
    const ends = records.map((_, index) =>
      Buffer.byteLength(
        records
          .slice(0, index + 1)
          .map(lineOf)
          .join(""),
      ),
    );
    for (let length = 0; length <= text.length; length++) {
      const got: unknown[] = [];
      const end = readLines(text.subarray(0, length), { path: "f" }, (record) => got.push(record));
      const whole = ends.filter((one) => one <= length).length;
      expect(got).toEqual(records.slice(0, whole));
      expect(end).toBe(ends[whole - 1] ?? 0);
    }
  });

  it("takes nothing that was changed: it tells where", () => {
    const lines = [{ first: 1 }, { second: 2 }, { third: 3 }].map(lineOf);
    const text = Buffer.from(lines.join(""));
    const ends = lines.map((_, index) => Buffer.byteLength(lines.slice(0, index + 1).join("")));
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 255 }), (place, change) => {
        const damaged = Buffer.from(text);
        damaged[place] = damaged[place]! ^ change;
        const got: unknown[] = [];
        const line = ends.findIndex((end) => place < end);
        const start = ends[line - 1] ?? 0;
        expect(() => readLines(damaged, { path: "the file" }, (record) => got.push(record))).toThrow(
          expect.objectContaining({ name: "DamagedFile", offset: start, path: "the file" }),
        );
        expect(got).toHaveLength(line);
      }),
    );
  });
});

describe("a file that lines are appended to", () => {
  it("cuts off the part of a line that another process left, and goes on behind what was whole", () => {
    const path = join(folder, "f");
    const file = new AppendFile(() => path);
    file.append({ n: 1 });
    file.flush();
    appendFileSync(path, lineOf({ n: 2 }).slice(0, 9));
    const next = new AppendFile(() => path);
    const { records, end } = read(path);
    expect(records).toEqual([{ n: 1 }]);
    next.goOnAt(end);
    next.append({ n: 3 });
    next.flush();
    expect(read(path).records).toEqual([{ n: 1 }, { n: 3 }]);
  });

  it("keeps what cannot be written until it can be", () => {
    writeFileSync(join(folder, "in the way"), "");
    const file = new AppendFile(() => join(folder, "in the way", "f"));
    file.append({ n: 1 });
    expect(() => file.flush()).toThrow("EEXIST");
    expect(file.hasWaiting).toBe(true);
    expect(file.length).toBe(0);
    rmSync(join(folder, "in the way"));
    file.flush();
    expect(read(file.path).records).toEqual([{ n: 1 }]);
  });

  it("is made anew where somebody has taken it away, if it knows all that it held; else it is lost", () => {
    const known: number[] = [];
    const kept = new AppendFile(
      () => join(folder, "kept"),
      () => known,
    );
    const plain = new AppendFile(() => join(folder, "plain"));
    for (const n of [1, 2]) {
      known.push(n);
      for (const file of [kept, plain]) {
        file.append(n);
        if (n === 1) file.flush();
      }
    }
    for (const file of [kept, plain]) truncateSync(file.path, 3);
    kept.flush();
    expect(() => plain.flush()).toThrow("was cut off by somebody");
    rmSync(folder, { recursive: true });
    known.push(3);
    kept.append(3);
    kept.flush();
    expect(read(kept.path).records).toEqual([1, 2, 3]);
    expect(() => plain.flush()).toThrow("is gone");
    plain.abandon();
    plain.append(4);
    plain.flush();
    expect(readdirSync(folder)).toEqual(["kept"]);
  });

  it("is replaced whole, and nothing is left beside it", () => {
    const path = join(folder, "f");
    const file = new AppendFile(() => path);
    for (let n = 0; n < 100; n++) file.append({ n });
    file.flush();
    file.replace([{ n: "all" }]);
    file.append({ n: 100 });
    file.flush(true);
    expect(read(path).records).toEqual([{ n: "all" }, { n: 100 }]);
    expect(readdirSync(folder)).toEqual(["f"]);
    expect(file.length).toBe(statSync(path).size);
  });

  it("tells of damage with its place, and leaves the file as it is", () => {
    const path = join(folder, "f");
    writeFileSync(path, `${lineOf(1)}${lineOf(2)}`);
    const text = readFileSync(path, "utf8").replace(/ 2\n$/, " 3\n");
    writeFileSync(path, text);
    expect(() => read(path)).toThrow(new DamagedFile(path, lineOf(1).length, "a line does not fit its checksum"));
    expect(readFileSync(path, "utf8")).toBe(text);
    truncateSync(path, lineOf(1).length);
    expect(read(path).records).toEqual([1]);
  });
});

describe("what is known of an execution's file", () => {
  it("is read anew where the file was written anew", () => {
    const path = join(folder, "f");
    const event = (id: number) => ({ event: { timestamp: id, type: "PassStateEntered", id, previousEventId: id - 1 } });
    const entry = { entry: { of: 1, at: 1 } };
    const file = new AppendFile(() => path);
    for (const line of [event(1), entry, event(2)]) file.append(line);
    file.flush();
    const contents = new Contents();
    contents.read(path);
    file.replace([
      event(1),
      event(2),
      event(3),
      event(4),
      { ended: { status: "SUCCEEDED", stopTime: 4, mapRuns: [] } },
    ]);
    contents.read(path);
    expect(contents.events.map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    expect(contents.ended?.status).toBe("SUCCEEDED");
  });
});
