import { type Backend, doing, isBackend } from "../backends/backend";
import { sagemakerLinks } from "../console";
import { StepbookError } from "../errors";
import { type Column, type Listing, listing } from "../notebook/tables";
import type { Any } from "../placeholders/any";
import { assertOptions } from "../steps/data";
import { type JobKind, jobKinds } from "./kinds";

/** A row of `listJobs`. */
export interface JobRow {
  /** `training job`, `processing job`, `batch transform` or `tuning job`. */
  readonly kind: string;
  /** Its name. */
  readonly name: string;
  /** `InProgress`, `Completed`, `Failed`, `Stopping` or `Stopped`. */
  readonly status: string;
  /** Why it failed, where it did. */
  readonly reason: string | undefined;
  /** When it was created. */
  readonly creationDate: Date;
  /** When it ended; undefined while it runs. */
  readonly endDate: Date | undefined;
  /** Its ARN. */
  readonly arn: string;
  /** Its address in the AWS console; undefined where it does not run on AWS. */
  readonly url: string | undefined;
}

/** What `listJobs` takes. */
export interface ListJobsOptions {
  /** Whose SageMaker is asked. */
  readonly on: Backend;
  /** Only those with this status. */
  readonly status?: "InProgress" | "Completed" | "Failed" | "Stopping" | "Stopped";
  /** Only those whose names hold this. */
  readonly nameContains?: string;
  /** How many at most; 100 where it is left out. */
  readonly limit?: number;
}

const columns: readonly Column<JobRow>[] = [
  { head: "Kind", cell: ({ kind }) => kind },
  { head: "Name", cell: ({ name }) => name, link: ({ url }) => url },
  { head: "Status", cell: ({ status }) => status },
  { head: "Created", cell: ({ creationDate }) => creationDate.toISOString() },
  { head: "Ended", cell: ({ endDate }) => endDate?.toISOString() },
  { head: "Why it failed", cell: ({ reason }) => reason },
];

/**
 * The jobs of SageMaker, of all kinds, the newest first, as a list that shows itself as a table. Where S3 is a folder that
 * `local` was told, the jobs of earlier kernels are among them.
 *
 * @example (await listJobs({ on: backend, status: "Failed" })).render()
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTrainingJobs.html
 */
export async function listJobs(options: ListJobsOptions): Promise<Listing<JobRow>> {
  assertOptions(options, ["on", "status", "nameContains", "limit"], "listJobs(…)");
  const { on, status, nameContains, limit = 100 } = options;
  if (!isBackend(on)) throw new StepbookError("listJobs(…) needs the backend to ask: listJobs({ on: local() }).");
  const filter = {
    ...(status !== undefined && { StatusEquals: status }),
    ...(nameContains !== undefined && { NameContains: nameContains }),
  };
  const kinds = Object.entries(jobKinds).filter(([, { noun }]) => noun !== "Endpoint");
  const read = await Promise.all(kinds.map(([action, kind]) => jobsOf(on, action, kind, filter, limit + 1)));
  const newest = read.flat().sort((one, other) => other.creationDate.getTime() - one.creationDate.getTime());
  const rows = await Promise.all(newest.slice(0, limit).map((row) => withReason(on, row)));
  return listing(rows, newest.length > limit, columns);
}

/** The most that a page of SageMaker's has. */
const mostOfPage = 100;

type Row = JobRow & { readonly of: JobKind };

async function jobsOf(
  on: Backend,
  action: string,
  kind: JobKind,
  filter: object,
  limit: number,
): Promise<readonly Row[]> {
  const { traits } = on;
  const rows: Row[] = [];
  let NextToken: string | undefined;
  do {
    const input = {
      ...filter,
      MaxResults: Math.min(mostOfPage, limit - rows.length),
      SortBy: "CreationTime",
      SortOrder: "Descending",
      ...(NextToken !== undefined && { NextToken }),
    };
    const page = await doing(`Could not list the ${kind.words}s`, traits.sagemaker(`List${kind.noun}s`, input));
    rows.push(...page[`${kind.noun}Summaries`].map((summary: Any) => rowOf(on, action, kind, summary)));
    NextToken = page.NextToken;
  } while (NextToken !== undefined && rows.length < limit);
  return rows;
}

function rowOf({ traits }: Backend, action: string, kind: JobKind, summary: Any): Row {
  const name: string = summary[`${kind.noun}Name`];
  const arn: string = summary[`${kind.noun}Arn`];
  const [, partition = "", , region = ""] = arn.split(":");
  return {
    of: kind,
    kind: kind.words,
    name,
    status: summary[`${kind.noun}Status`],
    reason: summary.FailureReason,
    creationDate: summary.CreationTime,
    endDate: kind.end === undefined ? undefined : summary[kind.end],
    arn,
    url: traits.hasConsole ? sagemakerLinks({ partition, region }, action, name)?.resource : undefined,
  };
}

/** Lists of some kinds don't tell why a job failed. */
async function withReason(on: Backend, { of: { noun, words }, ...row }: Row): Promise<JobRow> {
  if (row.status !== "Failed" || row.reason !== undefined) return row;
  const asked = on.traits.sagemaker(`Describe${noun}`, { [`${noun}Name`]: row.name });
  const { FailureReason } = await doing(`Could not describe the ${words} ${row.name}`, asked);
  return { ...row, reason: FailureReason };
}
