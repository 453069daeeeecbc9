import type { GalleryEntry } from "./entry";
import { task } from "./shapes";

const undo = (Next: string) => [{ ErrorEquals: ["States.ALL"], Next }];

/** An order whose steps are undone where a later one fails. */
export const orderSaga: GalleryEntry = {
  definition: {
    StartAt: "Reserve stock",
    States: {
      "Reserve stock": task("dynamodb:updateItem", "Charge card", { Catch: undo("Cancel order") }),
      "Charge card": task("lambda:invoke", "Book courier", {
        Arguments: { FunctionName: "charge" },
        Retry: [{ ErrorEquals: ["Gateway.Busy"], MaxAttempts: 3 }],
        Catch: undo("Release stock"),
      }),
      "Book courier": task("http:invoke", "Confirm order", { Catch: undo("Refund card") }),
      "Confirm order": task("ses:sendEmail", "Ordered"),
      Ordered: { Type: "Succeed" },
      "Refund card": task("lambda:invoke", "Release stock", { Arguments: { FunctionName: "refund" } }),
      "Release stock": task("dynamodb:updateItem", "Cancel order"),
      "Cancel order": task("sns:publish", "Not ordered"),
      "Not ordered": { Type: "Fail", Error: "OrderFailed" },
    },
  },
  run: {
    status: "FAILED",
    now: 9.4,
    error: "OrderFailed",
    states: {
      "Reserve stock": { status: "succeeded", from: 0, to: 0.2 },
      "Charge card": { status: "succeeded", from: 0.2, to: 3.1, failedTries: ["Gateway.Busy"] },
      "Book courier": { status: "caught", from: 3.1, to: 8.3, error: "Courier.NoneFree" },
      "Refund card": { status: "succeeded", from: 8.3, to: 9 },
      "Release stock": { status: "succeeded", from: 9, to: 9.2 },
      "Cancel order": { status: "succeeded", from: 9.2, to: 9.4 },
      "Not ordered": { status: "failed", from: 9.4, to: 9.4, error: "OrderFailed" },
    },
    taken: [
      ["Reserve stock", "Charge card"],
      ["Charge card", "Book courier"],
      ["Book courier", "Refund card"],
      ["Refund card", "Release stock"],
      ["Release stock", "Cancel order"],
      ["Cancel order", "Not ordered"],
    ],
  },
};
