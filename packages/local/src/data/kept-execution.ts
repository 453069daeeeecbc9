import type { HistoryEvent } from "@stepbook/asl";
import type { RunEnd } from "@stepbook/engine";
import { type ExecutionRecord, type MachineAsRun, markRedriven, type Redrive } from "../store";
import type { AppendFile } from "./append-file";
import type { Definitions } from "./definitions";
import type { Contents, Line, MapRunName, StoredExecution, Summary } from "./execution-file";
import type { Shelf } from "./shelf";

/** An execution whose history stands in a file. Once it has ended it is read again when somebody asks. */
export class KeptExecution implements ExecutionRecord {
  readonly number: number;
  readonly arn: string;
  readonly name: string;
  readonly stateMachineArn: string;
  readonly machine: MachineAsRun;
  readonly stateMachineVersionArn?: string;
  readonly stateMachineAliasArn?: string;
  readonly startDate: Date;
  readonly traceHeader?: string;
  run?: ExecutionRecord["run"];
  redrive?: Redrive;
  onEnd?: ExecutionRecord["onEnd"];
  /** Its map runs, and whether these are at hand. */
  mapRuns: readonly MapRunName[] = [];
  hasMapRuns = false;
  /** Its file holds what it cannot hold: nothing is told of it. */
  damaged = false;
  /** Who runs it, where that is another process: it can be looked at here, and no more. */
  foreign?: string | undefined;
  #end: RunEnd | undefined;
  #own: Contents | undefined;

  constructor(
    readonly head: StoredExecution,
    readonly file: AppendFile,
    private readonly shelf: Shelf,
    private readonly definitions: Definitions,
  ) {
    const { machine } = head;
    this.number = head.number;
    this.arn = head.arn;
    this.name = head.name;
    this.stateMachineArn = head.stateMachineArn;
    this.startDate = new Date(head.startDate);
    if (head.stateMachineVersionArn !== undefined) this.stateMachineVersionArn = head.stateMachineVersionArn;
    if (head.stateMachineAliasArn !== undefined) this.stateMachineAliasArn = head.stateMachineAliasArn;
    if (head.traceHeader !== undefined) this.traceHeader = head.traceHeader;
    const { number, name, roleArn, configurations, updateDate, revisionId } = machine;
    this.machine = {
      number,
      name,
      roleArn,
      configurations,
      updateDate: new Date(updateDate),
      get definition() {
        return definitions.get(machine.definition);
      },
      ...(revisionId === undefined ? {} : { revisionId }),
    };
  }

  get input(): string {
    return this.contents.input;
  }

  get events(): HistoryEvent[] {
    return this.contents.events;
  }

  get end(): RunEnd | undefined {
    return this.#end;
  }

  set end(end: RunEnd | undefined) {
    this.#end = end;
  }

  /** One of the definitions that its file names. */
  definition(name: string): string {
    return this.definitions.get(name);
  }

  get contents(): Contents {
    return this.#own ?? this.shelf.contentsOf(this);
  }

  /** Keeps the contents at hand while it runs. */
  hold(contents: Contents): void {
    this.#own = contents;
  }

  /** Lets them go: they are read again where they are asked for. */
  letGo(): void {
    const contents = this.#own;
    this.#own = undefined;
    contents?.goOnAt(this.file.path, this.file.length);
    if (contents) this.shelf.put(this, contents);
  }

  /** Gives the length of the line, in characters. */
  append(line: Line): number {
    return this.file.append(line);
  }

  /** Its end in short, for the end of its file. */
  get summary(): Summary {
    const { status = "FAILED", stopTime = 0 } = this.#end ?? {};
    const { redrive, mapRuns } = this;
    return {
      status,
      stopTime,
      ...(redrive
        ? {
            redrive: {
              count: redrive.count,
              date: redrive.date.getTime(),
              tokens: redrive.tokens.map(({ token, date }) => ({ token, date: date.getTime() })),
            },
          }
        : {}),
      mapRuns,
    };
  }

  /** Notes the redrives that are known, as far as they came about. */
  recall({ events, redrives }: Pick<Contents, "events" | "redrives">): void {
    const end = this.#end;
    delete this.redrive;
    const count = events.filter(({ type }) => type === "ExecutionRedriven").length;
    for (const { date, token } of redrives.slice(0, count)) markRedriven(this, new Date(date), token);
    this.#end = end;
  }

  /** It ended as its file says, or goes on. */
  take(ended: Summary | undefined): void {
    if (!ended) {
      this.#end = undefined;
      return;
    }
    const { status, stopTime, redrive, mapRuns } = ended;
    this.mapRuns = mapRuns;
    if (redrive)
      this.redrive = {
        count: redrive.count,
        date: new Date(redrive.date),
        tokens: redrive.tokens.map(({ token, date }) => ({ token, date: new Date(date) })),
      };
    this.#end = endOf(status, stopTime, () => this.events.at(-1));
  }
}

type Details = Partial<Pick<RunEnd, "output" | "error" | "cause">>;

const endDetails = [
  "executionSucceededEventDetails",
  "executionFailedEventDetails",
  "executionTimedOutEventDetails",
  "executionAbortedEventDetails",
] as const;

/** How it ended, whose output or error stands in its last event. */
const endOf = (status: RunEnd["status"], stopTime: number, last: () => HistoryEvent | undefined): RunEnd => {
  const details = (): Details => {
    const event = (last() ?? {}) as Partial<Record<(typeof endDetails)[number], Details>>;
    return endDetails.map((key) => event[key]).find((found) => found !== undefined) ?? {};
  };
  return Object.defineProperties({ status, stopTime } as RunEnd, {
    output: { get: () => details().output, enumerable: true },
    error: { get: () => details().error, enumerable: true },
    cause: { get: () => details().cause, enumerable: true },
  });
};
