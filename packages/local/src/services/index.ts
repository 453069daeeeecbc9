import type { Service } from "./service";
import { sfn } from "./sfn";
import { states } from "./states";

/** The services that are there, by what stands in the middle of a resource: `arn:aws:states:::SERVICE:ACTION`. */
const services: Readonly<Record<string, Service>> = {
  states,
  "aws-sdk:sfn": sfn,
};

/** The service of a resource, where it is there. */
export const serviceOf = (name: string): Service | undefined =>
  Object.hasOwn(services, name) ? services[name] : undefined;
