import type { Catcher, TaskState } from "@stepbook/asl";
import type { GalleryEntry } from "./entry";
import { task } from "./shapes";

const Catch: readonly Catcher[] = [{ ErrorEquals: ["States.ALL"], Next: "Clean up" }];
const guarded = (action: string, Next: string): TaskState => task(action, Next, { Catch });

export const oneHandler: GalleryEntry = {
  definition: {
    StartAt: "Reserve",
    States: {
      Reserve: guarded("dynamodb:putItem", "Charge"),
      Charge: guarded("lambda:invoke", "Pack"),
      Pack: guarded("ecs:runTask.sync", "Ship"),
      Ship: guarded("sqs:sendMessage", "Confirm"),
      Confirm: guarded("sns:publish", "Done"),
      Done: { Type: "Succeed" },
      "Clean up": task("lambda:invoke", "Failed"),
      Failed: { Type: "Fail", Error: "OrderFailed" },
    },
  },
};
