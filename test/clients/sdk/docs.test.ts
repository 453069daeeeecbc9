import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { create } from "./service";

const page = readFileSync(new URL("../../../docs/clients.md", import.meta.url), "utf8");

it("the example of docs/clients.md runs", async () => {
  await create("in-the-docs");
  const [, block = ""] = /^```js\n(.*?)^```/ms.exec(page) ?? [];
  const program = block.replace("http://127.0.0.1:8083", process.env.STEPBOOK_ENDPOINT!);
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program]);
  expect(stdout).toContain("in-the-docs");
});
