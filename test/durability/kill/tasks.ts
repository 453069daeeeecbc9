import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { Server } from "../server";
import { place } from "../setting";
import { below, random } from "./chance";

export const activityArn = `${place}:activity:work`;

/** The results that were taken for tasks, by the execution's name. */
export const results = new Map<string, string>();

/** All results that were sent for tasks, answered or not, by the execution's name. */
export const sent = new Map<string, readonly string[]>();

/** Tokens of tasks that may go on, with the execution's name. */
const open: { readonly name: string; readonly taskToken: string; busy?: boolean }[] = [];
/** The tokens whose task has ended by them. */
const used = new Set<string>();

let [counter, read] = [0, 0];

/** A worker of the activity. */
export const paint = async (server: Server): Promise<void> => {
  const task = await server.ask("GetActivityTask", { activityArn, workerName: "painter" });
  if (!task?.taskToken) return;
  open.push({ name: JSON.parse(task.input).name, taskToken: task.taskToken });
  await end(server, open.length - 1);
};

/** Whoever the function `hand` gave tokens to: it ends tasks by them, long after their server was killed, too. */
export const answer = async (server: Server, handed: string): Promise<void> => {
  const lines = readFileSync(handed, "utf8").split("\n").slice(read, -1);
  read += lines.length;
  for (const line of lines) {
    const [name = "", taskToken = ""] = line.split(" ");
    open.push({ name, taskToken });
  }
  if (open.length > 0) await end(server, below(open.length));
  else await server.ask("ListActivities");
};

/** One client at a time asks for a task, so that what it hears tells how things stand. */
const end = async (server: Server, place: number): Promise<void> => {
  const task = open[place]!;
  if (task.busy) {
    await server.ask("ListActivities");
    return;
  }
  task.busy = true;
  if (await isOver(server, task)) open.splice(open.indexOf(task), 1);
  task.busy = false;
};

/** Ends a task by its token, well or not, or says that it is alive. Gives whether the token is of no more use. */
const isOver = async (server: Server, { name, taskToken }: (typeof open)[number]): Promise<boolean> => {
  const chance = random();
  const output = JSON.stringify(`${name} answered ${counter++}`);
  const [operation, more] =
    chance < 0.2
      ? ["SendTaskHeartbeat", {}]
      : chance < 0.5
        ? ["SendTaskFailure", { error: "Refused" }]
        : ["SendTaskSuccess", { output }];
  if (operation === "SendTaskSuccess") sent.set(name, [...(sent.get(name) ?? []), output]);
  const answered = await server.ask(operation, { taskToken, ...more }).catch((error) => error);
  // No answer came: nothing is known of it.
  if (!answered) return false;
  if (answered instanceof Error) {
    // It was answered before, or the execution was stopped meanwhile, or tries again.
    expect(answered).toMatchObject({ name: "TaskTimedOut" });
    return true;
  }
  expect(used, "a token whose task has ended").not.toContain(taskToken);
  if (operation !== "SendTaskHeartbeat") used.add(taskToken);
  if (operation !== "SendTaskSuccess") return false;
  results.set(name, output);
  // Some are asked for again: they end no second task.
  return random() < 0.8;
};
