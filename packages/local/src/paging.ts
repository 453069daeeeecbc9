import { LocalServiceError } from "./service-error";

interface PageRequest {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

const most = 1000;
const usual = 100;

/**
 * One page of a list in which each item has a number of its own, greater than that before it. The token names the last
 * item given, so that items that come and go between two pages shift nothing.
 */
export const pageOf = <T>(
  items: readonly T[],
  numberOf: (item: T) => number,
  { maxResults = 0, nextToken }: PageRequest,
  longestToken = 1024,
): { readonly items: readonly T[]; readonly nextToken?: string } => {
  checkRequest(maxResults, nextToken, longestToken);
  const size = maxResults || usual;
  const start = nextToken === undefined ? 0 : placeAfter(items, numberOf, nextToken);
  const page = items.slice(start, start + size);
  const last = page.at(-1);
  return last === undefined || start + size >= items.length
    ? { items: page }
    : { items: page, nextToken: tokenOf(numberOf(last)) };
};

/**
 * One page of those of a list that match, from its end to its beginning. The list stands by its numbers; only as much of
 * it is looked at as the page needs.
 */
export const newestPageOf = <T extends { readonly number: number }>(
  items: readonly T[],
  matches: (item: T) => boolean,
  { maxResults = 0, nextToken }: PageRequest,
  longestToken = 1024,
): { readonly items: readonly T[]; readonly nextToken?: string } => {
  checkRequest(maxResults, nextToken, longestToken);
  const size = maxResults || usual;
  const page: T[] = [];
  for (let place = nextToken === undefined ? items.length : placeBefore(items, nextToken); place > 0; place--) {
    const item = items[place - 1]!;
    if (!matches(item)) continue;
    if (page.length === size) return { items: page, nextToken: tokenOf(-page.at(-1)!.number) };
    page.push(item);
  }
  return { items: page };
};

const tokenOf = (number: number): string => Buffer.from(`after:${number}`).toString("base64url");

const numberIn = (token: unknown): number => {
  const found = /^after:(-?\d+)$/.exec(Buffer.from(String(token), "base64url").toString())?.[1];
  if (found === undefined) throw new LocalServiceError("InvalidToken", "Invalid Token: 'Invalid token'");
  return Number(found);
};

/** How many items stand before the one that a token names. */
const placeBefore = (items: readonly { readonly number: number }[], token: unknown): number => {
  const number = -numberIn(token);
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle]!.number < number) low = middle + 1;
    else high = middle;
  }
  return low;
};

const checkRequest = (maxResults: number, nextToken: unknown, longestToken: number): void => {
  if (!Number.isInteger(maxResults) || maxResults < 0)
    throw unmet("maxResults", maxResults, "value greater than or equal to 0");
  if (maxResults > most) throw unmet("maxResults", maxResults, `value less than or equal to ${most}`);
  if (typeof nextToken !== "string") return;
  if (nextToken === "") throw unmet("nextToken", nextToken, "length greater than or equal to 1");
  if (nextToken.length > longestToken)
    throw unmet("nextToken", nextToken, `length less than or equal to ${longestToken}`);
};

const unmet = (field: string, value: unknown, constraint: string): LocalServiceError =>
  new LocalServiceError(
    "ValidationException",
    `1 validation error detected: Value '${value}' at '${field}' failed to satisfy constraint: Member must have ${constraint}`,
  );

const placeAfter = <T>(items: readonly T[], numberOf: (item: T) => number, token: unknown): number => {
  const number = numberIn(token);
  const place = items.findIndex((item) => numberOf(item) > number);
  return place < 0 ? items.length : place;
};
