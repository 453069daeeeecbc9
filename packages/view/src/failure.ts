import { messageOfCause } from "@stepbook/asl";
import { EXECUTION_STATUSES } from "@stepbook/graph";
import type { Shown } from "./shown";

/** The line under a failed execution's header. */
const MOST = 1000;

const cut = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST)}…` : text);

export const failureOf = ({ view: { execution } }: Shown): string =>
  execution && (execution.error || execution.cause)
    ? [execution.error ?? EXECUTION_STATUSES[execution.status].words, cut(messageOfCause(execution.cause ?? ""))]
        .filter((part) => part)
        .join(" — ")
    : "";
