import { createView } from "../create-view";
import type { WorkflowView } from "../view";
import { caught } from "./caught";
import { chain } from "./chain";
import { choiceArms } from "./choice-arms";
import { choiceJoin } from "./choice-join";
import { type GalleryEntry, progressOf, START } from "./entry";
import { everyStatus } from "./every-status";
import { failed } from "./failed";
import { helloWorld } from "./hello-world";
import { hostileNames } from "./hostile-names";
import { longNames } from "./long-names";
import { loop } from "./loop";
import { mapCounts } from "./map-counts";
import { mapInParallel } from "./map-in-parallel";
import { oneHandler } from "./one-handler";
import { parallel } from "./parallel";
import { retrying } from "./retrying";
import { singleState } from "./single-state";
import { toTheRight } from "./to-the-right";
import { trainingInFlight } from "./training-in-flight";
import { trainingPipeline } from "./training-pipeline";
import { wideParallel } from "./wide-parallel";

/** Every picture of the gallery, by the name of its file. */
export const gallery: Readonly<Record<string, GalleryEntry>> = {
  caught,
  chain,
  "choice-arms": choiceArms,
  "choice-join": choiceJoin,
  "every-status": everyStatus,
  failed,
  "hello-world": helloWorld,
  "hostile-names": hostileNames,
  "long-names": longNames,
  loop,
  "map-counts": mapCounts,
  "map-in-parallel": mapInParallel,
  "one-handler": oneHandler,
  parallel,
  retrying,
  "single-state": singleState,
  "to-the-right": toTheRight,
  "training-in-flight": trainingInFlight,
  "training-pipeline": trainingPipeline,
  "wide-parallel": wideParallel,
};

export { runAt } from "./entry";

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
