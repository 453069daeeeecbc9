import type { StateStatus } from "@stepbook/asl";
import type { GalleryEntry } from "./entry";
import { task } from "./shapes";

const statuses: Readonly<Record<string, StateStatus>> = {
  Succeeded: "succeeded",
  Running: "running",
  Failed: "failed",
  Caught: "caught",
  "Timed out": "timedOut",
  Aborted: "aborted",
};
const names = [...Object.keys(statuses), "Not started"];

export const everyStatus: GalleryEntry = {
  definition: {
    StartAt: "Every status",
    States: {
      "Every status": {
        Type: "Parallel",
        Branches: names.map((name) => ({ StartAt: name, States: { [name]: task("lambda:invoke") } })),
        End: true,
      },
    },
  },
  run: {
    status: "RUNNING",
    now: 95,
    states: {
      "Every status": { status: "running", from: 0 },
      ...Object.fromEntries(
        Object.entries(statuses).map(([name, status], i) => [
          name,
          { status, from: i, ...(status !== "running" && { to: 11 * i + 0.4 }) },
        ]),
      ),
    },
    taken: [],
  },
};
