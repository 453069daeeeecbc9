import type { HistoryEvent } from "@stepbook/asl";
import { expect } from "vitest";
import type { Backend } from "../../src/backends/backend";
import { local } from "../../src/backends/local";
import { detailsOf } from "../../src/history";
import { type Behaviour, create, ended } from "./behaviour";
import type { Case } from "./case";
import { flowCases } from "./cases-flow";
import { scopeCases } from "./cases-scopes";
import { functions, taskCases } from "./cases-tasks";

/** Definitions of every state type in both languages: the same outcome everywhere, told by the same events. */
export const runs: readonly Behaviour[] = [...flowCases, ...scopeCases, ...taskCases].map((example, index) => ({
  title: example.title,
  waits: true,
  ...(example.differs !== undefined && { differs: example.differs }),
  test: async (on) => {
    const [ran, reference] = await Promise.all([run(example, `run-${index}`, on), inThisProcess(example)]);
    expectOutcome(ran, example);
    expect(chains(ran.events)).toEqual(chains(reference.events));
  },
}));

function expectOutcome({ outcome }: Run, { output, failure }: Case): void {
  if (failure === undefined) {
    expect(outcome).toEqual({ status: "SUCCEEDED", output });
    return;
  }
  const { error, cause, status = "FAILED" } = failure;
  expect(outcome).toMatchObject({ status, error });
  if (typeof cause === "string") expect(outcome.cause).toBe(cause);
  else if (cause) expect(outcome.cause).toMatch(cause);
}

const references = new Map<Case, Promise<Run>>();

/** What this process makes of it, which every other is compared with. */
function inThisProcess(example: Case): Promise<Run> {
  const reference = references.get(example) ?? run(example, "reference", local({ functions: functions() }));
  references.set(example, reference);
  return reference;
}

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
