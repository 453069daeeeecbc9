import { quote, StepbookError } from "../errors";
import type { Place } from "../place";

/** The parts of an ARN of Step Functions. */
export interface StatesArn {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** Such as `stateMachine`, `execution` or `express`. */
  readonly kind: string;
  /** The name of the state machine. */
  readonly machine: string;
  /** What follows the machine's name: a version, an alias, the name of an execution. */
  readonly rest: string | undefined;
}

/** The parts of an ARN of Step Functions; undefined where a text is none. */
export function parseStatesArn(text: string): StatesArn | undefined {
  const [, partition, region, account, kind, machine, rest] =
    /^arn:([a-z-]+):states:([a-z0-9-]+):(\d{12}):(stateMachine|execution|express|mapRun|activity):([^:]+)(?::(.+))?$/.exec(
      text,
    ) ?? [];
  return machine === undefined
    ? undefined
    : { partition: partition!, region: region!, account: account!, kind: kind!, machine, rest };
}

const examples: Readonly<Record<string, string>> = {
  stateMachine: "arn:aws:states:us-east-1:123456789012:stateMachine:hello",
  execution: "arn:aws:states:us-east-1:123456789012:execution:hello:f3b2",
};

/**
 * The parts of the ARN of a state machine or an execution.
 *
 * @throws {StepbookError} with the code `InvalidArn` where it is another, or is of another region or account than the
 *   backend's.
 */
export function checkedArn(text: string, kinds: readonly string[], place: Place, what: string): StatesArn {
  const arn = parseStatesArn(text);
  const wrong = (message: string) => new StepbookError(`${what}: ${message}`, { code: "InvalidArn" });
  if (!arn)
    throw wrong(
      `${quote(text)} is no ARN of Step Functions, such as ${quote(examples[kinds[0]!] ?? examples.stateMachine!)}.`,
    );
  if (!kinds.includes(arn.kind))
    throw wrong(`${quote(text)} is the ARN of ${kindNames[arn.kind]}, but ${kindNames[kinds[0]!]} is wanted.`);
  if (place.region !== undefined && place.region !== arn.region)
    throw wrong(
      `${quote(text)} is in the region ${arn.region}, but the backend works in ${place.region}. Use one of that region: aws({ region: ${quote(arn.region)} }).`,
    );
  if (place.account !== undefined && place.account !== arn.account)
    throw wrong(
      `${quote(text)} belongs to the account ${arn.account}, but the backend works in ${place.account}. Use the credentials of that account, such as aws({ profile: "…" }).`,
    );
  return arn;
}

const kindNames: Readonly<Record<string, string>> = {
  stateMachine: "a state machine",
  execution: "an execution",
  express: "an execution of an EXPRESS state machine",
  mapRun: "a map run",
  activity: "an activity",
};
