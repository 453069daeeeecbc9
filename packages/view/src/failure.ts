import { messageOfCause } from "@stepbook/asl";
import { EXECUTION_STATUSES } from "@stepbook/graph";
import type { Shown } from "./shown";

/** The line under a failed execution's header. */
export const failureOf = ({ view: { execution } }: Shown): string =>
  execution && (execution.error || execution.cause)
    ? [execution.error ?? EXECUTION_STATUSES[execution.status].words, messageOfCause(execution.cause ?? "")]
        .filter((part) => part)
        .join(" — ")
    : "";
