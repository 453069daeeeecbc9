// Stepbook's engine, with every event of the history kept.
import { compile, start } from "@stepbook/engine";
import { host, options } from "./host.mjs";
import { assignment, report } from "./report.mjs";

const { definition, input, runs } = assignment();
const program = compile(definition);
const text = JSON.stringify(input);

await report(runs, async () => {
  const events = [];
  const begin = performance.now();
  const end = await new Promise((onEnd) =>
    start(program, host, { ...options, input: text, onEvent: (event) => events.push(event), onEnd }),
  );
  const milliseconds = performance.now() - begin;
  if (end.status !== "SUCCEEDED") throw new Error(`${end.status} ${end.error}: ${end.cause}`);
  return { milliseconds, output: JSON.parse(end.output), events: events.length };
});
