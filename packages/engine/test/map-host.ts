import type { Json } from "@stepbook/asl";
import { TaskError } from "../src/host";
import type { ChildRun, ItemSource, MapHost, MapRun, ResultObject } from "../src/map-host";
import type { RunEnd } from "../src/run";

/** A map run as a test's host saw it. */
export interface SeenMapRun {
  readonly run: MapRun;
  readonly children: { readonly child: ChildRun; readonly types: string[]; end?: RunEnd }[];
  status?: string;
}

/** A host of map runs that reads data sets of JSON by `bucket/key`, page by page, and keeps what is written. */
export const testMapHost = (objects: Readonly<Record<string, readonly Json[]>> = {}) => {
  const runs: SeenMapRun[] = [];
  const written: Record<string, string> = {};
  const sources: ItemSource[] = [];
  let closed = 0;
  const host: MapHost = {
    readItems: (source) => {
      sources.push(source);
      const { Bucket, Key } = source.parameters as { readonly Bucket: string; readonly Key: string };
      const items = objects[`${Bucket}/${Key}`];
      if (!items) throw new TaskError("States.ItemReaderFailed", "The specified key does not exist.");
      let position = 0;
      return {
        next: async () => {
          if (position >= items.length) return undefined;
          position += 3;
          return { items: items.slice(position - 3, position), source: `S3://${Bucket}/${Key}` };
        },
        close: () => {
          closed += 1;
        },
      };
    },
    writeObject: async ({ bucket, key, parts }: ResultObject) => {
      if (bucket === "missing") throw new TaskError("States.ResultWriterFailed", "The specified bucket does not exist");
      const text = [...parts].join("");
      written[`${bucket}/${key}`] = text;
      return text.length;
    },
    beginMapRun: (run) => {
      const seen: SeenMapRun = { run, children: [] };
      runs.push(seen);
      return {
        child: (child) => {
          const one: SeenMapRun["children"][number] = { child, types: [] };
          seen.children.push(one);
          return {
            onEvent: ({ type }) => one.types.push(type),
            onEnd: (end) => {
              one.end = end;
            },
            onRedrive: () => {
              delete one.end;
            },
          };
        },
        end: (status) => {
          seen.status = status;
        },
        redrive: () => {
          delete seen.status;
        },
      };
    },
  };
  return { host, runs, written, sources, closed: () => closed };
};
