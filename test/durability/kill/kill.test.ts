import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { MachineName } from "../machines";
import { type Server, startServer } from "../server";
import { change, checkCatalog, setUp } from "./catalog";
import { below, oneOf, random, seed } from "./chance";
import {
  alone,
  begin,
  beginAgain,
  checkLists,
  type Known,
  known,
  look,
  maybe,
  type Request,
  redrive,
  repeat,
  stop,
} from "./executions";
import { answer, paint, results, sent } from "./tasks";

/** How often the server is killed. */
const kills = 10 * Math.max(1, Number(process.env.STEPBOOK_TEST_LENGTH ?? 1));

const folder = mkdtempSync(join(tmpdir(), "stepbook-kill-"));
const [effects, handed] = ["effects", "handed"].map((name) => join(folder, name)) as [string, string];
for (const file of [effects, handed]) writeFileSync(file, "");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** One thing after the other, until the server is gone. */
const load = async (server: Server, isOver: () => boolean): Promise<void> => {
  while (!isOver()) {
    const chance = random();
    const recent = known.slice(-200);
    const running = recent.filter(({ ended }) => !ended);
    if (maybe.size > 0 && chance < 0.05) await beginAgain(server);
    else if (chance < 0.45 || recent.length === 0) await begin(server);
    else if (chance < 0.67) await alone(oneOf(recent), (one) => look(server, one));
    else if (chance < 0.7) await alone(oneOf(recent), (one) => repeat(server, one));
    else if (chance < 0.78 && running.length > 0) await alone(oneOf(running), (one) => stop(server, one));
    else if (chance < 0.88) await alone(oneOf(recent), (one) => redrive(server, one));
    else await alone(oneOf(known), (one) => look(server, one));
  }
};

const worker = async (server: Server, job: (server: Server) => Promise<void>, isOver: () => boolean): Promise<void> => {
  while (!isOver()) await job(server);
};

const hand = (server: Server): Promise<void> => answer(server, handed);

it(`loses nothing that was answered when it is killed ${kills} times (STEPBOOK_TEST_SEED=${seed})`, async () => {
  for (let round = 0; round <= kills; round++) {
    const env = { STEPBOOK_TEST_EFFECTS: effects, STEPBOOK_TEST_HANDED: handed };
    const server = await startServer({ data: join(folder, "data"), env });
    try {
      if (round === 0) await setUp(server);
      await checkCatalog(server);
      for (const one of known.slice(-60)) await alone(one, () => look(server, one));
      if (round === kills) await settle(server);
      else {
        let over = false;
        const isOver = () => over;
        const clients = Promise.all([
          ...Array.from({ length: 5 }, () => load(server, isOver)),
          ...[paint, hand, change].map((job) => worker(server, job, isOver)),
        ]);
        // What fails is told once the server is gone.
        clients.catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, 50 + below(400)));
        over = true;
        await Promise.all([server.kill(), clients]);
      }
      expect(server.complaints()).toBe("");
    } catch (error) {
      if (server.complaints()) console.error(server.complaints());
      throw error;
    } finally {
      await server.kill();
    }
  }
});

/** All of it comes to an end, and each as it should. */
const settle = async (server: Server): Promise<void> => {
  let over = false;
  const workers = Promise.all([paint, hand].map((job) => worker(server, job, () => over)));
  await Promise.race([workers, allEnded(server)]);
  over = true;
  const done = readFileSync(effects, "utf8").trim().split("\n");
  for (const one of known) check(one, done);
  await checkLists(server);
  await Promise.all([workers, server.kill()]);
};

const allEnded = async (server: Server): Promise<void> => {
  while (maybe.size > 0) await beginAgain(server);
  for (const one of known)
    await expect
      .poll(
        async () => {
          await look(server, one);
          return one.ended;
        },
        { timeout: 60_000, message: `${one.name} (${one.machine}) ends` },
      )
      .toBeTruthy();
};

/** What comes of an execution that nobody stops; undefined where that is not known from its request alone. */
const outputOf: Readonly<Record<MachineName, (request: Request) => unknown>> = {
  pass: (request) => request,
  wait: (request) => request,
  task: ({ name }) => name,
  plain: ({ name }) => name,
  activity: ({ name }) => parsed(results.get(name)),
  token: ({ name }) => parsed(results.get(name)),
  branches: (request) => [request, request, request],
  map: ({ items, seconds }) => items.map((item) => ({ seconds, item })),
  distributed: ({ items }) => items,
};

const parsed = (text: string | undefined): unknown => (text === undefined ? undefined : JSON.parse(text));

const check = (one: Known, done: readonly string[]): void => {
  const { status, output, error, cause } = one.ended!;
  const what = `${one.name} (${one.machine}): ${JSON.stringify(one.ended)}`;
  const calls = done.filter((line) => line.startsWith(`${one.name} `));
  // A redrive begins the tries anew.
  if (one.redrives === 0) expect(new Set(calls).size, `${what}: ${calls}`).toBe(calls.length);
  if (status === "ABORTED") {
    expect(one.stopped, what).toBeDefined();
    expect(error, what).toBe("Stopped");
    return;
  }
  if (status === "FAILED") {
    expect(one.machine, what).toBe("plain");
    expect(error, what).toBe("States.TaskFailed");
    expect(cause, what).toContain("ended before the task did");
    return;
  }
  expect(status, what).toBe("SUCCEEDED");
  const wanted = outputOf[one.machine](JSON.parse(one.input));
  if (wanted !== undefined) expect(JSON.parse(output!), what).toEqual(wanted);
  // Where no answer came, it is still one of those that were sent.
  if (one.machine === "activity" || one.machine === "token") expect(sent.get(one.name), what).toContain(output);
  if (one.machine === "task" || one.machine === "plain") expect(calls.length, what).toBeGreaterThan(0);
};
