import { plain, same, shown, wildcardsOf } from "./compare.mjs";
import { mocksOf } from "./mocks.mjs";
import { definitionOf, roleArn, service } from "./service.mjs";

/** Begins a recorded execution, and steers it as the recording was steered: stopped, or left to run. */
const begin = async (api, one) => {
  const { stateMachineArn } = await api.createStateMachine({
    name: "machine",
    definition: definitionOf(one),
    roleArn,
    type: one.type ?? "STANDARD",
  });
  const { executionArn } = await api.startExecution({ stateMachineArn, input: JSON.stringify(one.input) });
  if (one.needsExternalControl && one.expected.status === "ABORTED") await api.stopExecution({ executionArn });
  return executionArn;
};

const ended = async (api, executionArn) => {
  for (;;) {
    const description = await api.describeExecution({ executionArn });
    if (description.status !== "RUNNING") return description;
    await new Promise((resolve) => setImmediate(resolve));
  }
};

const historyOf = async (api, executionArn) => {
  const events = [];
  let nextToken;
  do {
    const page = await api.getExecutionHistory({ executionArn, ...(nextToken ? { nextToken } : {}) });
    events.push(...page.events);
    nextToken = page.nextToken;
  } while (nextToken);
  return events;
};

/** How an execution ended, and how that differs from the recording. */
const judgeEnd = (one, { status, output, error, cause }) => {
  const { expected } = one;
  const any = wildcardsOf(one);
  const compare = (wanted, found) => (same(wanted, found, any) ? null : shown(wanted, found));
  return {
    status: compare(expected.status, status),
    ...(expected.status === "SUCCEEDED" && "output" in expected
      ? { output: compare(expected.output, output && JSON.parse(output)) }
      : {}),
    error: compare(expected.error ?? undefined, error),
    ...(one.meta.awsRecorded === false ? {} : { cause: compare(expected.cause ?? undefined, cause) }),
  };
};

export const judgeExecution = async (one) => {
  const api = service((clock) => mocksOf(one, clock));
  const executionArn = await begin(api, one);
  const description =
    one.expected.status === "RUNNING" ? await api.describeExecution({ executionArn }) : await ended(api, executionArn);
  const history = await historyOf(api, executionArn);
  const differences = judgeEnd(one, description);
  if (one.meta.awsRecorded === false) return differences;
  return { ...differences, ...judgeDescription(one, description), ...judgeHistory(one, history) };
};

const judgeDescription = (one, description) => {
  const { describeExecution } = one.expected;
  if (!describeExecution) return {};
  const found = plain(description);
  return { output: same(describeExecution, found, wildcardsOf(one)) ? null : shown(describeExecution, found) };
};

const judgeHistory = (one, history) => {
  const { events } = one.expected;
  if (!events || one.eventsUnusable) return {};
  const recorded = one.eventsReversed ? [...events].reverse() : events;
  const types = (list) => list.map(({ type }) => type);
  if (one.parallelEventsSorted) {
    // These recordings lost the order and the ids, and the event that the Parallel ended.
    const kept = (list) => types(list).filter((type) => !/^ParallelState(Succeeded|Failed)$/.test(type));
    const [wanted, found] = [kept(recorded).sort(), kept(history).sort()];
    return { sequence: same(wanted, found, new Set()) ? null : shown(wanted, found) };
  }
  const [wanted, found] = [types(recorded), types(history)];
  if (!same(wanted, found, new Set())) return { sequence: shown(wanted, found) };
  const any = wildcardsOf(one);
  const index = recorded.findIndex((event, at) => !same(event, plain({ ...history[at], timestamp: "timestamp" }), any));
  return { sequence: null, events: index < 0 ? null : shown(recorded[index], history[index]) };
};

/** Only how it ended is recorded of an express execution. */
export const judgeExpress = async (one) => {
  const api = service((clock) => mocksOf(one, clock));
  const { stateMachineArn } = await api.createStateMachine({
    name: "machine",
    definition: definitionOf(one),
    roleArn,
    type: "EXPRESS",
  });
  return judgeEnd(one, await api.startSyncExecution({ stateMachineArn, input: JSON.stringify(one.input) }));
};
