import { crc32 } from "node:zlib";
import type { Json, JsonObject } from "@stepbook/asl";

/** What a task's result tells of the HTTP exchange behind it. `headers` are in the order of their arrival. */
export const metadataOf = (headers: Readonly<Record<string, string>>, requestId: string): JsonObject => ({
  SdkHttpMetadata: {
    AllHttpHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    HttpHeaders: headers,
    HttpStatusCode: 200,
  },
  SdkResponseMetadata: { RequestId: requestId },
});

/** One answer over HTTP: what headers are made of. */
interface Exchange {
  readonly requestId: string;
  /** The body of the answer. */
  readonly text: string;
  readonly time: number;
}

/** The headers of a service's answers. */
export type HeadersOf = (exchange: Exchange) => Readonly<Record<string, string>>;

const lengthOf = ({ text }: Exchange): string => String(Buffer.byteLength(text));
const dateOf = ({ time }: Exchange): string => new Date(time).toUTCString();

export const usualHeaders =
  (contentType: string): HeadersOf =>
  (exchange) => ({
    "x-amzn-RequestId": exchange.requestId,
    connection: "keep-alive",
    "Content-Length": lengthOf(exchange),
    Date: dateOf(exchange),
    "Content-Type": contentType,
  });

export const dynamodbHeaders: HeadersOf = (exchange) => ({
  Server: "Server",
  Connection: "keep-alive",
  "x-amzn-RequestId": exchange.requestId,
  "x-amz-crc32": String(crc32(exchange.text)),
  "Content-Length": lengthOf(exchange),
  Date: dateOf(exchange),
  "Content-Type": "application/x-amz-json-1.0",
});

/** An answer with what is told of its exchange, by the order of its names, as AWS writes it. */
export const withMetadata = (answer: Json, headersOf: HeadersOf, requestId: string, time: number): Json => {
  const headers = headersOf({ requestId, text: JSON.stringify(answer), time });
  const whole = { ...(answer as JsonObject), ...metadataOf(headers, requestId) };
  return Object.fromEntries(Object.entries(whole).sort(([one], [other]) => (one < other ? -1 : 1)));
};
