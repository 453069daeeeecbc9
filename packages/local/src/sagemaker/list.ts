import { LocalServiceError } from "../service-error";
import type { ListTrainingJobsInput, ListTrainingJobsOutput, TrainingJobSummary } from "./shapes";
import type { TrainingJob } from "./training-job";

const most = 100;
const usual = 10;

type Sort = NonNullable<ListTrainingJobsInput["SortBy"]>;

/** What a list is sorted by. */
const sortKeys: Readonly<Record<Sort, (job: TrainingJob) => string | number>> = {
  CreationTime: (job) => job.creationTime.getTime(),
  Name: (job) => job.request.TrainingJobName,
  Status: (job) => job.status,
};

const summaryOf = (job: TrainingJob): TrainingJobSummary => ({
  TrainingJobName: job.request.TrainingJobName,
  TrainingJobArn: job.arn,
  CreationTime: job.creationTime,
  ...(job.endTime === undefined ? {} : { TrainingEndTime: job.endTime }),
  LastModifiedTime: job.lastModified,
  TrainingJobStatus: job.status,
  SecondaryStatus: job.secondaryStatus,
});

const refuse = (field: string, value: unknown, constraint: string): never => {
  throw new LocalServiceError(
    "ValidationException",
    `1 validation error detected: Value '${String(value)}' at '${field}' failed to satisfy constraint: ${constraint}`,
  );
};

/** A page of the jobs; the token names the last job given. The newest come first where nothing else is asked for. */
export const listTrainingJobs = (
  jobs: readonly TrainingJob[],
  input: ListTrainingJobsInput,
): ListTrainingJobsOutput => {
  const { NameContains, StatusEquals, CreationTimeAfter, CreationTimeBefore, NextToken } = input;
  const { SortBy = "CreationTime", SortOrder = "Descending", MaxResults = usual } = input;
  if (!Number.isInteger(MaxResults) || MaxResults < 1 || MaxResults > most)
    refuse("maxResults", MaxResults, `Member must have value between 1 and ${most}`);
  if (!Object.hasOwn(sortKeys, SortBy))
    refuse("sortBy", SortBy, "Member must satisfy enum value set: [Name, CreationTime, Status]");
  const key = sortKeys[SortBy];
  const wanted = jobs
    .filter(
      (job) =>
        (NameContains === undefined || job.request.TrainingJobName.includes(NameContains)) &&
        (StatusEquals === undefined || job.status === StatusEquals) &&
        (CreationTimeAfter === undefined || job.creationTime > CreationTimeAfter) &&
        (CreationTimeBefore === undefined || job.creationTime < CreationTimeBefore),
    )
    .sort((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
  if (SortOrder === "Descending") wanted.reverse();
  const after = NextToken === undefined ? -1 : wanted.findIndex((job) => tokenOf(job) === NextToken);
  if (NextToken !== undefined && after < 0) refuse("nextToken", NextToken, "Member must be the token of a page");
  const page = wanted.slice(after + 1, after + 1 + MaxResults);
  const last = page.at(-1);
  const more = last !== undefined && last !== wanted.at(-1);
  return { TrainingJobSummaries: page.map(summaryOf), ...(more ? { NextToken: tokenOf(last) } : {}) };
};

const tokenOf = (job: TrainingJob): string => Buffer.from(job.request.TrainingJobName).toString("base64url");
