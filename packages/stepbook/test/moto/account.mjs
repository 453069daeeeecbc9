import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { createLocalStepFunctions, serveStepFunctions } from "@stepbook/local";
import { differences } from "./differences.mjs";
import { startMoto } from "./moto.mjs";

/**
 * One address that answers all that an account does: moto where it can, and the embedded service for what moto lacks.
 * Both are sent whatever creates, changes, starts or stops something, so that a machine and its executions are in
 * both, under the same ARNs. From the first thing that moto lacks, the embedded service answers for the machine that
 * it was asked of.
 *
 * @param {() => object} functions makes the functions of the account: each server has its own
 */
export async function startAccount(functions) {
  const moto = await startMoto({ functions: functions() });
  const service = await serveStepFunctions(createLocalStepFunctions({ functions: functions() }), { port: 0 });
  const route = router(moto.endpoint, service.endpoint);
  const server = createServer(async (request, response) => {
    const { status, headers, body } = await route(request, await buffer(request)).catch(failure);
    response.writeHead(status, headers).end(body);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    endpoint: `http://127.0.0.1:${server.address().port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await service.close();
      await moto.stop();
    },
  };
}

const lacking = new Set([
  ...Object.values(differences).flatMap(({ lacks = [] }) => lacks),
  // moto has aliases, but not the versions that they lead to.
  ...["Create", "Update", "Describe", "Delete"].map((verb) => `${verb}StateMachineAlias`),
  "ListStateMachineAliases",
]);

const writes = /^(Create|Update|Delete|Start|Stop|Tag|Untag)/;

function router(moto, service) {
  const ours = new Set();
  return async (request, body) => {
    const operation = /^AWSStepFunctions\.(\w+)$/.exec(request.headers["x-amz-target"] ?? "")?.[1];
    if (operation === undefined) return send(moto, request, body);
    const text = String(body);
    const machine = machineIn(text);
    const motoLacks = lacking.has(operation) || byVersion(text);
    if (motoLacks && machine !== undefined) ours.add(machine);
    const [first, second] = motoLacks || ours.has(machine) ? [service, moto] : [moto, service];
    if (motoLacks || !writes.test(operation)) return send(first, request, body);
    const answer = await send(first, request, body);
    const other = await send(second, request, body);
    if (answer.status === other.status) return answer;
    throw new Error(`${operation}: moto and the embedded service do not agree: ${answer.body} ${other.body}`);
  };
}

/** The name of the machine that a request is about; undefined where it is about none, or about all. */
function machineIn(text) {
  const { name, definition, ...others } = JSON.parse(text || "{}");
  const named = /:(?:stateMachine|execution|mapRun):([^:/"]+)/.exec(JSON.stringify(others))?.[1];
  return named ?? (definition === undefined ? undefined : name);
}

/** Whether a machine is meant by one of its versions or aliases. */
const byVersion = (text) => /"stateMachineArn":"[^"]*:stateMachine:[^:"]+:/.test(text);

async function send(address, { method, url, headers }, body) {
  const sent = Object.fromEntries(Object.entries(headers).filter(([name]) => !ofConnection.test(name)));
  const answer = await fetch(`${address}${url}`, { method, headers: sent, ...(body.length > 0 && { body }) });
  const kept = Object.fromEntries([...answer.headers].filter(([name]) => !ofConnection.test(name)));
  return { status: answer.status, headers: kept, body: Buffer.from(await answer.arrayBuffer()) };
}

/** Headers that say how a message is carried, not what it is. */
const ofConnection = /^(host|connection|keep-alive|content-length|content-encoding|transfer-encoding|expect)$/;

const failure = ({ message }) => ({
  status: 500,
  headers: { "content-type": "application/x-amz-json-1.0" },
  body: JSON.stringify({ __type: "InternalError", message }),
});
