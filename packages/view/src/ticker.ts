const TICK = 1000;

/** Does a job each second, as long as it is to. */
export const createTicker = (job: () => void) => {
  let timer: ReturnType<typeof setInterval> | undefined;
  return (runs: boolean): void => {
    if (runs && timer === undefined) timer = setInterval(job, TICK);
    if (!runs && timer !== undefined) {
      clearInterval(timer);
      timer = undefined;
    }
  };
};
