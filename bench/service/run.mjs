import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startMoto } from "../../packages/stepbook/test/moto/moto.mjs";
import { at } from "../../scripts/setup/places.mjs";
import { main } from "../../scripts/setup/problem.mjs";
import { testingEnvironment } from "../../scripts/setup/python.mjs";
import { createReport } from "../../scripts/setup/report.mjs";
import { stopCommandsOnSignal } from "../../scripts/setup/run.mjs";
import { setUp } from "../../scripts/setup/setup.mjs";

// What the embedded service costs over HTTP, beside moto in the same run: each in a process of its own, and one client in
// a third for all of them. Rounds go by turns, so that what else the machine does meets all alike.

const roleArn = "arn:aws:iam::123456789012:role/bench";
const text = (states) => JSON.stringify({ StartAt: Object.keys(states)[0], States: states });
const machines = {
  pass: text({ P: { Type: "Pass", End: true } }),
  wait: text({ W: { Type: "Wait", Seconds: 5, End: true } }),
  long: text({
    M: {
      Type: "Map",
      ItemsPath: "$.items",
      ItemProcessor: { StartAt: "P", States: { P: { Type: "Pass", End: true } } },
      End: true,
    },
  }),
};

const rounds = 5;
const kept = 10_000;

const quantile = (times, share) => [...times].sort((one, other) => one - other)[Math.floor(times.length * share)];
const median = (times) => quantile(times, 0.5);

