import type { State } from "@stepbook/asl";
import type { GalleryEntry } from "./entry";
import { task } from "./shapes";

/** What is done to a document of each kind, after it has been read. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  invoice: ["Check", "Book"],
  contract: ["Check", "Sign", "File"],
  résumé: ["Score"],
  receipt: ["Book"],
  letter: ["Answer"],
  photo: [],
  passport: ["Check"],
  statement: ["Book"],
  ticket: [],
  manual: ["Split", "Index"],
  survey: ["Count"],
  form: ["Check"],
};

const chainOf = ([kind, steps]: readonly [string, readonly string[]]): readonly (readonly [string, State])[] => {
  const names = [`Read ${kind}`, ...steps.map((step) => `${step} ${kind}`)];
  return names.map((name, i) => [
    name,
    task(i === 0 ? "aws-sdk:textract:analyzeDocument" : "lambda:invoke", names[i + 1] ?? "Store"),
  ]);
};

/** A Choice of many ways, of chains that come together again. */
export const documentRouter: GalleryEntry = {
  definition: {
    StartAt: "What is it?",
    States: {
      "What is it?": {
        Type: "Choice",
        Choices: Object.keys(kinds).map((kind) => ({
          Variable: "$.kind",
          StringEquals: kind,
          Next: `Read ${kind}`,
        })),
        Default: "Ask somebody",
      },
      ...Object.fromEntries(Object.entries(kinds).flatMap(chainOf)),
      "Ask somebody": task("sqs:sendMessage.waitForTaskToken", "Store"),
      Store: task("dynamodb:putItem"),
    },
  },
};
