import { once } from "node:events";
import { createServer, request as send } from "node:http";

/** What can befall a call on its way, by name. Each gets the call, and a function that passes it on. */
const faults = {
  throttled: async ({ response }) => refuse(response, 400, "ThrottlingException", "Rate exceeded"),
  tooManyRequests: async ({ response }) => refuse(response, 429, "TooManyRequestsException", "Too many requests"),
  unavailable: async ({ response }) => refuse(response, 503, "ServiceUnavailable", "Service unavailable"),
  failing: async ({ response }) => refuse(response, 500, "InternalServerException", "Internal failure"),
  expired: async ({ response }) =>
    refuse(response, 400, "ExpiredTokenException", "The security token included in the request is expired"),
  denied: async ({ response, operation }) =>
    refuse(
      response,
      400,
      "AccessDeniedException",
      `User: arn:aws:iam::123456789012:user/ada is not authorized to perform: states:${operation} on resource: arn:aws:states:us-east-1:123456789012:stateMachine:hello because no identity-based policy allows the states:${operation} action`,
    ),
  reset: async ({ request }) => request.socket.destroy(),
  /** The call is done, and its answer is lost. */
  lost: async ({ request, pass }) => {
    await pass();
    request.socket.destroy();
  },
  truncated: async ({ response, pass }) => give(response, halved(await pass())),
  /** The connection ends within the answer. */
  cut: async ({ request, response, pass }) => {
    const { status, headers, body } = await pass();
    response.writeHead(status, { ...headers, "content-length": body.length });
    response.write(body.subarray(0, body.length / 2), () => request.socket.destroy());
  },
  slow: async ({ response, pass }) => {
    await new Promise((resume) => setTimeout(resume, 300));
    give(response, await pass());
  },
};

export const faultNames = Object.keys(faults);

/**
 * Stands before a server of Step Functions, for tests. `plan` is asked at each call, by its operation and number from 0,
 * and names the fault that befalls it, if any. Calls and bytes are counted.
 */
export async function startProxy(endpoint, plan = () => undefined) {
  const calls = [];
  const server = createServer(async (request, response) => {
    const operation = String(request.headers["x-amz-target"] ?? "").replace(/^\w+\./, "");
    const parts = [];
    for await (const part of request) parts.push(part);
    const call = { operation, fault: plan(operation, calls.length), bytes: 0, time: performance.now() };
    calls.push(call);
    const pass = async () => {
      const answer = await passOn(endpoint, request, Buffer.concat(parts));
      call.bytes = answer.body.length;
      return answer;
    };
    try {
      if (call.fault === undefined) give(response, await pass());
      else await faults[call.fault]({ request, response, operation, pass });
    } catch {
      request.socket.destroy();
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    endpoint: `http://127.0.0.1:${server.address().port}`,
    calls,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const halved = (answer) => ({ ...answer, body: answer.body.subarray(0, answer.body.length / 2) });

async function passOn(endpoint, { method, url, headers }, body) {
  const outgoing = send(new URL(url, endpoint), { method, headers: { ...headers, host: new URL(endpoint).host } });
  outgoing.end(body);
  const [incoming] = await once(outgoing, "response");
  const parts = [];
  for await (const part of incoming) parts.push(part);
  // The answer goes on in one piece.
  const {
    "transfer-encoding": _chunked,
    "content-length": _length,
    connection: _connection,
    ...more
  } = incoming.headers;
  return { status: incoming.statusCode, headers: more, body: Buffer.concat(parts) };
}

const give = (response, { status, headers, body }) =>
  response.writeHead(status, { ...headers, "content-length": body.length }).end(body);

function refuse(response, status, name, message) {
  const headers = { "content-type": "application/x-amz-json-1.0" };
  response.writeHead(status, headers).end(JSON.stringify({ __type: name, message }));
}
