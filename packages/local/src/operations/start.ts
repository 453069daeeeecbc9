import type { StepFunctionsApi } from "@stepbook/asl";
import { checkInput, checkName, checkText } from "../checks";
import type { Embedded } from "../embedded";
import { active, type MachineRecord, notSupported } from "../machines";
import { LocalServiceError } from "../service-error";
import { endOf } from "../store";
import { arnOf, begin } from "./begin";
import { dataOf, isIncluded } from "./included-data";

/** How executions begin. */
export const startOperations = (local: Embedded): Pick<StepFunctionsApi, "startExecution" | "startSyncExecution"> => {
  const { store, uuid, targetOf } = local;
  return {
    async startExecution({ stateMachineArn, name: given, input, traceHeader }) {
      const target = targetOf(stateMachineArn);
      const machine = active(target.machine);
      const name = given ?? unusedName(local, machine);
      checkName(name);
      checkTraceHeader(traceHeader);
      const text = checkInput(input, local.limits.payloadBytes);
      const known = machine.type === "STANDARD" && store.execution(arnOf(local, machine, name));
      if (known && (known.end || known.input !== text))
        throw new LocalServiceError("ExecutionAlreadyExists", `Execution Already Exists: '${known.arn}'`);
      if (known) return { executionArn: known.arn, startDate: known.startDate };
      const { arn, startDate } = begin(local, { target, name, input: text, traceHeader });
      return { executionArn: arn, startDate };
    },

    async startSyncExecution({ stateMachineArn, name = uuid(), input, traceHeader, includedData }) {
      const included = isIncluded(includedData);
      const target = targetOf(stateMachineArn);
      const machine = active(target.machine);
      if (machine.type !== "EXPRESS") throw notSupported();
      checkName(name);
      checkTraceHeader(traceHeader);
      const text = checkInput(input, local.limits.payloadBytes);
      const record = begin(local, { target, name, input: text, traceHeader });
      const { status, stopTime, ...result } = await endOf(record);
      return {
        executionArn: record.arn,
        stateMachineArn: machine.arn,
        name,
        startDate: record.startDate,
        stopDate: new Date(stopTime),
        status: status === "ABORTED" ? "FAILED" : status,
        ...dataOf(record.input, result, included),
        ...(traceHeader === undefined ? {} : { traceHeader }),
        billingDetails: {
          billedMemoryUsedInMB: 64,
          billedDurationInMilliseconds: Math.max(100, Math.ceil((stopTime - record.startDate.getTime()) / 100) * 100),
        },
      };
    },
  };
};

/** A name that no execution has: by the same chance as before, a folder may hold those of before. */
const unusedName = (local: Embedded, machine: MachineRecord): string => {
  for (;;) {
    const name = local.uuid();
    if (!local.data || !local.store.known(arnOf(local, machine, name))) return name;
  }
};

const checkTraceHeader = (traceHeader: unknown): void => checkText("traceHeader", traceHeader, 256);
