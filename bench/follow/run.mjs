import { setTimeout as sleep } from "node:timers/promises";
import { startProxy } from "../../packages/stepbook/test/proxy/proxy.mjs";
import { createReport } from "../../scripts/setup/report.mjs";
import { build } from "../../scripts/setup/setup.mjs";

// What following costs a live execution of 1,506 events, through the real AWS client over HTTP, beside reading the whole
// history at each look, as one writes it without thinking. Both look as often, at the same execution.

process.env.AWS_ACCESS_KEY_ID ??= "bench";
process.env.AWS_SECRET_ACCESS_KEY ??= "bench";
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

await build(createReport());
const { serveStepFunctions } = await import("../../packages/local/lib/index.js");
const { aws, lambda, local, map, pass, workflow } = await import("../../packages/stepbook/lib/index.js");

const poll = { first: 200, longest: 1000 };
const work = () => sleep(160, "x".repeat(400));
const server = await serveStepFunctions(local({ functions: { work } }).api, { port: 0 });
const steps = [
  pass("Start"),
  map("Each", {
    items: Array.from({ length: 214 }, (_, n) => n),
    maxConcurrency: 4,
    each: (n) => lambda.invoke("Work", { functionName: "work", payload: { n } }),
  }),
];

/** The calls and bytes of reading histories, and what came of it. */
async function measure(read) {
  const proxy = await startProxy(server.endpoint);
  const backend = aws({ endpoint: proxy.endpoint, region: "us-east-1", role: "arn:aws:iam::123456789012:role/bench" });
  const on = { ...backend, traits: { ...backend.traits, poll } };
  const bench = workflow("bench", { steps, on });
  await bench.deploy();
  const { events, looks } = await read(await bench.execute(), on.api, proxy);
  const calls = proxy.calls.filter(({ operation }) => operation === "GetExecutionHistory");
  await proxy.stop();
  const bytes = calls.reduce((sum, call) => sum + call.bytes, 0);
  return { events, looks, calls: calls.length, bytes };
}

/** As execution.events() and render() do it: each wait between two calls is a look. */
async function following(execution, _api, proxy) {
  const ids = [];
  for await (const { id } of execution.events()) ids.push(id);
  const at = proxy.calls.filter(({ operation }) => operation === "GetExecutionHistory").map((call) => call.time);
  const looks = at.filter((time, index) => index === 0 || time - at[index - 1] > poll.first * 0.5).length;
  return { events: ids, looks };
}

/** Every event at every look, from the first on. */
async function readingAll(execution, api) {
  const executionArn = execution.arn;
  for (let looks = 1; ; looks++) {
    const events = [];
    let nextToken;
    do {
      const page = await api.getExecutionHistory({ executionArn, ...(nextToken && { nextToken }) });
      events.push(...page.events);
      nextToken = page.nextToken;
    } while (nextToken);
    if (/^Execution(Succeeded|Failed)$/.test(events.at(-1).type)) return { events: events.map(({ id }) => id), looks };
    await sleep(poll.first);
  }
}

const ours = await measure(following);
const all = await measure(readingAll);
await server.close();

const row = (name, { events, looks, calls, bytes }) =>
  [name.padEnd(24), events.length, looks, calls, (calls / looks).toFixed(2), `${(bytes / 1024).toFixed(0)} KiB`]
    .map((cell, index) => (index === 0 ? cell : String(cell).padStart(14)))
    .join("");
console.log(
  `${"".padEnd(24)}${["events", "looks", "calls", "calls a look", "bytes"].map((head) => head.padStart(14)).join("")}`,
);
console.log(row("stepbook", ours));
console.log(row("read all each time", all));

const lost = all.events.length - ours.events.filter((id, index) => id === index + 1).length;
console.log(`\nfollow: ${(ours.calls / ours.looks).toFixed(2)} calls a poll, ${lost} events lost`);
process.exitCode = lost === 0 && ours.calls / ours.looks <= 1.1 ? 0 : 1;
