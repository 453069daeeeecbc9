import type { ExecutionStatus } from "@stepbook/asl";
import { bounded, type Fields, isCount, isList, isNumber, isObject, isText, own } from "./fields";
import type { Notes } from "./notes";
import { namesOf } from "./notes";
import { EXECUTION_STATUSES } from "./status";
import { type ExecutionView, STATUS_LETTERS } from "./view";

const MOST_ROWS = 10_000;
const MOST_NUMBERS = 400_000;

type Is = (value: unknown) => boolean;
/** What a field of a row has to be. A row without a field that it needs is left out; another field is left out alone. */
interface Field {
  readonly is: Is;
  readonly needed?: boolean;
}
type Shape = Readonly<Record<string, Field>>;

const isLetter: Is = (value) => isText(value) && Object.hasOwn(STATUS_LETTERS, value);
const text: Field = { is: isText, needed: true };
const number: Field = { is: isNumber, needed: true };
const count: Field = { is: isCount, needed: true };
const maybeText: Field = { is: isText };
const maybeNumber: Field = { is: isNumber };

const TRY: Shape = {
  status: { is: isLetter, needed: true },
  start: number,
  duration: maybeNumber,
  error: maybeText,
  cause: maybeText,
};
const ITEMS: Shape = { total: count, queued: count, running: count, succeeded: count, failed: count, aborted: count };
const isMetric: Is = (value) => isObject(value) && isText(value.name) && isNumber(value.value);
const isListOf =
  (is: Is): Is =>
  (value) =>
    isList(value) && value.every(is);
const isLinks: Is = (value) =>
  isObject(value) && [value.resource, value.logs].every((link) => link === undefined || isText(link));
const JOB: Shape = {
  kind: text,
  name: text,
  status: maybeText,
  phase: maybeText,
  startTime: maybeNumber,
  endTime: maybeNumber,
  reason: maybeText,
  notice: maybeText,
  metrics: { is: isListOf(isMetric) },
  log: { is: isListOf(isText) },
  links: { is: isLinks },
};
const IO: Shape = { input: maybeText, output: maybeText, cut: { is: isListOf(isText) } };
const EVENT: Shape = { id: count, type: text, at: number, detail: maybeText };

/** The lists of an execution whose rows each tell of a state. */
const LISTS: Readonly<Record<string, { readonly shape: Shape; readonly what: string; readonly stateless?: boolean }>> =
  {
    attempts: { shape: { tries: { is: isList, needed: true } }, what: "the tries of a state" },
    items: { shape: ITEMS, what: "the items of a Map" },
    errors: { shape: { error: maybeText, cause: maybeText }, what: "an error" },
    jobs: { shape: JOB, what: "a job" },
    io: { shape: IO, what: "an input or output" },
    events: { shape: EVENT, what: "an event", stateless: true },
  };

/**
 * How an execution stands, as far as it can be read and fits a definition of so many states. What is as it should be is
 * taken as it is, not copied.
 */
