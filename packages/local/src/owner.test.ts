import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { isThere, thisProcess } from "./owner";

describe("the process of a job", () => {
  it("is there as long as it lives, and not another that has its number now", () => {
    const owner = thisProcess();
    expect(isThere(owner)).toBe(true);
    expect(isThere({ ...owner, since: "1" })).toBe(false);
    expect(isThere({ ...owner, since: "" })).toBe(true);
  });

  it("is not there when it has ended", async () => {
    const child = spawn(process.execPath, ["-e", ""]);
    await once(child, "exit");
    const { pid = 0 } = child;
    expect(isThere({ ...thisProcess(), pid })).toBe(false);
    expect(isThere({ ...thisProcess(), pid, since: "" })).toBe(false);
  });

  it("is not there when the system has been started anew", () => {
    expect(isThere({ ...thisProcess(), boot: "another" })).toBe(false);
  });

  it("can't be asked for on another machine, or in another container", () => {
    const gone = { ...thisProcess(), pid: 1, since: "1" };
    expect(isThere({ ...gone, host: "another" })).toBe(undefined);
    expect(isThere({ ...gone, space: "pid:[1]" })).toBe(undefined);
  });
});
