/** Lets so many pieces of work run at once; the others wait in a row. */
export class Slots {
  private readonly waiting: (() => void)[] = [];
  private free: number;

  constructor(count: number) {
    this.free = count;
  }

  /** Runs work once there is a place for it, or at once where the signal says that it has only to end. */
  run(work: () => Promise<void>, signal: AbortSignal): void {
    const start = async (): Promise<void> => {
      signal.removeEventListener("abort", now);
      this.free--;
      await work();
      this.free++;
      if (this.free > 0) this.waiting.shift()?.();
    };
    const begin = (): void => void start();
    const now = (): void => {
      this.waiting.splice(this.waiting.indexOf(begin), 1);
      begin();
    };
    if (this.free > 0) begin();
    else {
      this.waiting.push(begin);
      signal.addEventListener("abort", now);
    }
  }
}
