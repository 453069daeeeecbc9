import { describe, expect, it } from "vitest";
import { fail, jsonata, lambda, local, map, parallel, pass, type Sequence, virtual, wait, workflow } from "./index";

const functions = {
  work: () => "done",
  break: () => {
    throw new Error("broken");
  },
};

/** The state that a failed run names. */
async function origin(...steps: Sequence[]): Promise<string | undefined> {
  const made = workflow("w", { steps, on: local({ functions, clock: virtual() }), timeoutSeconds: 3600 });
  const failure = await (await made.execute()).output().catch((error) => error);
  return failure.state;
}

const call = (id: string, functionName: string, options = {}) => lambda.invoke(id, { functionName }, options);

describe("the state where a failure began", () => {
  it("is the task that failed, or the Fail that was reached", async () => {
    expect(await origin(pass("A"), call("Break", "break"), pass("B"))).toBe("Break");
    expect(await origin(pass("A"), fail("Stop"))).toBe("Stop");
  });

  it("is the state of which a field could not be worked out", async () => {
    expect(await origin(pass("A"), pass("B", { output: jsonata`$states.input.missing` }))).toBe("B");
  });

  it("stands within the Parallel or the Map that failed of it", async () => {
    expect(await origin(parallel("P", [call("Fine", "work"), [pass("A"), call("Break", "break")]]))).toBe("Break");
    expect(await origin(map("M", { items: [1, 2], each: () => [pass("A"), fail("Stop")] }))).toBe("Stop");
  });

  it("is not one whose failure was caught before", async () => {
    const caught = call("Caught", "break", {
      catch: [{ errorEquals: ["States.ALL"], next: [pass("Go on"), fail("Stop")] }],
    });
    expect(await origin(caught)).toBe("Stop");
  });

  it("is none where the execution took too long", async () => {
    const next = [pass("Go on"), wait("Long", { seconds: 7200 })];
    expect(await origin(call("Caught", "break", { catch: [{ errorEquals: ["States.ALL"], next }] }))).toBeUndefined();
  });
});
