import { type StateMachine, statesOf } from "@stepbook/asl";
import { MOST_VIEW } from "./bounds";
import { checkDefinition } from "./check-definition";
import { EXECUTION_STATUSES } from "./status";
import { STATUS_LETTERS, type WorkflowView } from "./view";

/** A view that is safe to show, with its definition parsed; or in one sentence why it is not. */
export type ReadView =
  | {
      readonly view: WorkflowView;
      readonly definition: StateMachine;
      /** What could not be shown of it, in plain sentences. */
      readonly notices: readonly string[];
    }
  | { readonly problem: string };

/** Twice what we write: room for later minor versions. */
const MOST_DEFINITION_LENGTH = 2 * MOST_VIEW;
/** Far more than we write: only what would stop the page is refused. */
const MOST_TEXT = 65_536;
const MOST_ROWS = 10_000;
const MOST_NUMBERS = 400_000;

/** What has been read before: a definition that is the same text need not be read again. */
type Known = Extract<ReadView, { view: unknown }>;

/**
 * Checks a payload that may come from anywhere: another version, a notebook edited by hand, an attacker. Nothing of it
 * is used before it has passed. Keys that are not known are ignored.
 *
 * @param known The view read before this one, which makes reading an update cheap.
 */
export const readView = (json: unknown, known?: Known): ReadView => {
  try {
    return check(json, known);
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message };
    throw error;
  }
};

class Unreadable extends Error {}

const need: (holds: boolean, where: string, expected: string) => asserts holds = (holds, where, expected) => {
  if (!holds) throw new Unreadable(`This output can't be shown: ${where} is not ${expected}.`);
};

type Fields = { readonly [name: string]: unknown };

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isTextOf =
  (length: number) =>
  (value: unknown): value is string =>
    typeof value === "string" && value.length <= length;
