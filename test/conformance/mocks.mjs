import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createS3, TaskError } from "@stepbook/local";
import { same, wildcardsOf } from "./compare.mjs";

/** The cause of a failure as the service had it: the recordings hold JSON as its value. */
const textOf = (cause) => (typeof cause === "string" ? cause : cause == null ? undefined : JSON.stringify(cause));

const failedStep = /(?:Schedule|Start|Submit)?Failed$/;

/** Answers as the task was recorded to do. */
const answer = async (mock, { signals }, workerName) => {
  signals.started(workerName);
  if (mock.submitted !== undefined) signals.submitted({ output: mock.submitted });
  if (mock.timedOut) return new Promise(() => {});
  if (mock.throw) {
    const { error, cause, event } = mock.throw;
    throw new TaskError(error ?? undefined, textOf(cause), failedStep.exec(event)?.[0]);
  }
  return { output: mock.return ?? null };
};

/** What the recorded function of a name does. */
const behaviours = {
  identity: () => (input) => input,
  return:
    ({ value, generate }) =>
    () =>
      generate === undefined ? value : generated(generate),
  throw:
    ({ errorType, errorMessage }) =>
    () => {
      throw Object.assign(new Error(errorMessage), { name: errorType });
    },
  "sleep-then-identity":
    ({ seconds }, clock) =>
    (input) =>
      new Promise((resolve) => clock.sleep(1000 * seconds, () => resolve(input))),
};

/** A long text, told as `'a' * 257 * 1024`. */
const generated = (expression) => {
  const [text, ...factors] = expression.split("*").map((part) => part.trim());
  return text.slice(1, -1).repeat(factors.reduce((product, factor) => product * Number(factor), 1));
};

/** The recorded answers of each state. */
const byState = (tasks) => {
  const groups = new Map();
  for (const task of tasks) groups.set(task.state, [...(groups.get(task.state) ?? []), task]);
  return groups;
};

/** The answer for a call: the first that was recorded for such parameters, else the first. */
const take = (queue, { parameters }, any) => {
  const index = queue.findIndex((mock) => same(mock.parameters, parameters, any));
  return queue.splice(Math.max(index, 0), 1)[0];
};

/** S3 with the objects of a recording, and the buckets that its definition names. */
const s3Of = ({ definition }, objects) => {
  const named = [...JSON.stringify(definition ?? {}).matchAll(/"Bucket":"([a-z0-9-]+)"/g)].map(([, name]) => name);
  const s3 = createS3();
  for (const bucket of new Set([...named, ...objects.map(({ bucket }) => bucket)]))
    mkdirSync(join(s3.folder, bucket), { recursive: true });
  for (const { bucket, key, body } of objects) writeFileSync(join(s3.folder, bucket, key), body);
  return s3;
};

/**
 * What stands in for the services of a recording: the answers of its tasks, state by state in their order, its Lambda
 * functions, and the objects that were in S3.
 */
export const mocksOf = (one, clock) => {
  const { mocks = {}, expected } = one;
  const { tasks = [], lambdas = [], s3 = [] } = mocks;
  const queues = byState(tasks);
  const any = wildcardsOf(one);
  const started = expected.events?.find(({ type }) => type === "ActivityStarted");
  const { workerName } = started?.activityStartedEventDetails ?? {};
  return {
    functions: Object.fromEntries(lambdas.map((lambda) => [lambda.name, behaviours[lambda.behaviour](lambda, clock)])),
    invoke: (call, next) => {
      const mock = take(queues.get(call.state) ?? [], call, any);
      return mock ? { result: answer(mock, call, workerName), cancel: () => {} } : next(call);
    },
    s3: s3Of(one, s3),
  };
};
