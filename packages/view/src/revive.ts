import type { Ask } from "./desk";

/** Between two questions of how an execution stands, whose updates no longer come by themselves. */
const PAUSE = 2500;

export interface Revive {
  /** Asks how the execution stands, until it has ended or its updates come again. */
  start(): void;
  dispose(): void;
}

/** For a page that was loaded anew while an execution ran: asks the kernel, as nobody tells it. */
export const createRevive = (
  ask: () => Ask | undefined,
  isNeeded: () => boolean,
  onView: (view: unknown) => void,
  onProblem: (problem: string) => void,
): Revive => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let going = false;
  let gone = false;
  const look = async (): Promise<void> => {
    timer = undefined;
    const asker = ask();
    if (!asker) return;
    going = true;
    try {
      const view = await asker("view", {});
      if (!gone) onView(view);
      if (!gone && isNeeded()) timer = setTimeout(look, PAUSE);
    } catch (error) {
      if (!gone) onProblem((error as Error).message);
    } finally {
      going = false;
    }
  };
  return {
    start: () => {
      if (!going && timer === undefined) void look();
    },
    dispose: () => {
      gone = true;
      clearTimeout(timer);
    },
  };
};
