import { statesOf } from "@stepbook/asl";
import { createView } from "../create-view";
import type { WorkflowView } from "../view";
import { aborted } from "./aborted";
import { catchAllLane } from "./catch-all-lane";
import { catchToTheRight } from "./catch-to-the-right";
import { caught } from "./caught";
import { chain } from "./chain";
import { checks } from "./checks";
import { choiceArms } from "./choice-arms";
import { choiceJoin } from "./choice-join";
import { choiceToTheRight } from "./choice-to-the-right";
import { collapsed } from "./collapsed";
import { collapsedToTheRight } from "./collapsed-to-the-right";
import { documentRouter } from "./document-router";
import { ecsBatch } from "./ecs-batch";
import { emoji } from "./emoji";
import { type GalleryEntry, progressOf, START } from "./entry";
import { etl } from "./etl";
import { everyStatus } from "./every-status";
import { everyType } from "./every-type";
import { expressApi } from "./express-api";
import { failed } from "./failed";
import { fanOut } from "./fan-out";
import { farJoin } from "./far-join";
import { helloWorld } from "./hello-world";
import { hostileNames } from "./hostile-names";
import { humanApproval } from "./human-approval";
import { longNames } from "./long-names";
import { loop } from "./loop";
import { loopInLoop } from "./loop-in-loop";
import { mapCounts } from "./map-counts";
import { mapInParallel } from "./map-in-parallel";
import { nestedMap } from "./nested-map";
import { nestedToTheRight } from "./nested-to-the-right";
import { oneHandler } from "./one-handler";
import { orderSaga } from "./order-saga";
import { parallel } from "./parallel";
import { pollingLoop } from "./polling-loop";
import { retrying } from "./retrying";
import { rightToLeft } from "./right-to-left";
import { selfLoop } from "./self-loop";
import { singleState } from "./single-state";
import { thousandStates } from "./thousand-states";
import { timedOut } from "./timed-out";
import { toNowhere } from "./to-nowhere";
import { toTheRight } from "./to-the-right";
import { trainingInFlight } from "./training-in-flight";
import { trainingPipeline } from "./training-pipeline";
import { twoHandlers } from "./two-handlers";
import { unknownTypes } from "./unknown-types";
import { unreachable } from "./unreachable";
import { wideChoice } from "./wide-choice";
import { wideParallel } from "./wide-parallel";
import { wideParallelToTheRight } from "./wide-parallel-to-the-right";

/** Every picture of the gallery, by the name of its file. */
export const gallery: Readonly<Record<string, GalleryEntry>> = {
  aborted,
  "catch-all-lane": catchAllLane,
  "catch-to-the-right": catchToTheRight,
  caught,
  chain,
  checks,
  "choice-arms": choiceArms,
  "choice-join": choiceJoin,
  "choice-to-the-right": choiceToTheRight,
  collapsed,
  "collapsed-to-the-right": collapsedToTheRight,
  "document-router": documentRouter,
  "ecs-batch": ecsBatch,
  emoji,
  etl,
  "every-status": everyStatus,
  "every-type": everyType,
  "express-api": expressApi,
  failed,
  "fan-out": fanOut,
  "far-join": farJoin,
  "hello-world": helloWorld,
  "hostile-names": hostileNames,
  "human-approval": humanApproval,
  "long-names": longNames,
  loop,
  "loop-in-loop": loopInLoop,
  "map-counts": mapCounts,
  "map-in-parallel": mapInParallel,
  "nested-map": nestedMap,
  "nested-to-the-right": nestedToTheRight,
  "one-handler": oneHandler,
  "order-saga": orderSaga,
  parallel,
  "polling-loop": pollingLoop,
  retrying,
  "right-to-left": rightToLeft,
  "self-loop": selfLoop,
  "single-state": singleState,
  "thousand-states": thousandStates,
  "timed-out": timedOut,
  "to-nowhere": toNowhere,
  "to-the-right": toTheRight,
  "training-in-flight": trainingInFlight,
  "training-pipeline": trainingPipeline,
  "two-handlers": twoHandlers,
  "unknown-types": unknownTypes,
  unreachable,
  "wide-choice": wideChoice,
  "wide-parallel": wideParallel,
  "wide-parallel-to-the-right": wideParallelToTheRight,
};

export { runAt } from "./entry";

/** The indices of what an entry shows collapsed, or undefined where that is left to the drawing. */
export const collapsedOf = ({ definition, collapsed }: GalleryEntry): ReadonlySet<number> | undefined =>
  collapsed &&
  new Set(
    statesOf(definition)
      .filter(({ name }) => collapsed.includes(name))
      .map(({ index }) => index),
  );

export const viewOf = (name: string, { definition, direction = "down", run }: GalleryEntry): WorkflowView =>
  createView({
    definition,
    name,
    direction,
    rev: 1,
    now: START + (run?.now ?? 0) * 1000,
    ...(run && {
      progress: progressOf(run),
      execution: { arn: `arn:aws:states:us-east-1:123456789012:execution:${name}:run-1`, name: "run-1" },
    }),
  });
