import * as sfn from "@aws-sdk/client-sfn";
import { expect } from "vitest";

export const states = "arn:aws:states:us-east-1:123456789012";
export const roleArn = "arn:aws:iam::123456789012:role/steps";
export const nowhere = `${states}:stateMachine:nowhere`;

/** A client of the server that is tried. */
export const connect = (more: sfn.SFNClientConfig = {}) =>
  new sfn.SFNClient({ endpoint: process.env.STEPBOOK_ENDPOINT!, maxAttempts: 1, disableHostPrefix: true, ...more });

export const client = connect();

/** The text of a definition that begins with its first state. */
export const machine = (all: Readonly<Record<string, object>>): string =>
  JSON.stringify({ StartAt: Object.keys(all)[0], States: all });

export const pass = machine({ Say: { Type: "Pass", Result: "hello", End: true } });
export const wait = machine({ Wait: { Type: "Wait", Seconds: 3600, End: true } });

/** The ARN of a new state machine. */
export const create = async (name: string, definition = pass, more: Partial<sfn.CreateStateMachineInput> = {}) => {
  const { stateMachineArn } = await client.send(
    new sfn.CreateStateMachineCommand({ name, definition, roleArn, ...more }),
  );
  return stateMachineArn!;
};

export const start = async (stateMachineArn: string, input = "{}") =>
  (await client.send(new sfn.StartExecutionCommand({ stateMachineArn, input }))).executionArn!;

/** What is answered as soon as it is good. */
export const until = async <T>(ask: () => Promise<T>, isGood: (answer: T) => boolean): Promise<T> => {
  for (;;) {
    const answer = await ask();
    if (isGood(answer)) return answer;
    await new Promise((resume) => setTimeout(resume, 20));
  }
};

/** The description of an execution that has ended. */
export const settled = (executionArn: string) =>
  until(
    () => client.send(new sfn.DescribeExecutionCommand({ executionArn })),
    ({ status }) => status !== "RUNNING",
  );

/** Whether an operation fails with an error of the class that the client has for it. */
export const refuses = async (
  Refusal: new (...options: never[]) => sfn.SFNServiceException,
  asked: Promise<unknown>,
): Promise<void> => {
  const error = await asked.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Refusal);
  const { name, message, $fault, $metadata } = error as sfn.SFNServiceException;
  expect([name, $fault, $metadata.httpStatusCode]).toEqual([Refusal.name, "client", 400]);
  expect(message).not.toBe("");
  expect($metadata.requestId).toMatch(/^[\da-f-]{36}$/);
};
