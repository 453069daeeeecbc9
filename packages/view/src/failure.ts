import { EXECUTION_STATUSES } from "@stepbook/graph";
import type { Shown } from "./shown";

/** What a cause says. That of a Lambda function is JSON, and its message is in there. */
export const messageOf = (cause: string): string => {
  if (!cause.startsWith("{")) return cause;
  try {
    const { errorMessage } = JSON.parse(cause) as { readonly errorMessage?: unknown };
    return typeof errorMessage === "string" && errorMessage ? errorMessage : cause;
  } catch {
    return cause;
  }
};

/** The line under a failed execution's header. */
export const failureOf = ({ view: { execution } }: Shown): string =>
  execution && (execution.error || execution.cause)
    ? [execution.error ?? EXECUTION_STATUSES[execution.status].words, messageOf(execution.cause ?? "")]
        .filter((part) => part)
        .join(" — ")
    : "";
