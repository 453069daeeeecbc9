import { messageOfCause, type StartExecutionInput } from "@stepbook/asl";
import { type Backend, isServiceError } from "../backends/backend";
import { ExecutionFailed, quote } from "../errors";
import type { Any } from "../placeholders/any";
import type { Machine } from "./machine";

/** What an EXPRESS workflow that ran to its end gives. */
export interface SyncExecution<Output = Any> {
  /** Its ARN. */
  readonly arn: string;
  /** Its name. */
  readonly name: string;
  /** What it gives. */
  readonly output: Output;
  /** When it began. */
  readonly startDate: Date;
  /** When it ended. */
  readonly stopDate: Date;
  /** The memory that is billed, in MB; undefined where nothing is billed. */
  readonly billedMemoryUsedInMB: number | undefined;
  /** The time that is billed, in milliseconds; undefined where nothing is billed. */
  readonly billedDurationInMilliseconds: number | undefined;
}

/**
 * Starts an execution. Where its name was made for it and is taken, it was started by this very call, of which the answer
 * was lost: a call that is sent again finds it, or finds that it has ended already.
 */
export async function startOnce(
  { api }: Backend,
  request: StartExecutionInput,
  isNameMade: boolean,
): Promise<{ readonly executionArn: string; readonly startDate?: Date }> {
  try {
    return await api.startExecution(request);
  } catch (error) {
    if (!isNameMade || !isServiceError(error, "ExecutionAlreadyExists")) throw error;
    const machineArn = request.stateMachineArn.replace(/(:stateMachine:[^:]+):.*$/, "$1");
    return { executionArn: `${machineArn.replace(":stateMachine:", ":execution:")}:${request.name}` };
  }
}

/** Runs an EXPRESS machine to its end. */
export async function startSync(machine: Machine, input: StartExecutionInput): Promise<SyncExecution> {
  const started = machine.backend.api.startSyncExecution(input);
  const { executionArn: arn, status, error, cause, output, ...more } = await machine.doing("run", started);
  if (status !== "SUCCEEDED") {
    const why = [error, messageOfCause(cause ?? "")].filter((text) => text !== undefined && text !== "").join(": ");
    const what = `${quote(machine.name)} ${status === "TIMED_OUT" ? "timed out" : "failed"}`;
    throw new ExecutionFailed(`${what}${why && `: ${why}`}`, arn, status, error, cause, undefined);
  }
  return {
    arn,
    name: more.name ?? input.name!,
    output: JSON.parse(output ?? "null"),
    startDate: more.startDate,
    stopDate: more.stopDate,
    billedMemoryUsedInMB: more.billingDetails?.billedMemoryUsedInMB,
    billedDurationInMilliseconds: more.billingDetails?.billedDurationInMilliseconds,
  };
}
