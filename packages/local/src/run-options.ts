import type { HistoryEvent } from "@stepbook/asl";
import type { RunOptions } from "@stepbook/engine";
import type { Embedded } from "./embedded";
import type { ExecutionRecord } from "./store";

/** The longest that an execution of each type may take, in seconds: five minutes, and a year. */
export const longest = { EXPRESS: 300, STANDARD: 31_536_000 } as const;

type Setting = Pick<RunOptions, "region" | "longestSeconds" | "limits" | "onEvent" | "onEnd">;

/** What the engine is told of an execution. */
export const runOptionsOf = (
  { arn, name, stateMachineArn, machine, input }: ExecutionRecord,
  setting: Setting,
): RunOptions => ({
  executionArn: arn,
  executionName: name,
  stateMachineArn,
  stateMachineName: machine.name,
  roleArn: machine.roleArn,
  input,
  ...setting,
});

/** Whether an execution is to be stopped, since its machine is to be deleted: once it comes from one state to another. */
export const isDue = ({ store }: Embedded, record: ExecutionRecord, event: HistoryEvent): boolean => {
  const { type, previousEventId = 0 } = event;
  if (previousEventId === 0 || !type.endsWith("StateEntered")) return false;
  const machine = store.machine(record.stateMachineArn);
  return machine?.deleting === true && machine.number === record.machine.number;
};
