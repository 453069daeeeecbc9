import type { NewValue } from "./data/variables";
import { DataTrouble } from "./failure";
import { bytesOf, exceeds } from "./payload";
import type { Assigned, Exit } from "./program";
import type { Visit } from "./visit";

/** How a state is left, once it is known to keep within the limits. */
export interface CheckedExit extends Omit<Exit, "assigned"> {
  readonly assigned: readonly CheckedVariable[] | undefined;
}

interface CheckedVariable extends NewValue {
  readonly text: string;
}

/** A way to leave a state, where it keeps within the limits. */
export const checked = (visit: Visit, exit: Exit): CheckedExit => {
  if (exceeds(exit.output.text, visit.thread.execution.limits.payloadBytes))
    throw overLimit(
      `The state/task '${visit.program.name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    );
  const { assigned } = exit;
  return assigned ? { ...exit, assigned: checkedVariables(visit, assigned) } : (exit as CheckedExit);
};

const checkedVariables = ({ program, thread }: Visit, assigned: Assigned): readonly CheckedVariable[] => {
  const { variableBytes, storedVariableBytes } = thread.execution.limits;
  const values = assigned.map(([name, value]): CheckedVariable => {
    const text = JSON.stringify(value);
    return { name, value, text, bytes: bytesOf(text) };
  });
  const together = values.reduce((sum, { bytes }) => sum + bytes, 0);
  const large = values.find(({ bytes }) => bytes > variableBytes);
  if (large)
    throw overLimit(
      `The variable '${large.name}' that the state '${program.name}' assigns takes ${large.bytes} bytes. A variable takes at most ${variableBytes} bytes.`,
    );
  if (together > variableBytes)
    throw overLimit(
      `The variables that the state '${program.name}' assigns take ${together} bytes together. One Assign takes at most ${variableBytes} bytes.`,
    );
  const stored = thread.variables.bytesWith(values);
  if (stored > storedVariableBytes)
    throw overLimit(
      `With those that the state '${program.name}' assigns, the variables of the execution take ${stored} bytes. They take at most ${storedVariableBytes} bytes.`,
    );
  return values;
};

const overLimit = (message: string): DataTrouble =>
  new DataTrouble("state", "States.DataLimitExceeded", message, undefined, true);

/** What the history tells of the variables that were assigned. */
export const textsOf = (assigned: readonly CheckedVariable[]): Readonly<Record<string, string>> =>
  Object.fromEntries(assigned.map(({ name, text }) => [name, text]));
