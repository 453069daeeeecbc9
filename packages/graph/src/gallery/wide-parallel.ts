import type { Scope } from "@stepbook/asl";
import type { GalleryEntry } from "./entry";
import { task } from "./shapes";

const branch = (i: number): Scope => ({
  StartAt: `Region ${i}`,
  States: { [`Region ${i}`]: task("lambda:invoke", undefined, { Arguments: { FunctionName: "deploy" } }) },
});

export const wideParallel: GalleryEntry = {
  definition: {
    StartAt: "Every region",
    States: {
      "Every region": { Type: "Parallel", Branches: Array.from({ length: 14 }, (_, i) => branch(i + 1)), End: true },
    },
  },
};
