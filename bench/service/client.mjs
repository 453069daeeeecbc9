import { Agent, request } from "node:http";
import { createInterface } from "node:readline";

// A client in a process of its own: it is told what to measure, line by line, and prints what it found. It is the same
// for every service, and knows nothing of them but HTTP.

const agents = new Map();

const ask = (endpoint, connections, operation, input) =>
  new Promise((resolve, reject) => {
    const key = `${endpoint} ${connections}`;
    if (!agents.has(key)) agents.set(key, new Agent({ keepAlive: true, maxSockets: connections }));
    const body = JSON.stringify(input);
    const headers = {
      "Content-Type": "application/x-amz-json-1.0",
      "Content-Length": Buffer.byteLength(body),
      "X-Amz-Target": `AWSStepFunctions.${operation}`,
      // moto finds its service by the name in here.
      Authorization: "AWS4-HMAC-SHA256 Credential=bench/20260101/us-east-1/states/aws4_request, Signature=0",
    };
    const sent = request(endpoint, { agent: agents.get(key), method: "POST", headers }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => {
        const answer = JSON.parse(Buffer.concat(parts).toString());
        if (response.statusCode === 200) resolve(answer);
        else reject(new Error(`${operation}: ${JSON.stringify(answer)}`));
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });

let counter = 0;
const unique = () => `${process.pid}-${counter++}`;

const jobs = {
  /** Any operation, asked once. */
  ask: ({ endpoint, operation, input }) => ask(endpoint, 1, operation, input),

  /** How long a start and a description take together, one after the other on one connection. */
  async latency({ endpoint, stateMachineArn, count }) {
    const times = [];
    for (let index = 0; index < count; index++) {
      const begun = performance.now();
      const { executionArn } = await ask(endpoint, 1, "StartExecution", {
        stateMachineArn,
        name: unique(),
        input: "{}",
      });
      await ask(endpoint, 1, "DescribeExecution", { executionArn });
      times.push(performance.now() - begun);
    }
    return times;
  },

  /** How many executions are begun in a second, over 8 connections. */
  async throughput({ endpoint, stateMachineArn, count }) {
    const begun = performance.now();
    let left = count;
    const work = async () => {
      while (left-- > 0) await ask(endpoint, 8, "StartExecution", { stateMachineArn, name: unique(), input: "{}" });
    };
    await Promise.all(Array.from({ length: 8 }, work));
    return (count / (performance.now() - begun)) * 1000;
  },

  /** How long an operation takes, asked again and again. */
  async times({ endpoint, operation, input, count }) {
    const times = [];
    for (let index = 0; index < count; index++) {
      const begun = performance.now();
      await ask(endpoint, 1, operation, input);
      times.push(performance.now() - begun);
    }
    return times;
  },

  /** Many executions at the same time: until all have begun, and until all are seen to have ended. */
  async together({ endpoint, stateMachineArn, count, input }) {
    const begun = performance.now();
    let left = count;
    const work = async () => {
      while (left-- > 0) await ask(endpoint, 8, "StartExecution", { stateMachineArn, name: unique(), input });
    };
    await Promise.all(Array.from({ length: 8 }, work));
    const started = performance.now() - begun;
    const running = async () =>
      (await ask(endpoint, 1, "ListExecutions", { stateMachineArn, statusFilter: "RUNNING", maxResults: 1000 }))
        .executions.length;
    const most = await running();
    while ((await running()) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    return { started, most, ended: performance.now() - begun };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { job, ...options } = JSON.parse(line);
  try {
    process.stdout.write(`${JSON.stringify({ result: await jobs[job](options) })}\n`);
  } catch (error) {
    process.stdout.write(`${JSON.stringify({ error: error.message })}\n`);
  }
}
