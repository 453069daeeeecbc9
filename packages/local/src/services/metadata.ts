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

/** An answer with what is told of its exchange, by the order of its names, as AWS writes it. */
export const withMetadata = (answer: Json, contentType: string, requestId: string, time: number): Json => {
  const headers = {
    "x-amzn-RequestId": requestId,
    connection: "keep-alive",
    "Content-Length": String(Buffer.byteLength(JSON.stringify(answer))),
    Date: new Date(time).toUTCString(),
    "Content-Type": contentType,
  };
  const whole = { ...(answer as JsonObject), ...metadataOf(headers, requestId) };
  return Object.fromEntries(Object.entries(whole).sort(([one], [other]) => (one < other ? -1 : 1)));
};
