import type { Json } from "@stepbook/asl";
import type { Host } from "../host";
import type { Variables } from "./variables";

/** What paths and expressions read from. */
export interface Sources {
  /** `$` of a path. */
  readonly root: Json;
  /** `$$`: the context object, made when it is asked for. */
  context(): Json;
  readonly variables: Variables;
  readonly host: Host;
}
