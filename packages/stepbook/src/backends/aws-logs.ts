import type { LogRow } from "../jobs/logs";
import type { Any } from "../placeholders/any";

/** Streams of one job are its instances': so many are read. */
const mostStreams = 20;

/**
 * The last lines of a log group, of those of its streams whose names begin in one way. None where there are no streams yet.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
 */
export async function lastLines(
  send: (operation: string, input: object) => Promise<Any>,
  { group, prefix }: { readonly group: string; readonly prefix?: string },
  limit: number,
): Promise<readonly LogRow[]> {
  const logGroupName = group;
  const streams = await send("DescribeLogStreams", {
    logGroupName,
    limit: mostStreams,
    ...(prefix === undefined ? { orderBy: "LastEventTime", descending: true } : { logStreamNamePrefix: prefix }),
  }).catch((error) => {
    if (/ResourceNotFound/.test(`${error.name} ${error.code}`)) return { logStreams: [] };
    throw error;
  });
  const read = await Promise.all(
    streams.logStreams.map(({ logStreamName }: Any) =>
      send("GetLogEvents", { logGroupName, logStreamName, limit, startFromHead: false }),
    ),
  );
  return read
    .flatMap(({ events }) => events ?? [])
    .map(({ timestamp, message }) => ({ time: new Date(timestamp ?? 0), line: String(message ?? "").trimEnd() }))
    .sort((one, other) => one.time.getTime() - other.time.getTime())
    .slice(-limit);
}
