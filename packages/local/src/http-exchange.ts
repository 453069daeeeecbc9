import type { InspectedRequest, InspectedResponse } from "@stepbook/asl";

/** Sees what an HTTP task sends and gets, where a state is tested. */
export interface HttpInspector {
  /** Whether it sees what a connection adds. */
  readonly reveals: boolean;
  sent(request: InspectedRequest): void;
  answered(response: InspectedResponse): void;
}

const linesOf = (headers: Iterable<readonly [string, string]>): string =>
  `[${[...headers].map(([name, value]) => `${name}: ${value}`).join(", ")}]`;

const protocolOf = (url: string): string => new URL(url).protocol.replace(":", "");

/** A request as TestState tells it. */
export const inspectedRequest = (
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string | undefined,
): InspectedRequest => ({
  protocol: protocolOf(url),
  method,
  url,
  headers: linesOf(Object.entries(headers)),
  ...(body === undefined ? {} : { body }),
});

/** An answer as TestState tells it. */
export const inspectedResponse = (url: string, answer: Response, body: string): InspectedResponse => ({
  protocol: protocolOf(url),
  statusCode: String(answer.status),
  statusMessage: answer.statusText,
  headers: linesOf(answer.headers),
  body,
});
