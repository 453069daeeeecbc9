// A Map of many items whose events go to a sink that keeps none. The last word is the number of items.
import { compile, start } from "@stepbook/engine";
import { host, options } from "./host.mjs";
import { assignment, report } from "./report.mjs";

const { definition, runs } = assignment();
const program = compile(definition);
const count = Number(process.argv[4]);
const text = JSON.stringify({ numbers: Array.from({ length: count }, (_, index) => index) });

await report(runs, async () => {
  let events = 0;
  const begin = performance.now();
  const end = await new Promise((onEnd) =>
    start(program, host, {
      ...options,
      input: text,
      onEvent: () => {
        events += 1;
      },
      onEnd,
    }),
  );
  const milliseconds = performance.now() - begin;
  if (end.status !== "SUCCEEDED") throw new Error(`${end.status} ${end.error}: ${end.cause}`);
  return { milliseconds, output: JSON.parse(end.output).length, events };
});
