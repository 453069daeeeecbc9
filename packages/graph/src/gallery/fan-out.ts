import type { Scope, State } from "@stepbook/asl";
import type { GalleryEntry } from "./entry";
import { pass, task } from "./shapes";

const branch = (name: string, state: State): Scope => ({ StartAt: name, States: { [name]: state } });

/** Work goes out to several services at once and comes together again. */
export const fanOut: GalleryEntry = {
  definition: {
    StartAt: "Upload",
    States: {
      Upload: task("aws-sdk:s3:copyObject", "Look at the picture"),
      "Look at the picture": {
        Type: "Parallel",
        Branches: [
          branch("Find labels", task("aws-sdk:rekognition:detectLabels")),
          branch("Find faces", task("aws-sdk:rekognition:detectFaces")),
          branch("Read text", task("aws-sdk:textract:detectDocumentText")),
          branch("Make thumbnail", task("lambda:invoke", undefined, { Parameters: { FunctionName: "thumbnail" } })),
        ],
        Next: "Put together",
      },
      "Put together": pass("Store"),
      Store: task("dynamodb:putItem", "Tell"),
      Tell: task("events:putEvents"),
    },
  },
};