const isText = isTextOf(MOST_TEXT);
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
const maybe =
  (is: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === undefined || is(value);
const isLetter = (value: unknown): boolean => isText(value) && Object.hasOwn(STATUS_LETTERS, value);
const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.length <= MOST_ROWS;

type Shape = Readonly<Record<string, readonly [is: (value: unknown) => boolean, expected: string]>>;

const ordinaryText = `a text of at most ${MOST_TEXT} characters`;
const text = [isText, ordinaryText] as const;
const longText = [isTextOf(MOST_DEFINITION_LENGTH), `a text of at most ${MOST_DEFINITION_LENGTH} characters`] as const;
const number = [isNumber, "a number"] as const;
const count = [isCount, "a count"] as const;
const maybeText = [maybe(isText), ordinaryText] as const;
const maybeNumber = [maybe(isNumber), "a number"] as const;

const HEAD: Shape = {
  version: number,
  rev: number,
  name: text,
  direction: [(value) => value === "down" || value === "right", '"down" or "right"'],
  definition: longText,
};
const EXECUTION: Shape = {
  arn: text,
  name: text,
  status: [(value) => isText(value) && Object.hasOwn(EXECUTION_STATUSES, value), "a status of an execution"],
  startTime: maybeNumber,
  stopTime: maybeNumber,
  now: number,
  error: maybeText,
  cause: maybeText,
  statuses: longText,
  eventCount: count,
};
const TRY: Shape = {
  status: [isLetter, "a status letter"],
  start: number,
  duration: maybeNumber,
  error: maybeText,
  cause: maybeText,
};
const ITEMS: Shape = { total: count, queued: count, running: count, succeeded: count, failed: count, aborted: count };
const ERROR: Shape = { error: maybeText, cause: maybeText };
const IO: Shape = { input: maybeText, output: maybeText, cut: [maybe(isList), "a list"] };
const isMetric = (value: unknown): boolean => isObject(value) && isText(value.name) && isNumber(value.value);
const isListOf = (is: (value: unknown) => boolean) => (value: unknown) => isList(value) && value.every(is);
const isLinks = (value: unknown): boolean =>
  isObject(value) && maybe(isText)(value.resource) && maybe(isText)(value.logs);
const JOB: Shape = {
  kind: text,
  name: text,
  status: maybeText,
  phase: maybeText,
  startTime: maybeNumber,
  endTime: maybeNumber,
  reason: maybeText,
  notice: maybeText,
  metrics: [maybe(isListOf(isMetric)), "a list of names and values"],
  log: [maybe(isListOf(isText)), "a list of texts"],
  links: [maybe(isLinks), "an object of addresses"],
};
const EVENT: Shape = { id: count, type: text, at: number, detail: maybeText };

const checkShape = (value: unknown, shape: Shape, where: string): Fields => {
  need(isObject(value), where || "it", "an object");
  for (const [field, [is, expected]] of Object.entries(shape))
    need(is(Object.hasOwn(value, field) ? value[field] : undefined), where ? `${where}.${field}` : field, expected);
  return value;
};

const check = (json: unknown, known: Known | undefined): ReadView => {
  const head = checkShape(json, HEAD, "") as Fields & WorkflowView;
  const definition =
    known && known.view.definition === head.definition ? known.definition : readDefinition(head.definition);
  if (head.execution !== undefined) checkExecution(head.execution, countOf(definition));
  return { view: head, definition, notices: [] };
};

const readDefinition = (text: string): StateMachine => {
  let definition: unknown;
  try {
    definition = JSON.parse(text);
  } catch {
    throw new Unreadable("This output can't be shown: definition is not JSON. It may have been cut.");
  }
  const wrong = checkDefinition(definition);
  if (wrong) throw new Unreadable(`This output can't be shown: ${wrong}`);
  return definition as StateMachine;
};

const counts = new WeakMap<StateMachine, number>();

const countOf = (machine: StateMachine): number => {
  const count = counts.get(machine) ?? statesOf(machine).length;
  counts.set(machine, count);
  return count;
};

const checkExecution = (value: unknown, states: number): void => {
  const execution = checkShape(value, EXECUTION, "execution");
  const isState = (one: unknown): boolean => isCount(one) && one < states;
  const rows = (field: string, shape: Shape, stateless = false): readonly Fields[] => {
    const list = execution[field];
    if (list === undefined) return [];
    need(isList(list), `execution.${field}`, `a list of at most ${MOST_ROWS}`);
    return list.map((row, i) => {
      const fields = checkShape(row, shape, `execution.${field}[${i}]`);
      need(
        isState(fields.state) || (stateless && fields.state === undefined),
        `execution.${field}[${i}].state`,
        "the index of a state",
      );
      return fields;
    });
  };
  const flat = (field: string, of: readonly ((value: unknown) => boolean)[], required: boolean): void => {
    const list = execution[field];
    if (list === undefined && !required) return;
    const isGroups = Array.isArray(list) && list.length <= MOST_NUMBERS && list.length % of.length === 0;
    need(isGroups, `execution.${field}`, `a list of groups of ${of.length}`);
    const wrong = list.findIndex((one, i) => !of[i % of.length]!(one));
    need(wrong < 0, `execution.${field}[${wrong}]`, "of the kind that belongs there");
  };
  flat("times", [isState, isNumber, isNumber], true);
  flat("taken", [isState, isState], true);
  flat("active", [isState, isCount], false);
  for (const { tries } of rows("attempts", { tries: [isList, "a list"] }))
    (tries as readonly unknown[]).forEach((one, i) => {
      checkShape(one, TRY, `execution.attempts.tries[${i}]`);
    });
  rows("items", ITEMS);
  rows("errors", ERROR);
  rows("jobs", JOB);
  rows("io", IO);
  need(isList(execution.events), "execution.events", `a list of at most ${MOST_ROWS}`);
  rows("events", EVENT, true);
  need(maybe(isList)(execution.dropped), "execution.dropped", "a list");
};
