import { randomUUID } from "node:crypto";
import { createServer } from "node:http";

/**
 * Functions behind the API of AWS Lambda: Invoke, and nothing else. What one throws comes back as Lambda tells it, in
 * the payload of an answer that is marked as a function's error.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export async function serveFunctions(functions) {
  const server = createServer(async (request, response) => {
    const [, name] = /^\/2015-03-31\/functions\/([^/]+)\/invocations/.exec(request.url) ?? [];
    const { status = 200, headers, payload } = await invoke(functions, decodeURIComponent(name ?? ""), request);
    const common = { "Content-Type": "application/json", "X-Amzn-RequestId": randomUUID() };
    response.writeHead(status, { ...common, ...headers });
    response.end(JSON.stringify(payload ?? null));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

async function invoke(functions, reference, request) {
  const name = nameIn(reference);
  if (!Object.hasOwn(functions, name)) return unknown(name);
  let body = "";
  for await (const chunk of request.setEncoding("utf8")) body += chunk;
  try {
    return { payload: await functions[name](JSON.parse(body || "{}"), {}) };
  } catch (error) {
    const { name: errorType, message: errorMessage, stack } = error;
    const payload = { errorType, errorMessage, trace: String(stack).split("\n") };
    return { payload, headers: { "X-Amz-Function-Error": "Unhandled" } };
  }
}

/** A function is named by its name, a part of its ARN or the whole of it, with a version or an alias after it. */
const nameIn = (reference) => (/(?:^|:)function:([^:]+)/.exec(reference)?.[1] ?? reference).split(":")[0];

const unknown = (name) => ({
  status: 404,
  headers: { "X-Amzn-ErrorType": "ResourceNotFoundException" },
  payload: { Type: "User", Message: `Function not found: arn:aws:lambda:us-east-1:123456789012:function:${name}` },
});