/** `stepbook serve` in a process of its own. */
const startServe = async (...args) => {
  const child = spawn(process.execPath, [at("packages/stepbook/bin/stepbook.js"), "serve", "--port", "0", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  return {
    endpoint: /http:\/\/\S+/.exec(line)[0],
    async stop() {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
};

const startClient = () => {
  const child = spawn(process.execPath, [at("bench/service/client.mjs")], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async measure(job, options) {
      child.stdin.write(`${JSON.stringify({ job, ...options })}\n`);
      const { result, error } = JSON.parse((await lines.next()).value);
      if (error) throw new Error(error);
      return result;
    },
    stop: () => child.stdin.end(),
  };
};

await main(async () => {
  stopCommandsOnSignal();
  const report = createReport();
  await setUp(report, { environments: [testingEnvironment] });
  const folder = mkdtempSync(join(tmpdir(), "stepbook-bench-"));
  const client = startClient();
  const services = {
    moto: await startMoto(),
    "in memory": await startServe(),
    "--data": await startServe("--data", join(folder, "data")),
    "--data --fsync": await startServe("--data", join(folder, "safe"), "--fsync"),
  };
  try {
    const create = async ({ endpoint }, name) =>
      (
        await client.measure("ask", {
          endpoint,
          operation: "CreateStateMachine",
          input: { name, definition: machines[name], roleArn },
        })
      ).stateMachineArn;
    const found = {};
    for (const [name, service] of Object.entries(services)) {
      const stateMachineArn = await create(service, "pass");
      found[name] = { stateMachineArn, latencies: [], rates: [] };
      await client.measure("latency", { endpoint: service.endpoint, stateMachineArn, count: 50 });
    }
    for (let round = 1; round <= rounds; round++) {
      for (const [name, { endpoint }] of Object.entries(services)) {
        const { stateMachineArn, latencies, rates } = found[name];
        latencies.push(...(await client.measure("latency", { endpoint, stateMachineArn, count: 100 })));
        rates.push(
          await client.measure("throughput", { endpoint, stateMachineArn, count: name === "moto" ? 200 : 400 }),
        );
      }
      report.say(`round ${round} of ${rounds}`);
    }

    const pages = {};
    for (const name of ["in memory", "--data", "--data --fsync"])
      pages[name] = await measurePages(client, services[name], found[name], create);

    const cpu = cpus();
    console.log(`\n${cpu.length} × ${cpu[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB\n`);
    console.log("| service | start + describe, median | p95 | starts a second, 8 connections | of moto |");
    console.log("|---|---:|---:|---:|---:|");
    const moto = median(found.moto.latencies);
    for (const [name, { latencies, rates }] of Object.entries(found))
      console.log(
        `| ${name} | ${median(latencies).toFixed(2)} ms | ${quantile(latencies, 0.95).toFixed(2)} ms | ${Math.round(median(rates)).toLocaleString("en-US")} | ${name === "moto" ? "" : (median(latencies) / moto).toFixed(2)} |`,
      );
    console.log(
      `\n| with ${kept.toLocaleString("en-US")} executions | in memory, median | p95 | --data, median | p95 | --data --fsync, median | p95 |`,
    );
    console.log("|---|---:|---:|---:|---:|---:|---:|");
    for (const what of Object.keys(pages["in memory"].times)) {
      const cells = Object.values(pages).flatMap(({ times }) => [median(times[what]), quantile(times[what], 0.95)]);
      console.log(`| ${what} | ${cells.map((time) => `${time.toFixed(2)} ms`).join(" | ")} |`);
    }
    console.log("\n| 1,000 executions that wait for 5 s | all begun | at once | all ended |\n|---|---:|---:|---:|");
    for (const [name, { together }] of Object.entries(pages))
      console.log(
        `| ${name} | ${together.started.toFixed(0)} ms | ${together.most} | ${(together.ended / 1000).toFixed(2)} s |`,
      );
    const worst = Math.max(
      ...Object.values(pages).flatMap(({ times }) => Object.values(times).map((each) => quantile(each, 0.95))),
    );
    const of = (name) =>
      `${median(found[name].latencies).toFixed(2)} ms (${(median(found[name].latencies) / moto).toFixed(2)} of moto)`;
    console.log(
      `\nservice: start + describe ${of("in memory")} in memory, ${of("--data")} kept, ${of("--data --fsync")} with fsync; pages at p95 ${worst.toFixed(1)} ms; 1,000 at once`,
    );
  } finally {
    client.stop();
    for (const service of Object.values(services)) await service.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Pages of lists and histories where there is much, and many executions at the same time. */
async function measurePages(client, service, { stateMachineArn }, create) {
  const { endpoint } = service;
  const ask = (operation, input) => client.measure("ask", { endpoint, operation, input });
  const count = async () => {
    let [total, nextToken] = [0];
    let last = {};
    do {
      const page = await ask("ListExecutions", { stateMachineArn, maxResults: 1000, ...(nextToken && { nextToken }) });
      total += page.executions.length;
      last = nextToken === undefined ? {} : { nextToken };
      nextToken = page.nextToken;
    } while (nextToken);
    return { total, last };
  };
  await client.measure("throughput", { endpoint, stateMachineArn, count: kept - (await count()).total });
  const { last } = await count();
  const longArn = await create(service, "long");
  const input = JSON.stringify({ items: Array.from({ length: 4990 }, (_, index) => index) });
  const { executionArn } = await ask("StartExecution", { stateMachineArn: longArn, input });
  while ((await ask("DescribeExecution", { executionArn })).status === "RUNNING")
    await new Promise((resolve) => setTimeout(resolve, 20));
  const tokens = [];
  let nextToken;
  do {
    const page = await ask("GetExecutionHistory", { executionArn, maxResults: 1000, ...(nextToken && { nextToken }) });
    nextToken = page.nextToken;
    if (nextToken) tokens.push(nextToken);
  } while (nextToken);
  const asked = {
    "executions, 100, the first": ["ListExecutions", { stateMachineArn }],
    "executions, 1,000, the first": ["ListExecutions", { stateMachineArn, maxResults: 1000 }],
    "executions, 1,000, the last": ["ListExecutions", { stateMachineArn, maxResults: 1000, ...last }],
    "executions that succeeded, 100": ["ListExecutions", { stateMachineArn, statusFilter: "SUCCEEDED" }],
    "executions that failed (none)": ["ListExecutions", { stateMachineArn, statusFilter: "FAILED" }],
    "history of 20,000 events, 100, the first": ["GetExecutionHistory", { executionArn }],
    "… 1,000, the first": ["GetExecutionHistory", { executionArn, maxResults: 1000 }],
    "… 1,000, in the middle": [
      "GetExecutionHistory",
      { executionArn, maxResults: 1000, nextToken: tokens[tokens.length >> 1] },
    ],
    "… 1,000, the last": ["GetExecutionHistory", { executionArn, maxResults: 1000, nextToken: tokens.at(-1) }],
    "… 1,000, from the end": ["GetExecutionHistory", { executionArn, maxResults: 1000, reverseOrder: true }],
  };
  const times = {};
  for (const [what, [operation, given]] of Object.entries(asked)) {
    const options = { endpoint, operation, input: given };
    await client.measure("times", { ...options, count: 10 });
    times[what] = await client.measure("times", { ...options, count: 60 });
  }
  const waitArn = await create(service, "wait");
  const together = await client.measure("together", { endpoint, stateMachineArn: waitArn, count: 1000, input: "{}" });
  return { times, together };
}
