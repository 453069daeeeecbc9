import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";

const prefix = "AWSStepFunctions.";

/**
 * Serves the operations of Step Functions over HTTP as AWS does, in its protocol of JSON 1.0, for tests.
 *
 * @param {import("@stepbook/asl").StepFunctionsApi} api
 */
export async function serveStepFunctions(api) {
  const server = createServer(async (request, response) => {
    const operation = String(request.headers["x-amz-target"] ?? "").slice(prefix.length);
    const name = operation.charAt(0).toLowerCase() + operation.slice(1);
    const parts = [];
    for await (const part of request) parts.push(part);
    try {
      if (!Object.hasOwn(api, name)) throw Object.assign(new Error(operation), { name: "UnknownOperationException" });
      answer(response, 200, await api[name](JSON.parse(Buffer.concat(parts).toString() || "{}")));
    } catch (error) {
      const status = error.$fault === "client" || error.name === "UnknownOperationException" ? 400 : 500;
      answer(response, status, { __type: `com.amazonaws.states#${error.name}`, message: error.message });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${server.address().port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** JSON as AWS writes it: moments are seconds since 1970. */
function answer(response, status, body) {
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": randomUUID() };
  response.writeHead(status, headers).end(JSON.stringify(inSeconds(body)));
}

function inSeconds(value) {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(inSeconds);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, inSeconds(member)]));
}
