import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { findPython, pythonFor } from "./python";

/** Programs that answer as Pythons do. */
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pythons-"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const python = async (name: string, module?: string): Promise<string> => {
  const path = join(folder, name);
  const has = `{"version": "3.11.2", "has": true, "moduleVersion": "1.0"}`;
  const hasNot = `{"version": "3.11.2", "has": false}`;
  await writeFile(
    path,
    `#!/bin/sh\ncase "$3" in ""${module === undefined ? "" : `|${module}`}) echo '${has}';; *) echo '${hasNot}';; esac\n`,
  );
  await chmod(path, 0o755);
  return path;
};
const image = "763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:1.13.1-cpu-py39";

describe("the Python of a job", () => {
  it("is one that has the framework of its image: STEPBOOK_PYTHON's first, then PATH's", async () => {
    const [plain, able] = [await python("plain"), await python("python3", "torch")];
    vi.stubEnv("STEPBOOK_PYTHON", plain);
    vi.stubEnv("PATH", [folder, process.env.PATH].join(delimiter));
    expect(await pythonFor(undefined, image)).toBe(able);
    expect(await pythonFor(undefined, "any:1")).toBe(plain);
    expect(await findPython("torch")).toEqual({ path: able, version: "3.11.2", moduleVersion: "1.0" });
    expect(await findPython("a_module_of_nobody")).toBeUndefined();
  });

  it("is the one that the user names, whatever it has", async () => {
    const plain = await python("plain");
    expect(await pythonFor(plain, image)).toBe(plain);
    await expect(pythonFor("python-of-nobody", image)).rejects.toThrow(/"python-of-nobody".*local\(\{ python \}\)/);
  });

  it("is any where none has the framework, and one that is broken is passed over", async () => {
    const broken = join(folder, "broken");
    await writeFile(broken, "#!/bin/sh\nexit 3\n");
    await chmod(broken, 0o755);
    vi.stubEnv("STEPBOOK_PYTHON", broken);
    vi.stubEnv("PATH", folder);
    const plain = await python("python3");
    const found = await pythonFor(undefined, "unknown/tensorflow-training:2");
    expect([plain, "/usr/bin/python3"]).toContain(found);
  });
});
