import type { Shared } from "../shared";
import { type EndpointConfigs, endpointConfigs, newEndpointConfigs } from "./endpoint-configs";
import { type Endpoints, endpoints } from "./endpoints";
import { type Models, models, newModels } from "./models";
import { type TransformJobs, transformJobs } from "./transform-jobs";

export type * from "./shapes";

/** The operations on models and on what they are used by. */
export interface Serving extends Models, EndpointConfigs, Endpoints, TransformJobs {}

export const serving = (shared: Shared): Serving => {
  const allModels = newModels(shared);
  const allConfigs = newEndpointConfigs(shared);
  return {
    ...models(allModels),
    ...endpointConfigs(allConfigs, allModels),
    ...endpoints(shared, allConfigs, allModels),
    ...transformJobs(shared, allModels),
  };
};
