import type { HistoryEvent, StepFunctionsApi } from "@stepbook/asl";
import { parseStatesArn } from "./machine/arn";

/** The ARNs of the executions that an execution's tasks have started, in their order. */
export async function nestedIn(api: StepFunctionsApi, executionArn: string): Promise<readonly string[]> {
  const found = new Set<string>();
  let nextToken: string | undefined;
  do {
    const page = await api.getExecutionHistory({
      executionArn,
      maxResults: 1000,
      ...(nextToken !== undefined && { nextToken }),
    });
    for (const event of page.events) for (const arn of startedBy(event)) found.add(arn);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return [...found];
}

/** A task that waits tells the execution when it is submitted; one that does not, when it has succeeded. */
function startedBy(event: HistoryEvent): readonly string[] {
  const details =
    event.type === "TaskSubmitted"
      ? event.taskSubmittedEventDetails
      : event.type === "TaskSucceeded"
        ? event.taskSucceededEventDetails
        : undefined;
  if (!details || !/^(aws-sdk:)?(states|sfn)$/.test(details.resourceType)) return [];
  const arn = arnIn(details.output);
  return arn !== undefined && parseStatesArn(arn)?.kind === "execution" ? [arn] : [];
}

function arnIn(output: string | undefined): string | undefined {
  try {
    const arn = (JSON.parse(output ?? "{}") as { readonly ExecutionArn?: unknown }).ExecutionArn;
    return typeof arn === "string" ? arn : undefined;
  } catch {
    // An output that the service has cut is no JSON any more.
    return /"ExecutionArn":"(arn:[^"]+)"/.exec(output ?? "")?.[1];
  }
}
