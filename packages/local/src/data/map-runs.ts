import type { StateMachine } from "@stepbook/asl";
import type { MapRunCounts } from "@stepbook/engine";
import type { ExecutionRecord, MapRunRecord, Store } from "../store";
import { markEnded, markRedriven } from "../store";
import { eventOf, type MapRunName, type StoredChild, type StoredMapRun } from "./execution-file";
import type { KeptExecution } from "./kept-execution";

/** Puts the map runs of an execution that does not run here, and their children, into the store. */
export const loadMapRuns = (execution: KeptExecution, store: Store): void => {
  execution.hasMapRuns = true;
  const records: MapRunRecord[] = [];
  const names: MapRunName[] = [];
  for (const line of execution.contents.mapRuns) {
    if ("mapRun" in line) {
      const { arn, definition } = line.mapRun;
      names.push({ arn, definition });
      records.push(recordOf(line.mapRun, execution));
    } else take(line, records[line.of]!, execution);
  }
  execution.mapRuns = names;
  for (const record of records) {
    store.putMapRun(record);
    for (const child of record.children) store.putExecution(child);
  }
};

type Line = Exclude<KeptExecution["contents"]["mapRuns"][number], { readonly mapRun: unknown }>;

const take = (line: Line, record: MapRunRecord, execution: KeptExecution): void => {
  if ("begun" in line) record.children.push(childOf(line.begun, record, execution));
  else if ("childEvent" in line) record.children[line.child]!.events.push(eventOf(line.childEvent));
  else if ("childEnd" in line) markEnded(record.children[line.child]!, line.childEnd);
  else if ("childRedrive" in line) markRedriven(record.children[line.child]!, new Date(line.childRedrive));
  else if ("mapRunRedrive" in line) {
    record.redrive = { count: (record.redrive?.count ?? 0) + 1, date: new Date(line.mapRunRedrive) };
    record.status = "RUNNING";
  } else {
    const { status, stopTime, ...run } = line.mapRunEnd;
    Object.assign(record, { status, stopTime });
    Object.defineProperties(record.run, Object.getOwnPropertyDescriptors(run));
  }
};

const recordOf = ({ number, arn, definition, ...stored }: StoredMapRun, execution: KeptExecution): MapRunRecord => {
  const children: ExecutionRecord[] = [];
  return {
    number,
    arn,
    status: "RUNNING",
    children,
    run: {
      ...stored,
      mapRunArn: arn,
      get definition() {
        return JSON.parse(execution.definition(definition)) as StateMachine;
      },
      limits: { maxConcurrency: 0, toleratedFailureCount: 0, toleratedFailurePercentage: 0 },
      get itemCounts() {
        return countsOf(children, ({ itemCount = 0 }) => itemCount);
      },
      get executionCounts() {
        return countsOf(children, () => 1);
      },
      update: () => undefined,
    },
  };
};

const countNames = { SUCCEEDED: "succeeded", FAILED: "failed", TIMED_OUT: "timedOut", ABORTED: "aborted" } as const;

/** As far as it is known: those that have begun. */
const countsOf = (children: readonly ExecutionRecord[], weight: (child: ExecutionRecord) => number): MapRunCounts => {
  const counts: MapRunCounts = {
    total: 0,
    pending: 0,
    running: 0,
    succeeded: 0,
    failed: 0,
    timedOut: 0,
    aborted: 0,
    resultsWritten: 0,
  };
  for (const child of children) {
    counts.total += weight(child);
    counts[child.end ? countNames[child.end.status] : "running"] += weight(child);
  }
  return counts;
};

const childOf = (stored: StoredChild, { arn, run }: MapRunRecord, parent: KeptExecution): ExecutionRecord => ({
  number: stored.number,
  arn: stored.arn,
  name: stored.name,
  stateMachineArn: run.stateMachineArn,
  machine: {
    ...parent.machine,
    name: run.stateMachineArn.slice(run.stateMachineArn.lastIndexOf(":") + 1),
    get definition() {
      return JSON.stringify(run.definition);
    },
  },
  startDate: new Date(stored.startTime),
  input: stored.input,
  events: [],
  mapRunArn: arn,
  itemCount: stored.itemCount,
});
