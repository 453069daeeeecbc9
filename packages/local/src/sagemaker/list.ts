import { LocalServiceError } from "../service-error";
import { type JobRecord, lastModified } from "./job";
import type { JobStatus } from "./shapes";

/** What a list of jobs is asked by, whatever their kind. */
export interface ListInput {
  readonly NameContains?: string;
  readonly StatusEquals?: JobStatus;
  readonly CreationTimeAfter?: Date;
  readonly CreationTimeBefore?: Date;
  readonly LastModifiedTimeAfter?: Date;
  readonly LastModifiedTimeBefore?: Date;
  readonly SortBy?: "CreationTime" | "Name" | "Status";
  readonly SortOrder?: "Ascending" | "Descending";
  /** 1 to 100; 10 where it is left out. */
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** A part of a list, and the token of the next. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: { readonly NextToken?: string };
}

const most = 100;
const usual = 10;

type SortKey = (record: JobRecord) => string | number;

/** How a page is asked for: sorted by something else than what every list has, too. */
interface PageInput extends Omit<ListInput, "SortBy"> {
  readonly SortBy?: ListInput["SortBy"] | SortKey;
}

const sortKeys: Readonly<Record<NonNullable<ListInput["SortBy"]>, SortKey>> = {
  CreationTime: ({ creationTime }) => creationTime.getTime(),
  Name: ({ name }) => name,
  Status: ({ status }) => status,
};

const refuse = (field: string, value: unknown, constraint: string): never => {
  throw new LocalServiceError(
    "ValidationException",
    `1 validation error detected: Value '${String(value)}' at '${field}' failed to satisfy constraint: ${constraint}`,
  );
};

/** A page of jobs; the token names the last job given. The newest come first where nothing else is asked for. */
export const page = <One extends JobRecord>(records: readonly One[], input: PageInput): Page<One> => {
  const { NameContains, StatusEquals, NextToken } = input;
  const { SortBy = "CreationTime", SortOrder = "Descending", MaxResults = usual } = input;
  if (!Number.isInteger(MaxResults) || MaxResults < 1 || MaxResults > most)
    refuse("maxResults", MaxResults, `Member must have value between 1 and ${most}`);
  if (typeof SortBy !== "function" && !Object.hasOwn(sortKeys, SortBy))
    refuse("sortBy", SortBy, "Member must satisfy enum value set: [Name, CreationTime, Status]");
  const key = typeof SortBy === "function" ? SortBy : sortKeys[SortBy];
  const between = (time: Date, after: Date | undefined, before: Date | undefined): boolean =>
    (after === undefined || time > after) && (before === undefined || time < before);
  const wanted = records
    .filter(
      (record) =>
        (NameContains === undefined || record.name.includes(NameContains)) &&
        (StatusEquals === undefined || record.status === StatusEquals) &&
        between(record.creationTime, input.CreationTimeAfter, input.CreationTimeBefore) &&
        between(lastModified(record), input.LastModifiedTimeAfter, input.LastModifiedTimeBefore),
    )
    .sort((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0));
  if (SortOrder === "Descending") wanted.reverse();
  const after = NextToken === undefined ? -1 : wanted.findIndex((record) => tokenOf(record) === NextToken);
  if (NextToken !== undefined && after < 0) refuse("nextToken", NextToken, "Member must be the token of a page");
  const items = wanted.slice(after + 1, after + 1 + MaxResults);
  const last = items.at(-1);
  const more = last !== undefined && last !== wanted.at(-1);
  return { items, next: more ? { NextToken: tokenOf(last) } : {} };
};

const tokenOf = ({ name }: JobRecord): string => Buffer.from(name).toString("base64url");
