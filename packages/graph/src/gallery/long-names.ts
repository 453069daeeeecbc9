import type { GalleryEntry } from "./entry";
import { pass, task } from "./shapes";

const first = "Read every record of yesterday's orders from the archive and check its signatures";
const wide = "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW";
const choice = "Is any one of the records that were read yesterday without a valid signature, or?";

export const longNames: GalleryEntry = {
  definition: {
    StartAt: first,
    States: {
      [first]: task("aws-sdk:s3:listObjectsV2", choice),
      [choice]: {
        Type: "Choice",
        Choices: [
          { Variable: "$.records.invalid.withoutSignature.count", NumericGreaterThanPath: "$.limits.most", Next: wide },
        ],
        Default: "Short",
      },
      [wide]: pass(),
      Short: pass(),
    },
  },
};
