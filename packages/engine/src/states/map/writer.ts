import type { Json } from "@stepbook/asl";
import type { Fields } from "../../data/flow";
import { runtimeTrouble } from "../../failure";
import { only, type Steps, settled } from "../../fiber";
import type { Host } from "../../host";
import { Payload } from "../../payload";
import type { Visit } from "../../visit";
import type { Place } from "../place";
import { compileConfig, compileParameters } from "./reader";
import { type ChildResult, formatOf, partsOf, type ResultFormat } from "./results";

/** Where the results of a map run go, and how. */
export interface Writing extends Pick<ResultFormat, "transformation" | "outputType"> {
  /** Missing where the results are the output of the Map. */
  readonly destination?: { readonly bucket: string; readonly prefix: string };
}

type Read = (visit: Visit, input: Json) => Steps<Writing>;

/** ResultWriter: how the results of a distributed Map are told. */
export const compileWriter = (place: Place): Read => {
  const { ResultWriter } = place.fields;
  if (ResultWriter === undefined) return () => only(formatOf(undefined, "COMPACT"));
  const writer = ResultWriter as Fields;
  const readConfig = compileConfig(place, writer.WriterConfig ?? {}, "ResultWriter/WriterConfig");
  if (writer.Resource === undefined)
    return function* (visit, input) {
      return formatOf(yield* readConfig(visit, input), "NONE");
    };
  const parameters = compileParameters(place, writer.Parameters ?? writer.Arguments ?? {}, "ResultWriter");
  return function* (visit, input) {
    const { Bucket, Prefix } = (yield* parameters(visit, input)) as Fields;
    if (typeof Bucket !== "string")
      throw runtimeTrouble(`The Bucket of a ResultWriter is a text; this is ${JSON.stringify(Bucket ?? null)}`);
    const prefix = Prefix === undefined || Prefix === "" ? "" : String(Prefix).replace(/\/?$/, "/");
    return { ...formatOf(yield* readConfig(visit, input), "NONE"), destination: { bucket: Bucket, prefix } };
  };
};

/** The file that the results of a child go into, by its status. */
const files = {
  FAILED: ["FAILED", "TIMED_OUT", "ABORTED"],
  PENDING: [undefined],
  SUCCEEDED: ["SUCCEEDED"],
} as const satisfies Readonly<Record<string, readonly (NonNullable<ChildResult["end"]>["status"] | undefined)[]>>;

interface ToWrite {
  readonly host: Host;
  readonly mapRunArn: string;
  readonly format: ResultFormat;
  readonly destination: NonNullable<Writing["destination"]>;
  readonly children: readonly ChildResult[];
}

/**
 * Writes the results of a map run as AWS lays them out: a file for each status that there is, and a manifest that lists
 * them. Gives the output of the Map.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 */
export function* writeResults({ host, mapRunArn, format, destination, children }: ToWrite): Steps<Payload> {
  const folder = `${destination.prefix}${mapRunArn.split(":").at(-1)}`;
  const write = (key: string, parts: Iterable<string>): Steps<number> =>
    settled(host.writeObject({ bucket: destination.bucket, key, parts }));
  const resultFiles: { [kind: string]: Json } = {};
  for (const [kind, statuses] of Object.entries(files)) {
    const chosen = children.filter(({ end }) => (statuses as readonly unknown[]).includes(end?.status));
    const key = `${folder}/${kind}_0.${format.outputType.toLowerCase()}`;
    resultFiles[kind] = chosen.length === 0 ? [] : [{ Key: key, Size: yield* write(key, partsOf(chosen, format)) }];
  }
  const Key = `${folder}/manifest.json`;
  const manifest = { DestinationBucket: destination.bucket, MapRunArn: mapRunArn, ResultFiles: resultFiles };
  yield* write(Key, [JSON.stringify(manifest)]);
  return new Payload({ MapRunArn: mapRunArn, ResultWriterDetails: { Bucket: destination.bucket, Key } });
}
