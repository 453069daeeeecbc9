import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { choice, equals, executionInput, map, pytorch, sagemaker, when } from "../index";
import { hashOf, pack } from "./pack";
import { sourcesOf } from "./sources";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stepbook-pack-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text = path): string {
  const file = join(folder, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const listOf = (archive: Buffer) =>
  execFileSync("tar", ["-tzf", "-"], { input: archive }).toString().trim().split("\n");

describe("pack", () => {
  it("packs a script alone under its own name", () => {
    const file = write("deep/train.py");
    write("deep/other.py");
    expect(listOf(pack(file))).toEqual(["train.py"]);
  });

  it("packs a folder, which tar unpacks as it was", () => {
    const long = `${"a-long-name/".repeat(12)}é.txt`;
    write("code/train.py", "print(1)\n");
    write(`code/${long}`, "x".repeat(512));
    write("code/empty.txt", "");
    chmodSync(write("code/run.sh"), 0o755);
    write("code/__pycache__/train.pyc");
    const archive = pack("train.py", join(folder, "code"));
    mkdirSync(join(folder, "out"));
    execFileSync("tar", ["-xzf", "-", "-C", join(folder, "out")], { input: archive });
    for (const path of ["train.py", long, "empty.txt", "run.sh"])
      expect(readFileSync(join(folder, "out", path), "utf8")).toBe(readFileSync(join(folder, "code", path), "utf8"));
    expect(listOf(archive)).toHaveLength(4);
  });

  it("gives the same bytes for the same files, and others for others", () => {
    const file = write("code/train.py", "one");
    const first = pack("train.py", join(folder, "code"));
    const name = hashOf("train.py", join(folder, "code"));
    utimesSync(file, 1, 1);
    expect(pack("train.py", join(folder, "code")).equals(first)).toBe(true);
    expect(hashOf("train.py", join(folder, "code"))).toBe(name);
    write("code/train.py", "two");
    expect(pack("train.py", join(folder, "code")).equals(first)).toBe(false);
    expect(hashOf("train.py", join(folder, "code"))).not.toBe(name);
  });

  it("follows a link within the folder, and refuses one that leads out of it", () => {
    write("code/train.py");
    symlinkSync("train.py", join(folder, "code/same.py"));
    expect(listOf(pack("train.py", join(folder, "code")))).toEqual(["same.py", "train.py"]);
    symlinkSync(write("secret.txt"), join(folder, "code/leak.txt"));
    expect(() => pack("train.py", join(folder, "code"))).toThrow(/holds the link .*leak\.txt", which leads out of it/);
  });

  it("says what is not there", () => {
    write("code/train.py");
    const code = join(folder, "code");
    expect(() => pack("tain.py", code)).toThrow(/entryPoint: there is no ".*tain\.py"/);
    expect(() => pack("../train.py", code)).toThrow(/entryPoint must be a path within sourceDir/);
    expect(() => pack("train.py", join(folder, "cod"))).toThrow(/sourceDir: there is no/);
    expect(() => pack("train.py", join(code, "train.py"))).toThrow(/sourceDir must be a folder/);
    mkdirSync(join(code, "deep"));
    expect(() => pack("deep", code)).toThrow(/entryPoint must be a file/);
  });
});

describe("the sources of a workflow", () => {
  const input = executionInput({ job: String, list: [String] });
  const torch = (options: object) =>
    pytorch({
      ...{ role: "arn:aws:iam::123456789012:role/R", instanceType: "ml.m5.large", outputPath: "s3://bucket/out" },
      ...{ version: "2.1.0", entryPoint: "train.py", ...options },
    });
  const train = (id: string, jobName: typeof input.job | string, options: object) =>
    sagemaker.training(id, { estimator: torch(options), jobName });

  it("are found wherever they stand, under the name of the job or a hash of the files", () => {
    const sourceDir = join(write("code/train.py"), "..");
    const entryPoint = write("alone.py");
    const steps = [
      map("Each", { items: input.list, each: () => train("Inner", "job-1", { sourceDir }) }),
      choice(
        "Which?",
        when(equals(input.job, "a"), train("Alone", input.job, { entryPoint, codeLocation: "s3://c/d/" })),
      ),
      train("Packed", "job-2", { sourceDir: "s3://bucket/source.tar.gz" }),
    ];
    expect(sourcesOf(steps)).toEqual([
      {
        program: "train.py",
        uri: "s3://bucket/job-1/source/sourcedir.tar.gz",
        from: { entryPoint: "train.py", sourceDir },
      },
      {
        program: "alone.py",
        uri: `s3://c/d/pytorch-${hashOf(entryPoint)}/source/sourcedir.tar.gz`,
        from: { entryPoint, hash: hashOf(entryPoint) },
      },
    ]);
  });

  it("can't share a place", () => {
    const [one, two] = ["one.py", "two.py"].map((path) => train(path, "job", { entryPoint: write(path) }));
    expect(() => sourcesOf([one!, two!])).toThrow("are two scripts with one place");
  });

  it("want a place that is known now", () => {
    const made = torch({ outputPath: input.job, entryPoint: write("one.py") });
    expect(() => sagemaker.training("T", { estimator: made, jobName: "j" })).toThrow("give the estimator codeLocation");
  });
});
