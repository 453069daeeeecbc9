import type { StateMachine } from "@stepbook/asl";
import { type Backend, doing } from "../backends/backend";
import { quote } from "../errors";
import { Execution } from "../execution";
import { checkedArn } from "./arn";

/** An execution that is there, with the definition that it began with. */
export async function openExecution(backend: Backend, executionArn: string): Promise<Execution> {
  const what = `the execution ${quote(executionArn)}`;
  checkedArn(executionArn, ["execution"], await backend.traits.whereabouts(), what);
  const machine = await doing(`Could not open ${what}`, backend.api.describeStateMachineForExecution({ executionArn }));
  return new Execution(backend, executionArn, machine.name, JSON.parse(machine.definition) as StateMachine);
}