export const readExecution = (value: unknown, states: number, notes: Notes): ExecutionView | undefined => {
  if (value === undefined) return undefined;
  if (!isObject(value)) {
    notes.add("How its execution stands can't be read.");
    return undefined;
  }
  const isState: Is = (one) => isCount(one) && one < states;
  const read: { [name: string]: unknown } = { ...value };
  const keep = (name: string, is: Is, otherwise?: unknown): void => {
    const given = own(value, name);
    if (is(given)) {
      if (isText(given)) read[name] = bounded(given);
      return;
    }
    if (given !== undefined) notes.leftOut(name);
    if (otherwise === undefined) delete read[name];
    else read[name] = otherwise;
  };
  keep("arn", isText, "");
  keep("name", isText, "");
  keep("startTime", isNumber);
  keep("stopTime", isNumber);
  keep("now", isNumber, read.stopTime ?? read.startTime ?? 0);
  keep("error", isText);
  keep("cause", isText);
  keep("dropped", isListOf(isText));
  read.statuses = isText(value.statuses) ? value.statuses : "";
  read.status = statusOf(value, read.statuses as string, notes);
  if ((read.statuses as string).length !== states)
    notes.add(
      `Its history does not fit the definition: it tells of ${(read.statuses as string).length} states, and there are ${states}.`,
    );
  const flat = (name: string, of: readonly Is[]): void => {
    const given = own(value, name);
    if (given === undefined && name === "active") return;
    read[name] = groupsOf(isList(given) ? given : [], of, () => notes.leftOut(name));
    if (given !== undefined && !isList(given)) notes.leftOut(name);
  };
  flat("times", [isState, isNumber, isNumber]);
  flat("taken", [isState, isState]);
  flat("active", [isState, isCount]);
  for (const [name, { shape, what, stateless }] of Object.entries(LISTS)) {
    const given = own(value, name);
    if (given === undefined) continue;
    if (!isList(given)) {
      notes.leftOut(name);
      delete read[name];
      continue;
    }
    read[name] = same(given.slice(-MOST_ROWS), given).flatMap((row) => {
      const one = rowOf(row, shape);
      if (one && (isState(own(one, "state")) || (stateless && own(one, "state") === undefined))) return [one];
      notes.leftOut(what);
      return [];
    });
  }
  read.events ??= [];
  if (isList(read.attempts))
    read.attempts = (read.attempts as readonly Fields[]).map((row) => ({
      ...row,
      tries: (row.tries as readonly unknown[]).slice(-MOST_ROWS).flatMap((one) => rowOf(one, TRY) ?? []),
    }));
  keep("eventCount", isCount, (read.events as readonly unknown[]).length);
  return read as unknown as ExecutionView;
};

const same = <T>(part: readonly T[], whole: readonly T[]): readonly T[] =>
  part.length === whole.length ? whole : part;

/** An execution's own status, or what its states let one think of it. */
const statusOf = ({ status, stopTime }: Fields, statuses: string, notes: Notes): ExecutionStatus => {
  if (isText(status) && Object.hasOwn(EXECUTION_STATUSES, status)) return status as ExecutionStatus;
  notes.add(`The status of its execution is not known${isText(status) ? `: ${namesOf([status])}` : ""}.`);
  if (stopTime === undefined) return "RUNNING";
  if (statuses.includes("f")) return "FAILED";
  if (statuses.includes("t")) return "TIMED_OUT";
  return statuses.includes("a") ? "ABORTED" : "SUCCEEDED";
};

/** The groups of a flat list that are whole and of the right kinds. */
const groupsOf = (list: readonly unknown[], of: readonly Is[], onBad: () => void): readonly unknown[] => {
  const bad: number[] = [];
  const end = Math.min(list.length, MOST_NUMBERS);
  for (let at = 0; at < end; at += of.length)
    if (!of.every((is, i) => at + i < list.length && is(list[at + i]))) bad.push(at);
  if (bad.length === 0 && end === list.length) return list;
  for (const _ of bad) onBad();
  const left = new Set(bad);
  return list.slice(0, end).filter((_, i) => !left.has(i - (i % of.length)));
};

/** A row as it should be: the same, or a copy without the fields that are not; undefined where it can't be used. */
const rowOf = (row: unknown, shape: Shape): Fields | undefined => {
  if (!isObject(row)) return undefined;
  let changed: { [name: string]: unknown } | undefined;
  for (const name in shape) {
    const { is, needed } = shape[name]!;
    const given = own(row, name);
    if (given === undefined ? !needed : is(given)) {
      if (isText(given) && bounded(given) !== given) {
        changed ??= { ...row };
        changed[name] = bounded(given);
      }
      continue;
    }
    if (needed) return undefined;
    changed ??= { ...row };
    delete changed[name];
  }
  return changed ?? row;
};
