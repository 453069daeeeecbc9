import type { StateMachine } from "@stepbook/asl";
import { type Backend, doing, isBackend } from "../backends/backend";
import { quote, StepbookError } from "../errors";
import { describe } from "../steps/data";
import { Workflow } from "../workflow";
import { checkedArn } from "./arn";
import { findMachine } from "./machine";
import { settingsOf } from "./settings";

/**
 * The workflow of a state machine that exists, by its name or ARN. It has the definition that is there now: it renders,
 * validates and exports as one that you wrote. The ARN of a version or an alias gives the definition of that version.
 *
 * @throws {StepbookError} where there is none, or the ARN is one of another region or account, or of something else.
 * @example
 * const orders = await attach("orders", { on: aws({ region: "eu-west-1" }) });
 * orders.render();
 * (await orders.listExecutions({ status: "FAILED" })).render();
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html
 */
export async function attach(nameOrArn: string, options: { readonly on: Backend }): Promise<Workflow> {
  const { on } = options ?? {};
  if (typeof nameOrArn !== "string" || nameOrArn === "")
    throw new StepbookError(
      `attach(…) begins with the name or the ARN of a state machine, but here is ${describe(nameOrArn)}.`,
    );
  const what = `attach(${quote(nameOrArn)})`;
  if (!isBackend(on)) throw new StepbookError(`${what} needs the backend to ask: attach(…, { on: aws() }).`);
  const machine = await doing(`Could not attach ${quote(nameOrArn)}`, described(nameOrArn, on, what));
  if (machine === undefined)
    throw new StepbookError(
      `${what}: there is no such state machine at ${on.name}. (await listWorkflows({ on })).render() shows those that are there.`,
      { code: "StateMachineDoesNotExist" },
    );
  let definition: StateMachine;
  try {
    definition = JSON.parse(machine.definition) as StateMachine;
  } catch {
    throw new StepbookError(
      `${what}: its definition is encrypted with a key that these credentials may not use (kms:Decrypt), or is no JSON.`,
    );
  }
  const settings = settingsOf(machine);
  return new Workflow(machine.name, { definition, on, ...settings }, machine.stateMachineArn);
}

async function described(nameOrArn: string, on: Backend, what: string) {
  if (!nameOrArn.startsWith("arn:")) return findMachine(on, nameOrArn);
  checkedArn(nameOrArn, ["stateMachine"], await on.traits.whereabouts(), what);
  return on.api.describeStateMachine({ stateMachineArn: nameOrArn });
}
