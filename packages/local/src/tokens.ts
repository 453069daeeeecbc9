import { isTaskToken, type TaskCall, TaskError, type TaskResult } from "@stepbook/engine";
import type { Clock } from "./clock";
import { hash } from "./hash";
import { LocalServiceError } from "./service-error";

/** A task that waits for somebody who has its token. */
interface OpenTask {
  readonly succeed: (result: TaskResult) => void;
  readonly fail: (error: TaskError) => void;
  readonly heartbeat: () => void;
  /** Whether the one who has the token is at work in real time: a virtual clock then stands still for a while. */
  held: boolean;
}

/** The tokens of all tasks that others than the service end. A token ends its task once. */
export class Tokens {
  readonly #open = new Map<string, OpenTask>();

  constructor(
    private readonly clock: Clock,
    /** Another process that runs executions, whose tasks can't be ended here. */
    private readonly elsewhere: () => string | undefined = () => undefined,
  ) {}

  /** What comes of a task through its token. */
  open({ taskToken = "", signals }: TaskCall): Promise<TaskResult> {
    return new Promise((resolve, reject) => {
      this.#open.set(taskToken, {
        succeed: resolve,
        fail: reject,
        heartbeat: () => signals.heartbeat(),
        held: false,
      });
    });
  }

  /** Tells that the one who ends the task has begun to work on it. */
  hold(token: string): void {
    const task = this.#open.get(token);
    if (!task || task.held) return;
    task.held = true;
    this.clock.hold(1);
  }

  /** Tells that the task has ended, by its token or without it. */
  close(token: string | undefined): void {
    const task = token === undefined ? undefined : this.#open.get(token);
    if (token === undefined || !task) return;
    this.#open.delete(token);
    if (task.held) this.clock.hold(-1);
  }

  succeed(token: string, result: TaskResult): void {
    const task = this.#taskOf(token);
    this.close(token);
    task.succeed(result);
  }

  fail(token: string, error: string | undefined, cause: string | undefined): void {
    const task = this.#taskOf(token);
    this.close(token);
    task.fail(new TaskError(error, cause, "Failed"));
  }

  heartbeat(token: string): void {
    this.#taskOf(token).heartbeat();
  }

  #taskOf(token: string): OpenTask {
    const task = this.#open.get(token);
    if (task) return task;
    if (!isTaskToken(token, hash)) throw new LocalServiceError("InvalidToken", "Invalid Token: 'Invalid token'");
    const other = this.elsewhere();
    throw new LocalServiceError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'", {
      ...(other === undefined ? {} : { hint: `If it is a task of an execution that ${other} runs, end it there.` }),
    });
  }
}
