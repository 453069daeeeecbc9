import type { ItemProcessor, Json, StateMachine } from "@stepbook/asl";
import { Failure, failureOf } from "../../failure";
import type { Steps, Suspension } from "../../fiber";
import { TaskError } from "../../host";
import type { ItemPages } from "../../map-host";
import type { Payload } from "../../payload";
import type { Program, ScopeProgram } from "../../program";
import type { KeptMapRun, Visit } from "../../visit";
import { leaveBy, type Place } from "../place";
import { compileBatcher } from "./batcher";
import { pagesOf } from "./feed";
import { compileItems, compileSelector } from "./items";
import { arnPartsOf, createMapRun } from "./map-run";
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
  const { ProcessorConfig: _config, ...states } = processor;
  const definition: StateMachine = { QueryLanguage: place.language, ...states };
  function* begin(visit: Visit, input: Json): Steps<KeptMapRun> {
    const { thread } = visit;
    const { recorder, host, options } = thread.execution;
    const source = yield* open(visit, input);
    const maxConcurrency = (yield* concurrency(visit, input)) ?? 0;
    const startedId = recorder.add("MapStateStarted", thread.lastId, "mapStateStartedEventDetails", {
      length: source.length,
    });
    thread.lastId = startedId;
    visit.startedId = startedId;
    const { count, percentage } = yield* tolerance(visit, input);
    const { pages, maxItems } = yield* source.read(visit, input);
    const batches = batcher && (yield* batcher(visit, input));
    const writing = yield* writer(visit, input);
    const { head, machine } = arnPartsOf(options.executionArn);
    const label = typeof Label === "string" ? Label : labelOf(place, visit);
    const mapRunArn = `${head}:mapRun:${machine}/${label}:${host.uuid()}`;
    thread.lastId = recorder.add("MapRunStarted", startedId, "mapRunStartedEventDetails", { mapRunArn });
    const run = createMapRun(visit, {
      program: scope,
      definition,
      label,
      mapRunArn,
      express,
      open: pages,
      maxItems,
      select: select && ((item) => select(visit, input, item)),
      batches,
      writing,
      limits: { maxConcurrency, toleratedFailureCount: count ?? 0, toleratedFailurePercentage: percentage ?? 0 },
    });
    visit.keptMapRun = { mapRunArn, redriveCount: 0, run };
    return visit.keptMapRun;
  }
  return function* (visit) {
    const { thread } = visit;
    const { recorder } = thread.execution;
    const input = yield* place.flow.input(visit);
    const { run } = visit.keptMapRun ? redriven(visit, visit.keptMapRun) : yield* begin(visit, input.value);
    const result = yield* follow(visit, run);
    const succeededId = recorder.add("MapRunSucceeded", thread.lastId);
    recorder.add("MapStateSucceeded", succeededId);
    return yield* leaveBy(place, visit, input, result);
  };
};

const redriven = ({ thread }: Visit, kept: KeptMapRun): KeptMapRun => {
  const { mapRunArn } = kept;
  kept.redriveCount += 1;
  thread.lastId = thread.execution.recorder.add("MapRunRedriven", thread.lastId, "mapRunRedrivenEventDetails", {
    mapRunArn,
    redriveCount: kept.redriveCount,
  });
  return kept;
};

/** Waits for a map run, and tells where it failed. */
function* follow(visit: Visit, run: Suspension): Steps<Payload> {
  const { thread } = visit;
  visit.mapRun = true;
  try {
    return (yield run) as Payload;
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
