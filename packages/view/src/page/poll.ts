/** Looks at something again and again. */
export interface Poll {
  /** Looks now, or as soon as the look that is under way has ended. */
  poke(): void;
  dispose(): void;
}

export interface PollOptions {
  /** Never called again before what it promised has come, or failed. Why it failed it says itself. */
  readonly look: () => Promise<void>;
  /** How long to wait after a look, in milliseconds; undefined waits for a poke. */
  readonly pause: () => number | undefined;
}

/** Nobody sees a page that is hidden: it is looked for it so many times more rarely. */
const HIDDEN = 10;
const LONGEST = 10_000;

/** After looks that failed, each pause is twice the one before. */
export const createPoll = ({ look, pause }: PollOptions): Poll => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looking = false;
  let again = false;
  let gone = false;
  let failures = 0;
  const run = async (): Promise<void> => {
    clearTimeout(timer);
    looking = true;
    again = false;
    try {
      await look();
      failures = 0;
    } catch {
      failures += 1;
    }
    looking = false;
    if (gone) return;
    const wait = again ? 0 : pause();
    if (wait === undefined) return;
    const hidden = document.visibilityState === "hidden" ? HIDDEN : 1;
    const late = failures === 0 ? wait * hidden : Math.min(LONGEST, wait * 2 ** failures) * hidden;
    timer = setTimeout(run, late);
  };
  const poke = (): void => {
    if (looking) again = true;
    else if (!gone) void run();
  };
  const onVisible = (): void => {
    if (document.visibilityState === "visible") poke();
  };
  document.addEventListener("visibilitychange", onVisible);
  void run();
  return {
    poke,
    dispose: () => {
      gone = true;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisible);
    },
  };
};
