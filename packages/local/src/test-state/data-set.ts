import { Readable } from "node:stream";
import type { Host } from "@stepbook/engine";
import type { Embedded } from "../embedded";
import { readItems } from "../map-runs/items";

/** A host whose ItemReaders find some data, whatever they ask for: the object that they read, or the list of objects. */
export const hostWithData = (host: Host, data: string, local: Embedded): Host => {
  const bytes = Buffer.from(data);
  const openObject = async () => ({
    size: bytes.length,
    lastModified: local.today(),
    stream: () => Readable.from([bytes]),
    bytes: async (start: number, end: number) => bytes.subarray(start, end),
  });
  const place = { s3: { ...local.s3, openObject }, clock: local.clock, uuid: host.uuid };
  return {
    ...host,
    readItems: ({ action, parameters, config }) =>
      readItems(
        { action: "getObject", parameters, config: action === "getObject" ? config : { ...config, InputType: "JSON" } },
        place,
      ),
  };
};
