import type { State } from "@stepbook/asl";
import type { GalleryEntry } from "./entry";
import { task } from "./shapes";

const check = (Variable: string, Next: string): State => ({
  Type: "Choice",
  Choices: [{ Variable, BooleanEquals: true, Next }],
  Default: "Refuse",
});

/** A row of checks, each of which can refuse. */
export const checks: GalleryEntry = {
  definition: {
    StartAt: "Signed?",
    States: {
      "Signed?": check("$.signed", "Paid?"),
      "Paid?": check("$.paid", "In stock?"),
      "In stock?": check("$.stock", "Allowed?"),
      "Allowed?": check("$.allowed", "Ship"),
      Ship: task("lambda:invoke", "Shipped"),
      Shipped: { Type: "Succeed" },
      Refuse: { Type: "Fail", Error: "Refused" },
    },
  },
};
