import type { GetExecutionHistoryInput } from "@stepbook/asl";
import { expect, it } from "vitest";
import type { Backend } from "./backends/backend";
import { followerOf } from "./follow";
import { local, pass, wait, workflow } from "./index";

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
