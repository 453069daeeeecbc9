// aws-local-stepfunctions; with "log" as the last word it also writes its event log.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { assignment, report } from "./report.mjs";

const peers = createRequire(new URL("../../peers/package.json", import.meta.url));
const { StateMachine } = await import(pathToFileURL(peers.resolve("aws-local-stepfunctions")).href);

const { definition, input, runs } = assignment();
const logs = process.argv[4] === "log";
const machine = new StateMachine(definition);

await report(runs, async () => {
  const begin = performance.now();
  const { result, eventLogs } = machine.run(input);
  let events = 0;
  if (logs) for await (const _ of eventLogs) events += 1;
  const output = await result;
  return { milliseconds: performance.now() - begin, output, ...(logs ? { events } : {}) };
});
