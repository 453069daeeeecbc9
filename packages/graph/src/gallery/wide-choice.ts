import type { GalleryEntry } from "./entry";
import { pass, task } from "./shapes";

const countries = Array.from({ length: 59 }, (_, i) => `country ${i + 1}`);

/** A Choice of 60 ways. */
export const wideChoice: GalleryEntry = {
  definition: {
    StartAt: "Which country?",
    States: {
      "Which country?": {
        Type: "Choice",
        Choices: countries.map((country) => ({
          Variable: "$.country",
          StringEquals: country,
          Next: `Tax in ${country}`,
        })),
        Default: "Ask",
      },
      ...Object.fromEntries(countries.map((country) => [`Tax in ${country}`, pass("Sum")])),
      Ask: task("ses:sendEmail", "Sum"),
      Sum: pass(),
    },
  },
};
