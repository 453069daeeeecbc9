import type { ItemProcessor, Json } from "@stepbook/asl";
import { Failure, failureOf } from "../../failure";
import type { Steps } from "../../fiber";
import { TaskError } from "../../host";
import type { ItemPages } from "../../map-host";
import type { Payload } from "../../payload";
import type { Program, ScopeProgram } from "../../program";
import type { Visit } from "../../visit";
import { leaveBy, type Place } from "../place";
import { compileBatcher } from "./batcher";
import { pagesOf } from "./feed";
import { compileItems, compileSelector } from "./items";
import { arnPartsOf, type MapRunPlan, runMap } from "./map-run";
import { compileNumber } from "./numbers";
import { checkSource, compileReader } from "./reader";
import { compileTolerance } from "./tolerance";
import { compileWriter } from "./writer";

/** A Map whose items are worked on by executions of their own, the children of a map run. */
export const compileDistributed = (place: Place, scope: ScopeProgram, processor: ItemProcessor): Program["attempt"] => {
  const express = processor.ProcessorConfig?.ExecutionType === "EXPRESS";
  const { Label } = place.fields;
  const open = compileSource(place);
  const select = compileSelector(place);
  const concurrency = compileNumber(place, "MaxConcurrency");
  const tolerance = compileTolerance(place);
  const batcher = compileBatcher(place);
  const writer = compileWriter(place);
  return function* (visit) {
    const { thread } = visit;
    const { recorder, host, options } = thread.execution;
    const input = yield* place.flow.input(visit);
    const source = yield* open(visit, input.value);
    const maxConcurrency = (yield* concurrency(visit, input.value)) ?? 0;
    const startedId = recorder.add("MapStateStarted", thread.lastId, "mapStateStartedEventDetails", {
      length: source.length,
    });
    thread.lastId = startedId;
    visit.startedId = startedId;
    const { count, percentage } = yield* tolerance(visit, input.value);
    const { pages, maxItems } = yield* source.read(visit, input.value);
    const batches = batcher && (yield* batcher(visit, input.value));
    const writing = yield* writer(visit, input.value);
    const { head, machine } = arnPartsOf(options.executionArn);
    const label = typeof Label === "string" ? Label : labelOf(place, visit);
    const mapRunArn = `${head}:mapRun:${machine}/${label}:${host.uuid()}`;
    const runId = recorder.add("MapRunStarted", startedId, "mapRunStartedEventDetails", { mapRunArn });
    thread.lastId = runId;
    const result = yield* run(visit, {
      program: scope,
      label,
      mapRunArn,
      express,
      open: pages,
      maxItems,
      select: select && ((item) => select(visit, input.value, item)),
      batches,
      writing,
      limits: { maxConcurrency, toleratedFailureCount: count ?? 0, toleratedFailurePercentage: percentage ?? 0 },
    });
    const succeededId = recorder.add("MapRunSucceeded", runId);
    recorder.add("MapStateSucceeded", succeededId);
    return yield* leaveBy(place, visit, input, result);
  };
};

/** Waits for a map run, and tells where it failed. */
function* run(visit: Visit, plan: MapRunPlan): Steps<Payload> {
  const { thread } = visit;
  visit.mapRun = true;
  try {
    return (yield runMap(visit, plan)) as Payload;
  } catch (thrown) {
    const failure =
      thrown instanceof TaskError
        ? new Failure("state", thrown.error, thrown.cause)
        : failureOf(thrown, visit.program.name, visit.enteredId);
    const { error, cause } = failure;
    thread.lastId = thread.execution.recorder.add("MapRunFailed", thread.lastId, "mapRunFailedEventDetails", {
      error,
      cause,
    });
    throw failure;
  } finally {
    visit.mapRun = false;
  }
}

/** Where the items come from: how many there are, as far as that is known before they are read, and the way to them. */
interface Source {
  readonly length: number;
  readonly read: (visit: Visit, input: Json) => Steps<{ readonly pages: () => ItemPages; readonly maxItems: number }>;
}

const compileSource = (place: Place): ((visit: Visit, input: Json) => Steps<Source>) => {
  const readItems = compileItems(place, true);
  const reader = compileReader(place);
  if (reader)
    return function* () {
      return {
        length: 0,
        *read(visit, input) {
          const source = yield* reader(visit, input);
          const { host } = visit.thread.execution;
          const pages = (): ItemPages => {
            checkSource(source);
            return host.readItems(source);
          };
          return { pages, maxItems: source.config.MaxItems ?? Number.POSITIVE_INFINITY };
        },
      };
    };
  return function* (visit, input) {
    const { items, keys } = yield* readItems(visit, input);
    const page = { items, ...(keys ? { keys } : {}), source: "STATE_DATA" };
    return {
      length: items.length,
      *read() {
        return { pages: () => pagesOf(page), maxItems: items.length };
      },
    };
  };
};

/** The label of a Map that has none: the same whenever the same machine runs. */
const labelOf = (place: Place, visit: Visit): string => {
  const { host, options } = visit.thread.execution;
  const digits = host.hash("MD5", `${arnPartsOf(options.executionArn).machine}/${place.path}`);
  return [8, 12, 16, 20].reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, digits);
};
