import { createHash, randomUUID } from "node:crypto";

/** The engine's host of a program that calls no task and waits for nothing. */
export const host = {
  now: Date.now,
  sleep: (milliseconds, wake) => {
    const timer = setTimeout(wake, milliseconds);
    return () => clearTimeout(timer);
  },
  elapsed: () => performance.now(),
  breathe: (resume) => {
    const handle = setImmediate(resume);
    return () => clearImmediate(handle);
  },
  busy: () => undefined,
  random: Math.random,
  uuid: randomUUID,
  hash: (algorithm, text) => createHash(algorithm.replace("-", "")).update(text).digest("hex"),
  invoke: () => {
    throw new Error("no workload calls a task");
  },
};

export const options = {
  executionArn: "arn:aws:states:us-east-1:123456789012:execution:bench:run",
  executionName: "run",
  stateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:bench",
  stateMachineName: "bench",
  roleArn: "arn:aws:iam::123456789012:role/bench",
  region: "us-east-1",
  limits: { events: Number.POSITIVE_INFINITY, payloadBytes: Number.POSITIVE_INFINITY },
};
