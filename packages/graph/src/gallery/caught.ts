import type { GalleryEntry } from "./entry";
import { oneHandler } from "./one-handler";

export const caught: GalleryEntry = {
  ...oneHandler,
  run: {
    status: "FAILED",
    now: 9.6,
    error: "OrderFailed",
    states: {
      Reserve: { status: "succeeded", from: 0, to: 0.2 },
      Charge: { status: "succeeded", from: 0.2, to: 1.1 },
      Pack: { status: "caught", from: 1.1, to: 9.3, error: "ECS.AmazonECSException" },
      "Clean up": { status: "succeeded", from: 9.3, to: 9.5 },
      Failed: { status: "failed", from: 9.5, to: 9.6, error: "OrderFailed" },
    },
    taken: [
      ["Reserve", "Charge"],
      ["Charge", "Pack"],
      ["Pack", "Clean up"],
      ["Clean up", "Failed"],
    ],
  },
};
