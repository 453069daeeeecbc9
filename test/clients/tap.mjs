import { once } from "node:events";
import { createServer, request as send } from "node:http";
import { buffer } from "node:stream/consumers";

/**
 * @typedef {{ operation: string, status: number, requestId: string | undefined, contentType: string | undefined,
 *   body: string }} Answer
 */

/**
 * Stands between a client and a server, hands everything on as it is, and keeps what was answered to what.
 *
 * @param {string} endpoint the server's
 * @returns {Promise<{ endpoint: string, answers: Answer[], stop: () => Promise<void> }>}
 */
export async function startTap(endpoint) {
  const { hostname, port } = new URL(endpoint);
  const answers = [];
  const tap = createServer(async (asked, reply) => {
    const { method, url: path, headers } = asked;
    try {
      const onward = send({ hostname, port, method, path, headers });
      reply.once("close", () => onward.destroy());
      onward.end(await buffer(asked));
      const [response] = await once(onward, "response");
      const body = await buffer(response);
      answers.push({
        operation: String(headers["x-amz-target"]).split(".").at(-1),
        status: response.statusCode,
        requestId: response.headers["x-amzn-requestid"],
        contentType: response.headers["content-type"],
        body: body.toString(),
      });
      reply.writeHead(response.statusCode, response.headers).end(body);
    } catch (error) {
      // Who has gone needs no answer.
      reply.destroy(reply.closed ? undefined : error);
    }
  });
  tap.listen(0, "127.0.0.1");
  await once(tap, "listening");
  return {
    endpoint: `http://127.0.0.1:${tap.address().port}`,
    answers,
    async stop() {
      tap.closeAllConnections();
      tap.close();
      await once(tap, "close");
    },
  };
}
