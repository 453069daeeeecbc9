// Stepbook: the steps are made and assembled.
import { choice, executionInput, greaterThan, lambda, otherwise, pass, when, workflow } from "stepbook";
import { measure, size } from "./measure.mjs";

const input = executionInput({ name: String, limit: Number });

/** As many states as asked for: of four, a Pass, a task, and a Choice whose arms join. */
const sequence = (states) =>
  Array.from({ length: Math.ceil(states / 4) }, (_, index) => [
    pass(`Pass ${index}`, { output: { n: index, name: input.name } }),
    lambda.invoke(`Task ${index}`, { functionName: "f", payload: { name: input.name } }),
    choice(`Choice ${index}`, when(greaterThan(input.limit, index), pass(`More ${index}`)), otherwise()),
  ]);

measure(() => workflow("bench", { input, steps: [...sequence(size), pass("End")] }).definition);
