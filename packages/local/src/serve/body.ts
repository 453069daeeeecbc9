import type { IncomingMessage } from "node:http";
import { LocalServiceError } from "../service-error";

/** How many times the longest request is still read, and thrown away: who is cut off while sending sees no answer. */
const drained = 20;

/** What is asked, whole; what is longer than allowed is refused, and not kept. */
export const readBody = async (request: IncomingMessage, most: number): Promise<Buffer> => {
  const tooLong = (): LocalServiceError =>
    new LocalServiceError("RequestEntityTooLargeException", `The request is longer than ${most} bytes.`);
  if (Number(request.headers["content-length"] ?? 0) > most * drained) throw tooLong();
  let parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > most * drained) throw tooLong();
    if (length > most) parts = [];
    else parts.push(part);
  }
  if (length > most) throw tooLong();
  return Buffer.concat(parts);
};
