import type { HistoryEvent, StepFunctionsApi } from "@stepbook/asl";
import { detailsOf, statesOfEvents } from "../history";
import { type JobKind, jobKinds } from "./kinds";

/** What a task began: a job of a kind. */
export interface StartedJob {
  readonly kind: JobKind;
  /** The action of SageMaker that began it, such as `createTrainingJob`, and the region where. */
  readonly action: string;
  readonly region: string | undefined;
  readonly state: string;
  /** The event that scheduled the task. */
  readonly event: HistoryEvent;
  /** The job's name; undefined where the event comes without data. */
  readonly name: string | undefined;
}

interface Details {
  readonly resourceType?: string;
  readonly resource?: string;
  readonly region?: string;
}

/** The jobs that tasks began at the `fresh` ones of all events. Nothing that an event tells is trusted. */
export function startedIn(events: readonly HistoryEvent[], fresh: readonly HistoryEvent[]): readonly StartedJob[] {
  const begun = fresh.flatMap((event) => {
    const { resourceType, resource, region } = (detailsOf(event) ?? {}) as Details;
    if (event.type !== "TaskScheduled" || !/^(aws-sdk:)?sagemaker$/.test(String(resourceType))) return [];
    const action = String(resource).split(".")[0]!;
    const kind = Object.hasOwn(jobKinds, action) ? jobKinds[action] : undefined;
    return kind ? [{ kind, action, region, event, name: nameIn(event, kind) }] : [];
  });
  if (begun.length === 0) return [];
  const states = statesOfEvents(events);
  return begun.flatMap((job) => {
    const state = states.get(job.event.id);
    return state === undefined ? [] : [{ ...job, state }];
  });
}

function nameIn(event: HistoryEvent, { noun }: JobKind): string | undefined {
  const { parameters } = (detailsOf(event) ?? {}) as { readonly parameters?: unknown };
  if (typeof parameters !== "string") return undefined;
  const member = `${noun}Name`;
  try {
    const name: unknown = JSON.parse(parameters)?.[member];
    return typeof name === "string" ? name : undefined;
  } catch {
    // Parameters that the service has cut are no JSON any more.
    return new RegExp(`"${member}":"([\\w-]+)"`).exec(parameters)?.[1];
  }
}

/** So many pages of a history are read for the names of jobs that its events did not tell. */
const mostPages = 5;

/** The names of jobs by the ids of the events that scheduled them, of the newest pages of a history with its data. */
export async function namesOf(
  api: StepFunctionsApi,
  executionArn: string,
  jobs: readonly StartedJob[],
): Promise<ReadonlyMap<number, string>> {
  const names = new Map<number, string>();
  const wanted = new Map(jobs.map((job) => [job.event.id, job.kind]));
  let nextToken: string | undefined;
  for (let page = 0; page < mostPages && wanted.size > 0; page += 1) {
    const read = await api.getExecutionHistory({
      executionArn,
      reverseOrder: true,
      maxResults: 100,
      ...(nextToken !== undefined && { nextToken }),
    });
    for (const event of read.events) {
      const kind = wanted.get(event.id);
      const name = kind && nameIn(event, kind);
      wanted.delete(event.id);
      if (name !== undefined) names.set(event.id, name);
    }
    nextToken = read.nextToken;
    if (nextToken === undefined) break;
  }
  return names;
}
