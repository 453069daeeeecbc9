import type { GalleryEntry } from "./entry";
import { pass, task } from "./shapes";

export const rightToLeft: GalleryEntry = {
  definition: {
    StartAt: "קבל הזמנה",
    States: {
      "קבל הזמנה": task("lambda:invoke", "تحقق من الدفع", { Parameters: { FunctionName: "הזמנה" } }),
      "تحقق من الدفع": {
        Type: "Choice",
        Choices: [{ Variable: "$.دفع", BooleanEquals: true, Next: "شحن" }],
        Default: "בטל",
      },
      شحن: pass(),
      בטל: { Type: "Fail", Error: "לא שולם" },
    },
  },
};
