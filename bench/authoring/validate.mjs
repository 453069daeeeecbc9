// A definition of many states is checked: by Stepbook, and by asl-validator.
import { createRequire } from "node:module";
import { validate } from "@stepbook/asl";
import { choice, executionInput, greaterThan, lambda, pass, when, workflow } from "stepbook";
import { runs, size } from "./measure.mjs";

const require = createRequire(new URL("../peers/package.json", import.meta.url));
const aslValidator = require("asl-validator");

const input = executionInput({ name: String, limit: Number });
const steps = Array.from({ length: size / 4 }, (_, index) => [
  pass(`Pass ${index}`, { output: { n: index, name: input.name } }),
  lambda.invoke(`Task ${index}`, { functionName: "f", payload: { name: input.name } }),
  choice(`Choice ${index}`, when(greaterThan(input.limit, index), pass(`More ${index}`))),
]);
const { definition } = workflow("bench", { queryLanguage: process.argv[4], input, steps: [...steps, pass("End")] });

const timed = (check) => {
  const times = [];
  for (let run = 0; run < runs; run++) {
    const begin = performance.now();
    check();
    times.push(performance.now() - begin);
  }
  return { first: times[0], times: times.slice(1) };
};
const accepted = (condition, who) => {
  if (!condition) throw new Error(`${who} does not accept the definition`);
};
accepted(
  validate(definition).every(({ severity }) => severity !== "error"),
  "stepbook",
);
const verdict = aslValidator(definition);
const states = Object.keys(definition.States).length;
console.log(
  JSON.stringify({
    states,
    stepbook: timed(() => validate(definition)),
    "asl-validator": { ...timed(() => aslValidator(definition)), accepts: verdict.isValid },
  }),
);
