// Stepbook: one long list, of which each step uses the output of an earlier one.
import { pass, workflow } from "stepbook";
import { measure, size } from "./measure.mjs";

measure(() => {
  const steps = [];
  for (let index = 0; index < size; index++) {
    const before = steps[Math.max(0, index - 2)];
    steps.push(pass(`Pass ${index}`, { output: { n: before ? before.output.n : index } }));
  }
  return workflow("chain", { steps }).definition;
});
