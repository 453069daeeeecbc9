import type { GalleryEntry } from "./entry";
import { pass, task } from "./shapes";

export const emoji: GalleryEntry = {
  definition: {
    StartAt: "🚀 Launch",
    States: {
      "🚀 Launch": task("lambda:invoke", "👩‍👩‍👧‍👦 Each", { Parameters: { FunctionName: "🛰️" } }),
      "👩‍👩‍👧‍👦 Each": {
        Type: "Map",
        ItemProcessor: { StartAt: "✅", States: { "✅": pass() } },
        Next: "训练模型 🧠",
      },
      "训练模型 🧠": task("sagemaker:createTrainingJob.sync", "Ünïcödé ñàmé"),
      "Ünïcödé ñàmé": pass("🏁"),
      "🏁": { Type: "Succeed" },
    },
  },
};
