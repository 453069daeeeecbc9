import type { HistoryEvent } from "@stepbook/asl";
import { Journal, JournalMismatch, type MachineProgram, type RunEnd, start } from "@stepbook/engine";
import { checkProgram } from "../checks";
import type { Embedded } from "../embedded";
import { hostOf } from "../host";
import { isDue, longest, runOptionsOf } from "../run-options";
import { LocalServiceError } from "../service-error";
import { type ExecutionRecord, markEnded, markRedriven } from "../store";
import { resumeTask } from "../tasks/resume";
import type { Data } from "./data";
import { Contents, type StoredExecution, storedEvent } from "./execution-file";
import type { KeptExecution } from "./kept-execution";
import { Telling } from "./telling";

export interface KeptBeginning {
  readonly head: Omit<ExecutionRecord, "events">;
  readonly program: MachineProgram;
  readonly seed: number;
}

/** Begins an execution that is kept in a folder. Throws where that can't be written: then there is none. */
export const beginKept = (local: Embedded, data: Data, { head, program, seed }: KeptBeginning): KeptExecution => {
  const execution = data.begin(storedHead(local, data, head, seed), head.input);
  const contents = new Contents();
  contents.input = head.input;
  execution.hold(contents);
  local.store.putExecution(execution);
  run(local, data, { execution, program, live: contents });
  return execution;
};

/**
 * Brings an execution back that another process ran, or that has ended: as if it had run here from its beginning. What
 * came to it is told it again, and nothing is done twice.
 *
 * @throws JournalMismatch where it does something else than it did then. DamagedFile.
 */
export const revive = async (local: Embedded, data: Data, execution: KeptExecution): Promise<Journal> => {
  const known = new Contents(true);
  known.read(execution.file.path);
  execution.file.goOnAt(known.end);
  const program = checkProgram(execution.machine.definition, "STANDARD");
  const live = new Contents();
  live.input = known.input;
  const running = run(local, data, { execution, program, live, known });
  try {
    await running.journal.replay(running.engine);
  } catch (error) {
    running.journal.detach();
    throw error;
  }
  running.isBack();
  return running.journal;
};

/** Goes on with what had not ended when its process did. What cannot go on fails, and says why. */
export const goOn = async (local: Embedded, data: Data, execution: KeptExecution): Promise<void> => {
  try {
    await revive(local, data, execution);
  } catch (error) {
    if (error instanceof JournalMismatch || error instanceof LocalServiceError) giveUp(data, execution, error);
    else data.damaged(execution, error as Error);
  }
};

/** Has an execution that has ended go on from where it failed. */
export const redriveKept = async (
  local: Embedded,
  data: Data,
  execution: KeptExecution,
  request: { readonly date: Date; readonly clientToken: string | undefined },
): Promise<void> => {
  const journal = await revive(local, data, execution);
  const { date, clientToken: token } = request;
  data.redriven(execution);
  markRedriven(execution, date, token);
  execution.append({ redrive: { date: date.getTime(), ...(token === undefined ? {} : { token }) } });
  await journal.redrive();
  data.tellRedriven(execution);
};

interface Running {
  readonly execution: KeptExecution;
  readonly program: MachineProgram;
  /** Gets what it tells. */
  readonly live: Contents;
  /** What is known from before. */
  readonly known?: Contents;
}

const run = (local: Embedded, data: Data, { execution, program, live, known }: Running) => {
  const { head } = execution;
  const { writer } = data;
  let ended: RunEnd | undefined;
  let isBack = known === undefined;
  const telling: Telling = new Telling({
    execution,
    writer,
    number: () => local.store.number(),
    definitionName: (text) => data.definitionName(text),
    ...(known ? { known: known.told } : {}),
    onMismatch: (message) => journal.mismatch(message),
  });
  const journal: Journal = new Journal({
    host: hostOf(local, head.seed, telling),
    startTime: head.startDate,
    ...(known ? { entries: known.entries } : {}),
    isNew: () => telling.isNew,
    write: (entry) => telling.entry(entry),
    seal: () => writer.seal(execution.file),
    resume: (call, progress) => resumeTask(call, progress, { local, uuid: local.uuid }),
  });
  const settle = (): void => {
    execution.mapRuns = telling.mapRuns;
    execution.hasMapRuns = true;
    if (!ended) return;
    journal.detach();
    execution.run = undefined;
    data.running.delete(execution);
    markEnded(execution, ended);
    data.ended(execution, telling.entryBytes);
  };
  const onEvent = (event: HistoryEvent): void => {
    live.events.push(event);
    if (event.type === "ExecutionRedriven") ended = undefined;
    telling.event(event);
    journal.told(() => isDue(local, execution, event));
  };
  const engine = start(
    program,
    journal.host,
    runOptionsOf(execution, {
      region: head.region,
      longestSeconds: longest.STANDARD,
      limits: limitsOf(head),
      onEvent,
      onEnd: (end) => {
        ended = end;
        if (isBack) settle();
      },
    }),
  );
  const steer = (): void => {
    execution.hold(live);
    data.running.set(execution, journal);
    execution.run = { stop: (reason) => journal.stop(reason) };
  };
  if (!known) {
    void journal.replay(engine);
    if (!ended) steer();
  }
  return {
    journal,
    engine,
    /** All that was known has been told again. */
    isBack: () => {
      isBack = true;
      steer();
      if (known) execution.recall(known);
      if (ended && !known?.ended) settle();
    },
  };
};

/** Ends an execution that cannot be brought to where it was. Its history goes on by one event. */
const giveUp = (data: Data, execution: KeptExecution, { message: reason }: Error): void => {
  const known = new Contents();
  known.read(execution.file.path);
  const cause = `The execution cannot go on after the process that ran it has ended: ${reason}. Its history up to here stands; start it anew.`;
  const timestamp = new Date(Math.max(Date.now(), known.events.at(-1)?.timestamp.getTime() ?? 0));
  const id = known.events.length + 1;
  const failure = { error: "States.Runtime", cause };
  const event = {
    timestamp,
    type: "ExecutionFailed",
    id,
    previousEventId: id - 1,
    executionFailedEventDetails: failure,
  } as const satisfies HistoryEvent;
  execution.append({ event: storedEvent(event) });
  execution.hold(known);
  known.events.push(event);
  execution.recall(known);
  markEnded(execution, { status: "FAILED", stopTime: timestamp.getTime(), ...failure });
  data.ended(execution, 0);
};

const storedHead = (
  local: Embedded,
  data: Data,
  head: Omit<ExecutionRecord, "events">,
  seed: number,
): StoredExecution => {
  const { number, arn, name, stateMachineArn, stateMachineVersionArn, stateMachineAliasArn, traceHeader } = head;
  const { definition, updateDate, ...machine } = head.machine;
  return {
    format: 1,
    ...{ number, arn, name, stateMachineArn },
    machine: { ...machine, definition: data.definitionName(definition), updateDate: updateDate.getTime() },
    ...(stateMachineVersionArn === undefined ? {} : { stateMachineVersionArn }),
    ...(stateMachineAliasArn === undefined ? {} : { stateMachineAliasArn }),
    startDate: head.startDate.getTime(),
    ...(traceHeader === undefined ? {} : { traceHeader }),
    region: local.region,
    seed,
    limits: Object.fromEntries(
      Object.entries(local.limits).map(([name, limit]) => [name, limit === Number.POSITIVE_INFINITY ? null : limit]),
    ),
  };
};

const limitsOf = ({ limits }: StoredExecution) =>
  Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, limit ?? Number.POSITIVE_INFINITY]));
