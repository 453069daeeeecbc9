import type { HistoryEvent } from "@stepbook/asl";
import { expect } from "vitest";
import { detailsOf } from "../../history";
import type { Backend } from "../backend";
import { local } from "../local";
import { type Behaviour, create, ended } from "./behaviour";
import type { Case } from "./case";
import { flowCases } from "./cases-flow";
import { scopeCases } from "./cases-scopes";
import { functions, taskCases } from "./cases-tasks";

/** Definitions of every state type in both languages: the same outcome, told by the same events, as in this process. */
export const runs: readonly Behaviour[] = [...flowCases, ...scopeCases, ...taskCases].map((example, index) => ({
  title: example.title,
  ...(example.differs !== undefined && { differs: example.differs }),
  test: async (on) => {
    const name = `run-${index}`;
    const { events, outcome } = await run(example, name, on);
    const { output, failure } = example;
    if (failure === undefined) expect(outcome).toEqual({ status: "SUCCEEDED", output });
    else {
      const { error, cause, status = "FAILED" } = failure;
      expect(outcome).toMatchObject({ status, error });
      if (typeof cause === "string") expect(outcome.cause).toBe(cause);
      else if (cause) expect(outcome.cause).toMatch(cause);
    }
    const reference = await run(example, name, local({ functions: functions() }));
    expect(chains(events)).toEqual(chains(reference.events));
  },
}));

interface Run {
  readonly outcome: { readonly [member: string]: unknown };
  readonly events: readonly HistoryEvent[];
}

async function run({ definition, input = {} }: Case, name: string, { api }: Backend): Promise<Run> {
  const { stateMachineArn } = await create(api, name, definition);
  const { executionArn } = await api.startExecution({ stateMachineArn, name: "only", input: JSON.stringify(input) });
  const { status, output, error, cause } = await ended(api, executionArn);
  const { events } = await api.getExecutionHistory({ executionArn, maxResults: 1000 });
  const told = output === undefined ? { error, cause } : { output: JSON.parse(output) };
  return { outcome: { status, ...told }, events };
}

/** Events whose predecessor is a matter of time: what ends last, or what is started as another ends. */
const joins = /^((Map|Parallel)State(Succeeded|Failed|Exited)|MapIterationStarted)$/;

/**
 * A history as what led to each event, in an order of its own: what happens at once, in branches and iterations, may
 * come in any order.
 */
function chains(events: readonly HistoryEvent[]): readonly string[] {
  const told = new Map<number, string>([[0, ""]]);
  for (const event of events) {
    const { name, index, resource, resourceType, error } = (detailsOf(event) ?? {}) as { [member: string]: unknown };
    const words = [event.type, name, index, resourceType, resource, error].filter((word) => word !== undefined);
    const before = joins.test(event.type) ? "" : told.get(event.previousEventId ?? 0);
    told.set(event.id, `${before} > ${words.join(" ")}`);
  }
  return [...told.values()].sort();
}
