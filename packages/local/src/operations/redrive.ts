import type { DescribeExecutionOutput } from "@stepbook/asl";
import { awsLimits } from "@stepbook/engine";
import type { LocalStepFunctions } from "../api";
import { checkText } from "../checks";
import { KeptExecution, redriveKept } from "../data";
import type { Embedded } from "../embedded";
import { LocalServiceError } from "../service-error";
import { type ExecutionRecord, markRedriven } from "../store";

/** How executions that did not end well go on. */
export const redriveOperations = (local: Embedded): Pick<LocalStepFunctions, "redriveExecution"> => ({
  async redriveExecution({ executionArn, clientToken }) {
    const record = local.executionOf(executionArn);
    checkText("clientToken", clientToken, 64);
    const known = record.redrive?.tokens.find(({ token }) => token === clientToken);
    if (known && local.clock.now() - known.date.getTime() <= tokenLife) return { redriveDate: known.date };
    checkOwn(record);
    const reason = hindrance(local, record);
    if (record instanceof KeptExecution && local.data && reason === undefined) {
      const date = local.today();
      await redriveKept(local, local.data, record, { date, clientToken });
      return { redriveDate: date };
    }
    if (reason !== undefined || !record.run?.redrive)
      throw new LocalServiceError(
        "ExecutionNotRedrivable",
        `Execution Not Redrivable: '${reason ?? "It is a child of a map run: redrive the execution that the map run belongs to"}'`,
      );
    const date = local.today();
    markRedriven(record, date, clientToken);
    await record.run.redrive();
    return { redriveDate: date };
  },
});

/** What another process runs can't be told here what to do. */
export const checkOwn = ({ arn, foreign }: ExecutionRecord): void => {
  if (foreign === undefined) return;
  throw new LocalServiceError("ConflictException", `The execution is run by another process: '${arn}'`, {
    hint: `It can be looked at here, and no more. Ask ${foreign} to change it, or end that process: then it goes on here.`,
  });
};

/** For how long an execution can be redriven, in milliseconds: 14 days. */
const redrivable = 14 * 24 * 60 * 60 * 1000;

/** How old an execution may become, in milliseconds: a year. */
const longest = 365 * 24 * 60 * 60 * 1000;

/** For how long a redrive is the same again where it is asked for with the same token, in milliseconds: 15 minutes. */
const tokenLife = 15 * 60 * 1000;

/** Why an execution cannot be redriven, in AWS's words; nothing where it can. */
export const hindrance = ({ store, clock, limits }: Embedded, record: ExecutionRecord): string | undefined => {
  const { end, events } = record;
  const machine = store.machine(record.stateMachineArn.split("/")[0]!);
  if (machine?.number !== record.machine.number || machine.deleting) return "State machine is in DELETING status";
  const status = end?.status ?? "RUNNING";
  if (!end || status === "SUCCEEDED") return `Execution is ${status} and cannot be redriven`;
  if (events.length >= (limits.events ?? awsLimits.events) - 1) return "Execution history event limit exceeded";
  if (clock.now() - record.startDate.getTime() > longest) return "Execution has exceeded the max execution time";
  return clock.now() - end.stopTime > redrivable ? "Execution redrivable period exceeded" : undefined;
};

type Redriven = Pick<DescribeExecutionOutput, "redriveCount" | "redriveDate" | "redriveStatus" | "redriveStatusReason">;

/** What a description tells of redrives. */
export const redriveOf = (local: Embedded, record: ExecutionRecord): Redriven => {
  const { redrive, mapRunArn } = record;
  const reason = hindrance(local, record);
  const redrivableBy = mapRunArn === undefined ? "REDRIVABLE" : "REDRIVABLE_BY_MAP_RUN";
  return {
    redriveCount: redrive?.count ?? 0,
    ...(redrive ? { redriveDate: redrive.date } : {}),
    ...(reason === undefined
      ? { redriveStatus: redrivableBy }
      : { redriveStatus: "NOT_REDRIVABLE", redriveStatusReason: reason }),
  };
};
