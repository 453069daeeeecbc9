import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { packed, unpack } from "./tar";

const folders: string[] = [];
const fresh = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "tar-test-"));
  folders.push(folder);
  return folder;
};
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

const write = async (folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> => {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
};

const read = async (folder: string): Promise<Record<string, string>> => {
  const items = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = items.filter((item) => item.isFile()).map((item) => join(item.parentPath, item.name));
  return Object.fromEntries(
    await Promise.all(
      files.map(async (file) => [file.slice(folder.length + 1), (await readFile(file)).toString("hex")]),
    ),
  );
};

const python = (script: string, ...args: readonly string[]): string =>
  execFileSync("python3", ["-c", script, ...args], { encoding: "utf8" });

/** An archive that Python writes: a member of a name and type, with a link's target. */
const hostile = async (name: string, type: string, target = ""): Promise<string> => {
  const file = join(await fresh(), "a.tar");
  const script = `import tarfile, io, sys
with tarfile.open(sys.argv[1], "w") as tar:
    member = tarfile.TarInfo(sys.argv[2])
    member.type = sys.argv[3].encode()
    member.linkname = sys.argv[4]
    member.size = 3 if sys.argv[3] == "0" else 0
    tar.addfile(member, io.BytesIO(b"boo"))`;
  python(script, file, name, type, target);
  return file;
};

const unpacked = async (file: string, chunk = 1000): Promise<string> => {
  const folder = join(await fresh(), "inner");
  const bytes = await readFile(file);
  const parts = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, at) =>
    bytes.subarray(at * chunk, (at + 1) * chunk),
  );
  await unpack(Readable.from(parts), folder);
  return folder;
};

describe("a tar archive", () => {
  const name = fc.stringMatching(/^[a-zé日 ._-]{1,60}$/).filter((part) => !/^\.+$/.test(part));
  const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((parts) => [...parts, "f"].join("/"));
  const files = fc.dictionary(path, fc.uint8Array({ maxLength: 1500 }), { maxKeys: 5, noNullPrototype: true });

  it("gives back every file that was packed", async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.integer({ min: 1, max: 3000 }), async (content, chunk) => {
        const from = await fresh();
        const distinct = Object.fromEntries(Object.entries(content).map(([key, value], at) => [`${at}/${key}`, value]));
        await write(from, distinct);
        const file = join(await fresh(), "a.tar");
        await writeFile(file, Readable.from(packed(from)));
        expect(await read(await unpacked(file, chunk))).toEqual(await read(from));
      }),
      { numRuns: 40 },
    );
  });

  it("is read by Python, and Python's is read", async () => {
    const from = await fresh();
    await write(from, { "a.txt": "one", [`${"long".repeat(40)}/日本.txt`]: "two", empty: "" });
    const ours = join(await fresh(), "ours.tar");
    await writeFile(ours, Readable.from(packed(from)));
    const listed = JSON.parse(
      python("import tarfile, sys, json; print(json.dumps(tarfile.open(sys.argv[1]).getnames()))", ours),
    );
    expect(listed).toEqual(["a.txt", "empty", "long".repeat(40), `${"long".repeat(40)}/日本.txt`]);
    const its = join(await fresh(), "its.tar");
    for (const format of ["GNU", "PAX"]) {
      const script = `import tarfile, sys; t = tarfile.open(sys.argv[1], "w", format=tarfile.${format}_FORMAT); t.add(sys.argv[2], "."); t.close()`;
      python(script, its, from);
      expect(await read(await unpacked(its))).toEqual(await read(from));
    }
  });

  it.each([
    ["../out", "0", "", "outside of its folder"],
    ["/out", "0", "", "outside of its folder"],
    ["a/../../out", "0", "", "outside of its folder"],
    ["in", "2", "/etc/passwd", "has a link"],
    ["in", "1", "../out", "has a link"],
    ["pipe", "6", "", "neither a file nor a folder"],
  ])("is refused with the entry %s of type %s", async (entry, type, target, why) => {
    await expect(unpacked(await hostile(entry, type, target))).rejects.toThrow(why);
  });

  it("is refused where it is cut off, or none at all", async () => {
    const from = await fresh();
    await write(from, { a: "x".repeat(2000) });
    const bytes = await buffer(Readable.from(packed(from)));
    const to = join(await fresh(), "to");
    await expect(unpack(Readable.from([bytes.subarray(0, 1200)]), to)).rejects.toThrow(
      /not a whole tar archive: Truncated input/,
    );
    await expect(unpack(Readable.from([Buffer.alloc(1024, "text")]), to)).rejects.toThrow(
      /not a whole tar archive: .*checksum/,
    );
  });

  it("holds no link out of its folder", async () => {
    const from = await fresh();
    await symlink("/etc/hostname", join(from, "secret"));
    await expect(buffer(Readable.from(packed(from)))).rejects.toThrow("secret is a link out of its folder");
  });
});
