import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startMoto } from "../moto/moto.mjs";
import { helloWorld } from "./hello.mjs";
import { startKernel } from "./kernel.mjs";
import { before, slips } from "./slips.mjs";

const MIME_TYPE = "application/vnd.stepbook.v1+json";
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Runs a cell that is expected to work. */
async function works(kernel, code) {
  const cell = await kernel.run(code);
  assert.equal(cell.status, "ok", cell.stderr);
  assert.equal(cell.stderr, "");
  return cell;
}

async function until(condition, milliseconds = 60_000) {
  const end = Date.now() + milliseconds;
  while (!condition()) {
    if (Date.now() > end) throw new Error("it did not come in time");
    await pause(50);
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

const waiting = (seconds) => `
import { workflow, wait, pass, local } from "stepbook";
const backend = local();
const slow = workflow("slow", { steps: [pass("Start"), wait("Long", { seconds: ${seconds} }), pass("End")], on: backend });
`;

/** Each runs in a kernel of its own. */
export const cases = [
  {
    name: "the hello world cell compiles and runs as it stands, and again",
    async run(kernel) {
      for (const _ of [1, 2]) {
        const { stdout, displays } = await works(kernel, helloWorld);
        assert.match(stdout, /greeting: 'Ada'/);
        const ids = [...new Set(displays.map(({ id }) => id))];
        assert.equal(ids.length, 2, "one output for the workflow, one for the execution");
        for (const { data } of displays) {
          assert.deepEqual(Object.keys(data).sort(), [MIME_TYPE, "image/svg+xml", "text/plain"].sort());
        }
        const runs = displays.filter(({ id }) => id === ids[1]);
        assert.deepEqual(
          runs.map(({ isUpdate }) => isUpdate),
          runs.map((_run, index) => index > 0),
          "shown once, then updated in place",
        );
        const statuses = runs.map(({ data }) => data[MIME_TYPE].execution.status);
        assert.equal(statuses[0], "RUNNING");
        assert.equal(statuses.at(-1), "SUCCEEDED");
        const revs = runs.map(({ data }) => data[MIME_TYPE].rev);
        assert.deepEqual(
          revs,
          [...revs].sort((a, b) => a - b),
        );
      }
    },
  },
  {
    name: "a run that is not awaited is shown in its own cell, after the cell has ended",
    async run(kernel) {
      await works(
        kernel,
        `import { workflow, lambda, local } from "stepbook";
         let finish = () => {};
         const work = () => new Promise<void>((resolve) => { finish = resolve; });
         const slow = workflow("slow", {
           steps: lambda.invoke("Work", { functionName: "work", payload: {} }),
           on: local({ functions: { work } }),
         });`,
      );
      const cell = await works(kernel, "const e = await slow.execute(); void e.render();");
      await works(kernel, "1 + 1");
      const last = () => cell.displays.at(-1)?.data[MIME_TYPE].execution;
      await until(() => last()?.statuses === "r");
      assert.equal(last().status, "RUNNING");
      await works(kernel, "finish();");
      await until(() => last().status === "SUCCEEDED");
      assert.equal(new Set(cell.displays.map(({ id }) => id)).size, 1);
    },
  },
  {
    name: "an interrupt stops the awaited run and keeps the kernel, twice",
    async run(kernel) {
      await works(kernel, waiting(600));
      for (const _ of [1, 2]) {
        const cell = await kernel.start("const e2 = await slow.execute(); await e2.render();");
        await until(() => cell.displays.at(-1)?.data[MIME_TYPE].execution.statuses.includes("r"));
        kernel.interrupt();
        assert.equal(await cell.done, "error");
        await until(() => cell.displays.at(-1).data[MIME_TYPE].execution.status === "ABORTED");
        await works(kernel, "1 + 1");
      }
      const { stdout } = await works(kernel, "(await slow.listExecutions()).map(({ status }) => status)");
      assert.equal(stdout.trim(), "[ 'ABORTED', 'ABORTED' ]");
      const cell = await kernel.start('const e3 = await slow.execute(); console.log("begun"); await e3.output();');
      await until(() => cell.stdout === "begun\n");
      kernel.interrupt();
      assert.equal(await cell.done, "error");
      assert.equal((await works(kernel, "1 + 1")).stdout.trim(), "2");
    },
  },
  {
    name: "an interrupt while a run on AWS is awaited ends the watching, says so, and leaves the run alone",
    needs: "moto.server, jsonata",
    async run(kernel) {
      const moto = await startMoto();
      try {
        await works(
          kernel,
          `process.env.AWS_ACCESS_KEY_ID = process.env.AWS_SECRET_ACCESS_KEY = "test";
           import { workflow, wait, aws } from "stepbook";
           const remote = workflow("remote", {
             steps: wait("Long", { seconds: 600 }),
             role: "arn:aws:iam::123456789012:role/Role",
             on: aws({ endpoint: "${moto.endpoint}", region: "us-east-1" }),
           });
           await remote.create();
           const run = await remote.execute();`,
        );
        const cell = await kernel.start("await run.render();");
        await until(() => cell.displays.some(({ data }) => data[MIME_TYPE].execution.statuses === "r"));
        kernel.interrupt();
        assert.equal(await cell.done, "error");
        await until(() => /goes on at http/.test(cell.stderr));
        const { stdout } = await works(kernel, "(await run.describe()).status");
        assert.equal(stdout.trim(), "RUNNING");
      } finally {
        await moto.stop();
      }
    },
  },
  {
    name: "the import costs at most 0.3 s of the processor, and a local run loads no AWS client",
    async run(kernel) {
      await works(kernel, "1");
      const { stdout } = await works(
        kernel,
        `const before = process.cpuUsage(); require("stepbook");
         const { user, system } = process.cpuUsage(before); console.log((user + system) / 1000);`,
      );
      assert.ok(Number(stdout) <= 300, `${stdout} ms`);
      const start = performance.now();
      await works(kernel, 'import { workflow, pass, local } from "stepbook"; typeof workflow;');
      const cell = Math.round(performance.now() - start);
      console.log(`        require: ${Math.round(stdout)} ms; the first cell that imports, types included: ${cell} ms`);
      const run = await works(
        kernel,
        `const e = await workflow("w", { steps: pass("A"), on: local() }).execute();
         await e.output();
         Object.keys(require.cache).filter((path) => /aws-sdk|smithy/.test(path)).length`,
      );
      assert.equal(run.stdout.trim(), "0");
    },
  },
  {
    name: "an error is one clear message, without a stack",
    async run(kernel) {
      await works(kernel, 'import { workflow, pass, local, executionInput } from "stepbook";');
      const twice = await kernel.run('workflow("w", { steps: [pass("A"), pass("A")] });');
      assert.equal(twice.status, "error");
      assert.match(twice.stderr, /^StepbookError: Two steps are named "A"[^\n]*\n?$/);
      await works(
        kernel,
        'const typed = workflow("typed", { input: executionInput({ n: Number }), steps: [pass("A")], on: local() });',
      );
      const input = await kernel.run('await typed.execute({ n: "7" as any });');
      assert.match(input.stderr, /input\.n must be a number, but is the string "7"/);
      assert.doesNotMatch(input.stderr, /\n\s+at /);
    },
  },
  {
    name: `${slips.length} slips of a beginner are each told by one clear message`,
    async run(kernel) {
      await works(kernel, before);
      for (const [code, message] of slips) {
        const { status, stderr } = await kernel.run(code);
        assert.equal(status, "error", code);
        if (typeof message === "string") assert.ok(stderr.includes(message), `${code}\n${stderr}`);
        else assert.match(stderr, message, code);
        assert.doesNotMatch(stderr, /\n\s+at /, code);
      }
    },
  },
  {
    name: "a failed run is shown as failed, with error and cause",
    async run(kernel) {
      await works(
        kernel,
        `import { workflow, lambda, local } from "stepbook";
         const broken = workflow("broken", {
           steps: [lambda.invoke("Break", { functionName: "break", payload: {} })],
           on: local({ functions: { break: () => { throw new Error("out of paper"); } } }),
         });`,
      );
      const cell = await works(kernel, "const run = await broken.execute(); await run.render();");
      const { execution } = cell.displays.at(-1).data[MIME_TYPE];
      assert.equal(execution.status, "FAILED");
      const { stderr, status } = await kernel.run("await run.output();");
      assert.equal(status, "error");
      assert.match(stderr, /^ExecutionFailed: "broken" failed in the state "Break": Error: .*out of paper/);
    },
  },
  {
    name: "a kernel that is killed in a training leaves no program behind, and a job that says what happened",
    async run(kernel) {
      const folder = await mkdtemp(join(tmpdir(), "stepbook-killed-"));
      await writeFile(join(folder, "train.mjs"), "console.log('pid=' + process.pid); setInterval(() => {}, 1000);");
      const backend = `const backend = local({ s3: ${JSON.stringify(join(folder, "s3"))} });`;
      await works(
        kernel,
        `import { workflow, sagemaker, pytorch, local, defaultBucket, listJobs } from "stepbook";
         ${backend}
         const bucket = await defaultBucket({ on: backend });
         const train = sagemaker.training("Train", {
           estimator: pytorch({
             entryPoint: "train.mjs", sourceDir: ${JSON.stringify(folder)}, version: "2.1.0", instanceType: "ml.m5.large",
             role: "arn:aws:iam::123456789012:role/R", outputPath: \`s3://\${bucket}/out\`,
           }),
           jobName: "killed",
         });
         const run = await workflow("w", { steps: train, on: backend }).execute();`,
      );
      let pid;
      while (!pid)
        pid = /pid=(\d+)/.exec(
          (await works(kernel, 'console.log((await run.logs("Train")).map(({ line }) => line).join())')).stdout,
        )?.[1];
      await kernel.kill();
      await until(() => !isAlive(Number(pid)));
      const next = await startKernel();
      try {
        const { stdout } = await works(
          next,
          `import { local, listJobs } from "stepbook";
           ${backend}
           const [job] = await listJobs({ on: backend });
           console.log(job.name, job.status, job.reason);`,
        );
        assert.match(stdout, /^killed Failed InternalServerError: The process /);
      } finally {
        await next.stop();
        await rm(folder, { recursive: true });
      }
    },
  },
  {
    name: "what a cell prints comes whole, however much it is",
    async run(kernel) {
      const count = 5000;
      const { stdout } = await works(kernel, `for (let line = 0; line < ${count}; line++) console.log(line);`);
      assert.equal(stdout, Array.from({ length: count }, (_, line) => `${line}\n`).join(""));
      assert.equal((await works(kernel, "1 + 1")).stdout.trim(), "2");
    },
  },
  {
    name: "an await within an await works in a cell that imports nothing",
    async run(kernel) {
      await works(
        kernel,
        `import { workflow, pass, local } from "stepbook";
         const w = workflow("w", { steps: [pass("A", { output: { hello: "world" } })], on: local() });`,
      );
      const { stdout } = await works(kernel, "await (await w.execute()).output()");
      assert.match(stdout, /hello: 'world'/);
      await works(kernel, "(await (await w.execute()).listEvents()).render();");
      await works(kernel, "const again = await (await w.execute()).output();");
      assert.match((await works(kernel, "again")).stdout, /hello: 'world'/);
    },
  },
  {
    name: "placeholders, steps, workflows and lists print as one line or a table, and are never waited for",
    async run(kernel) {
      const { stdout } = await works(
        kernel,
        `import { workflow, pass, executionInput, local, listWorkflows } from "stepbook";
         const backend = local();
         const input = executionInput({ user: { name: String } });
         const same = await input.user;
         const step = pass("Say", { output: input.user.name });
         const w = workflow("say", { input, steps: [step], on: backend });
         await w.create();
         console.log(input.user, JSON.stringify({ input }), step, step.output, same === input.user);
         console.log(w);
         console.log(await listWorkflows({ on: backend }));`,
      );
      assert.match(stdout, /^input\.user \{"input":"input"\} Pass "Say" Say\.output/);
      assert.match(stdout, /Workflow "say": 1 state, arn:aws:states/);
      assert.match(stdout, /Name\s+Type\s+Created\s+ARN\n─+/);
    },
  },
];
