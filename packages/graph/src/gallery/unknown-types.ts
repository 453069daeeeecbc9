import type { StateMachine } from "@stepbook/asl";
import type { GalleryEntry } from "./entry";

/** What is not of the language, as it is drawn all the same. */
export const unknownTypes: GalleryEntry = {
  definition: {
    StartAt: "A",
    States: {
      A: { Type: "Teleport", Next: "B" },
      B: { Type: "constructor", Next: "C" },
      C: { Type: "Pass", End: true },
    },
  } as unknown as StateMachine,
};
