import { LocalServiceError } from "./service-error";

interface PageRequest {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

const most = 1000;
const usual = 100;

/**
 * One page of a list in which each item has a number of its own. The token names the last item given, so that items
 * that come and go between two pages shift nothing.
 */
export const pageOf = <T>(
  items: readonly T[],
  numberOf: (item: T) => number,
  { maxResults = 0, nextToken }: PageRequest,
): { readonly items: readonly T[]; readonly nextToken?: string } => {
  if (!Number.isInteger(maxResults) || maxResults < 0) refuse(maxResults, "value greater than or equal to 0");
  if (maxResults > most) refuse(maxResults, `value less than or equal to ${most}`);
  const size = maxResults || usual;
  const start = nextToken === undefined ? 0 : placeAfter(items, numberOf, nextToken);
  const page = items.slice(start, start + size);
  const last = page.at(-1);
  return last === undefined || start + size >= items.length
    ? { items: page }
    : { items: page, nextToken: Buffer.from(`after:${numberOf(last)}`).toString("base64url") };
};

const refuse = (value: unknown, constraint: string): never => {
  throw new LocalServiceError(
    "ValidationException",
    `1 validation error detected: Value '${value}' at 'maxResults' failed to satisfy constraint: Member must have ${constraint}`,
    { hint: `maxResults is a whole number from 0 to ${most}; this is ${JSON.stringify(value)}` },
  );
};

const placeAfter = <T>(items: readonly T[], numberOf: (item: T) => number, token: unknown): number => {
  const found = /^after:(\d+)$/.exec(Buffer.from(String(token), "base64url").toString())?.[1];
  if (found === undefined) throw new LocalServiceError("InvalidToken", "Invalid Token: 'Invalid token'");
  const first = items[0];
  const last = items.at(-1);
  if (first === undefined || last === undefined) return 0;
  const grows = numberOf(first) <= numberOf(last);
  const place = items.findIndex((item) => (grows ? numberOf(item) > Number(found) : numberOf(item) < Number(found)));
  return place < 0 ? items.length : place;
};
