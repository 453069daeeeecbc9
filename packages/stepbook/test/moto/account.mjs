import { createServer } from "node:http";
import { differences } from "./differences.mjs";

/**
 * One address that answers all that an account does: moto where it can, and the stub for what moto lacks. Both are sent
 * whatever creates, changes, starts or stops something, so that a machine and its executions are in both, under the
 * same ARNs. From the first thing that moto lacks, the stub answers for the machine that it was asked of.
 *
 * @param {{ moto: string, stub: string }} servers their addresses
 */
export async function serveAccount({ moto, stub }) {
  const handedOver = new Set();
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const operation = /^AWSStepFunctions\.(\w+)$/.exec(request.headers["x-amz-target"] ?? "")?.[1];
    const ask = (address) => send(address, request, body);
    if (operation === undefined) return reply(response, await ask(moto));
    const machine = machineIn(body);
    if (lacks.has(operation) || byVersion(body)) handedOver.add(machine);
    const ofStub = handedOver.has(machine);
    if (!writes.test(operation) || lacks.has(operation) || byVersion(body))
      return reply(response, await ask(ofStub ? stub : moto));
    const [first, second] = ofStub ? [stub, moto] : [moto, stub];
    const answer = await ask(first);
    const other = await ask(second);
    if (answer.status !== other.status) throw new Error(`${operation}: ${answer.text}\n${other.text}`);
    reply(response, answer);
  });
  server.on("clientError", (_error, socket) => socket.destroy());
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    endpoint: `http://127.0.0.1:${server.address().port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((closed) => server.close(closed));
    },
  };
}

const lacks = new Set([
  ...Object.values(differences).flatMap((row) => row.lacks ?? []),
  // moto has aliases, but not the versions that they lead to.
  ...["Create", "Update", "Describe", "Delete"].map((verb) => `${verb}StateMachineAlias`),
  "ListStateMachineAliases",
]);

const writes = /^(Create|Update|Delete|Start|Stop|Tag|Untag)/;

/** The name of the machine that a request is about; undefined where it is about none, or about all. */
function machineIn(body) {
  const { name, definition, ...rest } = JSON.parse(body || "{}");
  const arn = /:(?:stateMachine|execution|express|mapRun):([^:/"]+)/.exec(JSON.stringify(rest))?.[1];
  return arn ?? (definition === undefined ? undefined : name);
}

/** Whether a machine is meant by one of its versions or aliases. */
const byVersion = (body) => /"stateMachineArn":"[^"]*:stateMachine:[^:"]+:/.test(body);

async function textOf(stream) {
  let text = "";
  for await (const chunk of stream.setEncoding("utf8")) text += chunk;
  return text;
}

async function send(address, { method, url, headers }, body) {
  const { host: _host, "content-length": _length, connection: _connection, ...kept } = headers;
  const answer = await fetch(`${address}${url}`, { method, headers: kept, ...(method === "POST" && { body }) });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

function reply(response, { status, headers, text }) {
  const kept = [...headers].filter(
    ([name]) => !/^(connection|content-length|content-encoding|transfer-encoding|keep-alive)$/.test(name),
  );
  response.writeHead(status, Object.fromEntries(kept));
  response.end(text);
}
