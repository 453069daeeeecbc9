import type { GalleryEntry } from "./entry";
import { loop } from "./loop";

export const failed: GalleryEntry = {
  ...loop,
  run: {
    status: "FAILED",
    now: 62.4,
    error: "JobFailed",
    states: {
      "Start job": { status: "succeeded", from: 0, to: 1.4 },
      "Wait 30 s": { status: "succeeded", from: 31.9, to: 61.9 },
      "Job status": { status: "succeeded", from: 61.9, to: 62.2 },
      "Finished?": { status: "succeeded", from: 62.2, to: 62.2 },
      "Gave up": { status: "failed", from: 62.3, to: 62.4, error: "JobFailed" },
    },
    taken: [
      ["Start job", "Wait 30 s"],
      ["Wait 30 s", "Job status"],
      ["Job status", "Finished?"],
      ["Finished?", "Wait 30 s"],
      ["Finished?", "Gave up"],
    ],
  },
};
