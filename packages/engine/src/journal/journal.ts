import type { Host } from "../host";
import type { Run } from "../run";
import { Book } from "./book";
import type { Command, Entry, Reason } from "./entry";
import { MapRuns, recordedItems, recordedWrite } from "./maps";
import { recordedTask, type TaskKeeping } from "./tasks";
import { recordedCall } from "./waits";

/** What keeps an execution, and what runs it. */
export interface JournalOptions extends TaskKeeping {
  readonly host: Host;
  /** When the execution began, in milliseconds since 1970. */
  readonly startTime: number;
  /** What was recorded of it. */
  readonly entries?: readonly Entry[];
  /** Whether what it tells now is told for the first time, where what it told is kept, too. */
  readonly isNew?: () => boolean;
  /** Keeps an entry. It need not be safe before `seal` is called. */
  readonly write: (entry: Entry) => void;
}

/**
 * Records all that comes to an execution from outside, so that another process can bring it to where it was, and go on.
 * The engine does the same every time that it is told the same at the same moments.
 *
 * @example
 * const journal = new Journal({ host, startTime, entries, write, seal, resume });
 * const run = start(program, journal.host, options);
 * await journal.replay(run);
 */
export class Journal {
  /** What the execution runs with. */
  readonly host: Host;
  readonly #book: Book;
  readonly #mapRuns: MapRuns;
  #run: Run | undefined;
  #events = 0;

  constructor({ host, startTime, entries = [], isNew = () => true, write, seal, resume }: JournalOptions) {
    const book = new Book({ host, startTime, entries, isNew, write });
    this.#book = book;
    this.#mapRuns = new MapRuns(book, (command) => this.#command(command));
    this.host = {
      now: () => book.time,
      elapsed: () => book.elapsed(),
      random: host.random,
      uuid: host.uuid,
      hash: host.hash,
      busy: host.busy,
      sleep: (milliseconds, wake) => {
        const due = book.time + milliseconds;
        // The clock may be behind that of before.
        const left = (): number => Math.max(0, due - Math.max(host.now(), book.time));
        return recordedCall(book, (come) => host.sleep(left(), come), wake, due);
      },
      breathe: (resumed) => recordedCall(book, (come) => host.breathe(come), resumed),
      invoke: (call) => recordedTask(book, call, { seal, resume }),
      readItems: (source) => recordedItems(book, () => host.readItems(source)),
      writeObject: (object) => recordedWrite(book, object),
      beginMapRun: (run) => this.#mapRuns.begin(run),
    };
  }

  /**
   * Brings the run to where it was, and has it go on from there.
   *
   * @throws JournalMismatch where it does something else than was recorded: it goes on no further.
   */
  replay(run: Run): Promise<void> {
    this.#run = run;
    return this.#book.replay((command) => this.#obey(command));
  }

  /** Ends the execution, as StopExecution does. */
  stop(reason: Reason = {}): Promise<void> {
    return this.#command({ stop: reason });
  }

  /** Has it go on from where it failed, as RedriveExecution does. */
  redrive(): Promise<void> {
    return this.#command({ redrive: true });
  }

  /** The execution has told an event: it is ended at once where that is due. */
  told(isDue: () => boolean): void {
    this.#events += 1;
    const { recorded, isFirst } = this.#book;
    if (recorded ? !("halt" in recorded && recorded.halt === this.#events) : !(isFirst && isDue())) return;
    if (recorded) this.#book.turnPage();
    else this.#book.write({ halt: this.#events });
    this.#run?.stop();
  }

  /** Resolves when all that has come so far is recorded; nothing where it is. */
  idle(): Promise<void> | undefined {
    return this.#book.idle();
  }

  /** Tells that what happens now is not what was recorded to have happened. */
  mismatch(message: string): void {
    this.#book.mismatch(message);
  }

  /** Lets go of the execution without ending it: nothing comes to it any more. */
  detach(): void {
    this.#book.close();
  }

  #command(command: Command): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#book.arrive(
        (at) => ({ command, at }),
        () => {
          try {
            this.#obey(command);
            resolve();
          } catch (error) {
            reject(error);
          }
        },
      );
    });
  }

  #obey(command: Command): void {
    if ("redrive" in command) this.#run?.redrive();
    else if ("update" in command) this.#mapRuns.update(command.mapRun, command.update);
    else if ("child" in command) this.#mapRuns.stop(command.mapRun, command.child, command.stop);
    else this.#run?.stop(command.stop);
  }
}
