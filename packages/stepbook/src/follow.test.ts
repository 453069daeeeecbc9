import type { GetExecutionHistoryInput } from "@stepbook/asl";
import { expect, it } from "vitest";
import type { Backend } from "./backends/backend";
import { followerOf } from "./follow";
import { lambda, local, map, pass, wait, workflow } from "./index";

/** A local backend that notes how its histories are read. */
function watched(backend: Backend): { backend: Backend; reads: GetExecutionHistoryInput[] } {
  const reads: GetExecutionHistoryInput[] = [];
  const api = {
    ...backend.api,
    getExecutionHistory: (input: GetExecutionHistoryInput) => {
      reads.push(input);
      return backend.api.getExecutionHistory(input);
    },
  };
  return { backend: { ...backend, api }, reads };
}

it("however many look at an execution, its history is read by one", async () => {
  const { backend, reads } = watched(local());
  const execution = await workflow("w", { steps: [pass("A"), wait("W", { seconds: 1 })], on: backend }).execute();
  const count = async () => {
    let events = 0;
    for await (const _ of execution.events()) events += 1;
    return events;
  };
  const [first, second] = await Promise.all([count(), count(), execution.output()]);
  expect(first).toBe(second);
  expect(reads.length).toBeLessThan(25);
  expect(reads.every(({ reverseOrder }) => reverseOrder)).toBe(true);
  const before = reads.length;
  await execution.output();
  expect(reads.length).toBe(before);
});

it("a history that grew by more than a page is read whole, in order", async () => {
  const { backend, reads } = watched(local());
  const steps = Array.from({ length: 700 }, (_, index) => pass(`S${index}`));
  const execution = await workflow("long", { steps, on: backend }).execute();
  await execution.output();
  const { events } = followerOf(backend, execution.arn).followed;
  expect(events.map(({ id }) => id)).toEqual(Array.from({ length: 1402 }, (_, index) => index + 1));
  expect(reads.some(({ maxResults }) => maxResults === 1000)).toBe(true);
});

/** Five items, two at a time, of which one fails. */
const distributed = (on: Backend) =>
  workflow("distributed", {
    steps: map("Each", {
      items: [1, 2, 3, 4, 5],
      mode: "distributed",
      maxConcurrency: 2,
      toleratedFailureCount: 1,
      each: (n) => lambda.invoke("Work", { functionName: "work", payload: { n } }),
    }),
    on,
  });
const work = ({ n }: { readonly n: number }) => (n === 3 ? Promise.reject(new Error("no 3")) : n);

it("the items of a distributed Map are counted, of which its own history tells nothing", async () => {
  const backend = local({ functions: { work } });
  const execution = await distributed(backend).execute();
  await execution.output();
  const { progress } = followerOf(backend, execution.arn).followed;
  expect(progress.states.get("Each")?.items).toEqual({
    total: 5,
    queued: 0,
    running: 0,
    succeeded: 4,
    failed: 1,
    aborted: 0,
  });
});

it("a distributed Map whose counts may not be asked for is followed without them", async () => {
  const backend = local({ functions: { work } });
  const denied = Object.assign(new Error("not authorized"), { name: "AccessDeniedException" });
  const api = { ...backend.api, describeMapRun: () => Promise.reject(denied) };
  const execution = await distributed({ ...backend, api }).execute();
  await execution.output();
  expect(execution.status).toBe("SUCCEEDED");
});

it("an output that is described later than the history ends is waited for", async () => {
  const backend = local();
  let late = 3;
  const api = {
    ...backend.api,
    describeExecution: async (input: { readonly executionArn: string }) => {
      const told = await backend.api.describeExecution(input);
      if (told.status === "RUNNING" || late === 0) return told;
      late -= 1;
      const { output: _output, stopDate: _stopDate, ...more } = told;
      return { ...more, status: "RUNNING" as const };
    },
  };
  const execution = await workflow("w", { steps: pass("A"), on: { ...backend, api } }).execute({ n: 1 });
  expect(await execution.output()).toEqual({ n: 1 });
  expect(late).toBe(0);
});

it("a service that asks to come back later is asked again", async () => {
  const backend = local();
  let calls = 0;
  const api = {
    ...backend.api,
    getExecutionHistory: (input: GetExecutionHistoryInput) => {
      calls += 1;
      if (calls <= 2) return Promise.reject(Object.assign(new Error("Rate exceeded"), { name: "ThrottlingException" }));
      return backend.api.getExecutionHistory(input);
    },
  };
  const execution = await workflow("w", { steps: pass("A"), on: { ...backend, api } }).execute({ n: 1 });
  expect(await execution.output()).toEqual({ n: 1 });
  expect(calls).toBeGreaterThan(2);
});
