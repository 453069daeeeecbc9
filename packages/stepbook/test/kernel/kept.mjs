import assert from "node:assert/strict";
import { startKernel } from "./kernel.mjs";

/** What the next kernel does first: it finds the workflow of before, and its newest execution. */
const found = (backend) => `
import { attach, local } from "stepbook";
const backend = ${backend};
const again = await attach("slow", { on: backend });
const [row] = await again.listExecutions();
const run = await again.execution(row.arn);
`;

const works = async (kernel, code) => {
  const cell = await kernel.run(code);
  assert.equal(cell.status, "ok", cell.stderr);
  assert.equal(cell.stderr, "");
  return cell;
};

const statusesOf = ({ displays }) =>
  displays.map(({ data }) => data["application/vnd.stepbook.v1+json"]?.execution?.status);

const withNext = async (kernel, job) => {
  const next = await startKernel({ store: kernel.store });
  try {
    await job(next);
  } finally {
    await next.stop();
  }
};

/** What outlives a kernel. Each runs in a kernel of its own. */
export const keptCases = [
  {
    name: "a wait that the end of its kernel cut short goes on in the next kernel, and is shown",
    async run(kernel) {
      await works(
        kernel,
        `import { local, pass, wait, workflow } from "stepbook";
         const backend = local();
         const slow = workflow("slow", { steps: [pass("Start"), wait("Long", { seconds: 10 }), pass("End")], on: backend });
         await slow.create();`,
      );
      await withNext(kernel, async (next) => {
        // It is there and has all its modules when the wait begins: a slow machine must not make the wait too short.
        await works(next, 'import "stepbook";');
        const { stdout } = await works(
          kernel,
          "const run = await slow.execute({ n: 1 }); console.log(JSON.stringify(await run.listEvents()));",
        );
        const before = JSON.parse(stdout);
        await kernel.kill();
        await works(next, found("local()"));
        const seen = await works(
          next,
          "console.log((await run.describe()).status, JSON.stringify(await run.listEvents()));",
        );
        const [, status, events] = /^(\w+) (.*)\n$/s.exec(seen.stdout);
        assert.equal(status, "RUNNING");
        assert.deepEqual(JSON.parse(events).slice(0, before.length), before);
        const shown = await works(next, "await run.render();");
        assert.deepEqual([statusesOf(shown)[0], statusesOf(shown).at(-1)], ["RUNNING", "SUCCEEDED"]);
        assert.equal((await works(next, "console.log(JSON.stringify(await run.output()));")).stdout.trim(), '{"n":1}');
      });
    },
  },
  {
    name: "a task that the end of its kernel cut short fails, and a redrive does it again in the next kernel",
    async run(kernel) {
      await works(
        kernel,
        `import { lambda, local, workflow } from "stepbook";
         const backend = local({ functions: { work: () => new Promise(() => {}) } });
         const slow = workflow("slow", { steps: lambda.invoke("Work", { functionName: "work", payload: {} }), on: backend });
         await slow.create();
         const run = await slow.execute();
         while (!(await run.listEvents()).some(({ type }) => type === "TaskStarted"));`,
      );
      await kernel.kill();
      await withNext(kernel, async (next) => {
        await works(next, found('local({ functions: { work: () => "done at last" } })'));
        const { stdout } = await works(
          next,
          "const { status, error, cause } = await run.describe(); console.log(status, error, cause);",
        );
        assert.match(
          stdout,
          /^FAILED States\.TaskFailed The process that ran the task of the state "Work" ended before/,
        );
        await works(next, "await run.redrive(); console.log((await run.output()).Payload);");
      });
    },
  },
  {
    name: "what another kernel runs is shown live, says so, and can't be stopped here",
    async run(kernel) {
      await works(
        kernel,
        `import { local, wait, workflow } from "stepbook";
         const slow = workflow("slow", { steps: wait("Long", { seconds: 600 }), on: local() });
         await slow.create();
         const run = await slow.execute();`,
      );
      await withNext(kernel, async (next) => {
        await works(next, found("local()"));
        const { stdout } = await works(next, "try { await run.stop(); } catch (error) { console.log(error.message); }");
        assert.match(stdout, /run by another process/);
        const shown = await next.start("await run.render();");
        await shown.displayed;
        await works(kernel, "await run.stop();");
        assert.equal(await shown.done, "ok");
        assert.match(
          shown.stderr,
          /is run by process \d+, maybe the kernel of another notebook: it can be looked at here/,
        );
        assert.deepEqual([statusesOf(shown)[0], statusesOf(shown).at(-1)], ["RUNNING", "ABORTED"]);
      });
    },
  },
];
