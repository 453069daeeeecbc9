import type { HistoryEvent } from "@stepbook/asl";
import type { ChildRun, Entry, MapRun, RunEnd } from "@stepbook/engine";
import { type MapRunName, type StoredMapRunEnd, storedEvent, type Told } from "./execution-file";
import type { KeptExecution } from "./kept-execution";
import type { Writer } from "./writer";

/** What is kept of an execution that runs, and what it needs for that. */
export interface TellingOptions {
  readonly execution: KeptExecution;
  readonly writer: Writer;
  /** The next number of anything. */
  readonly number: () => number;
  /** The name of a definition among those of the folder. */
  readonly definitionName: (text: string) => string;
  /** What it told before: it is to tell the same again, and then more. */
  readonly known?: readonly Told[];
  readonly onMismatch: (message: string) => void;
}

/** Keeps what an execution tells, where it is not kept already. */
export class Telling {
  readonly #options: TellingOptions;
  readonly #known: readonly Told[];
  readonly #mapRuns: MapRunName[] = [];
  #position = 0;
  #entryBytes = 0;

  constructor(options: TellingOptions) {
    this.#options = options;
    this.#known = options.known ?? [];
  }

  /** Whether all that was kept has been told again. */
  get isNew(): boolean {
    return this.#position >= this.#known.length;
  }

  /** How many bytes the entries take that were written here. */
  get entryBytes(): number {
    return this.#entryBytes;
  }

  get mapRuns(): readonly MapRunName[] {
    return this.#mapRuns;
  }

  entry(entry: Entry): void {
    const { execution, writer } = this.#options;
    this.#entryBytes += execution.append({ entry });
    writer.touch(execution.file);
  }

  event(event: HistoryEvent): void {
    this.#tell({ event: storedEvent(event) });
  }

  /** A map run begins: gives its number among all things, and its place among the map runs of the execution. */
  mapRun(run: MapRun): { readonly number: number; readonly of: number } {
    const { number, definitionName } = this.#options;
    const { executionArn, stateMachineArn, express, startTime } = run;
    const definition = definitionName(JSON.stringify(run.definition));
    const known = this.#next;
    const told = {
      number: known && "mapRun" in known ? known.mapRun.number : number(),
      arn: run.mapRunArn,
      ...{ executionArn, stateMachineArn, definition, express, startTime },
    };
    this.#tell({ mapRun: told });
    this.#mapRuns.push({ arn: run.mapRunArn, definition });
    return { number: told.number, of: this.#mapRuns.length - 1 };
  }

  mapRunEnd(of: number, mapRunEnd: StoredMapRunEnd): void {
    this.#tell({ mapRunEnd, of });
  }

  mapRunRedrive(of: number, mapRunRedrive: number): void {
    this.#tell({ mapRunRedrive, of });
  }

  /** Gives its number among all things. */
  child(of: number, { executionArn: arn, name, input, itemCount, startTime }: ChildRun): number {
    const known = this.#next;
    const number = known && "begun" in known ? known.begun.number : this.#options.number();
    this.#tell({ begun: { number, arn, name, input, itemCount, startTime }, of });
    return number;
  }

  childEvent(of: number, child: number, event: HistoryEvent): void {
    this.#tell({ childEvent: storedEvent(event), of, child });
  }

  childEnd(of: number, child: number, childEnd: RunEnd): void {
    this.#tell({ childEnd, of, child });
  }

  childRedrive(of: number, child: number, childRedrive: number): void {
    this.#tell({ childRedrive, of, child });
  }

  get #next(): Told | undefined {
    return this.#known[this.#position];
  }

  #tell(told: Told): void {
    const { execution, writer, onMismatch } = this.#options;
    const known = this.#next;
    if (!known) {
      execution.append(told);
      writer.touch(execution.file);
      return;
    }
    this.#position += 1;
    const [now, then] = [JSON.stringify(told), JSON.stringify(known)];
    if (now !== then) onMismatch(`it tells ${now.slice(0, 300)} where it told ${then.slice(0, 300)}`);
  }
}
