import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { LocalStepFunctions } from "../api";
import { LocalServiceError } from "../service-error";
import { readBody } from "./body";
import { guard, isLoopback } from "./guard";
import { answerFile, readPage } from "./page";
import { answerText, contentType, errorText, inputOf, operationOf } from "./protocol";

/** How the service is served. */
export interface ServeOptions {
  /** 0 takes any that is free: 8083. */
  readonly port?: number;
  /** The address that is listened at. Another than this machine's own needs a `token`: 127.0.0.1. */
  readonly host?: string;
  /** What clients must know: they send it as their access key id. */
  readonly token?: string;
  /** The longest request, in bytes: 3 MB, more than the longest that AWS takes. */
  readonly mostBytes?: number;
  /** The folder of a page that is served beside the API: its files, read once, by their names, and `index.html` at `/`. */
  readonly page?: string;
  /** Is told of what the service itself failed at. */
  readonly onFault?: (error: unknown) => void;
}

/** A service that listens. */
export interface Served {
  /** Such as `http://127.0.0.1:8083`. */
  readonly endpoint: string;
  /** Answers what has been asked, and asks for no more. */
  close(): Promise<void>;
}

const usualPort = 8083;
const usualMost = 3 * 1024 * 1024;
/** How long a request may take to arrive, in milliseconds. */
const arrival = 30_000;
/** How often it is looked for requests that take longer, in milliseconds. */
const arrivalLook = 5000;
/** How long a connection rests until it is closed: clients that look every few seconds must not meet its end. */
const rest = 75_000;
/** How long answers may take once the service is to end. */
const patience = 2000;

/**
 * Serves the API over HTTP, as AWS does: every client of AWS can talk to it.
 *
 * @throws TypeError where another address than this machine's own is to be listened at without a token; Node's own error
 *   where the address can't be listened at, such as EADDRINUSE.
 * @example
 * const { endpoint } = await serveStepFunctions(createLocalStepFunctions({ functions }), { port: 8083 });
 * // aws stepfunctions list-state-machines --endpoint-url http://127.0.0.1:8083
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/CommonParameters.html
 */
export const serveStepFunctions = async (
  api: LocalStepFunctions,
  { port = usualPort, host = "127.0.0.1", token, mostBytes = usualMost, page, onFault = () => {} }: ServeOptions = {},
): Promise<Served> => {
  if (!isLoopback(host) && !token)
    throw new TypeError(`Whoever reaches ${host} could run your functions: give a token, too, or listen at 127.0.0.1.`);
  const letIn = guard({ host, token });
  const files = page === undefined ? undefined : readPage(page);
  const timeouts = {
    requestTimeout: arrival,
    headersTimeout: arrival,
    keepAliveTimeout: rest,
    connectionsCheckingInterval: arrivalLook,
  };
  const server = createServer(timeouts, async (request, response) => {
    const id = randomUUID();
    response.setHeader("x-amzn-RequestId", id);
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    try {
      const wantsFile = files !== undefined && (request.method === "GET" || request.method === "HEAD");
      letIn(request, wantsFile);
      if (wantsFile) {
        answerFile(files, request, response);
        return;
      }
      const operation = operationOf(asked(request));
      const input = inputOf(operation, await readBody(request, mostBytes));
      reply(response, 200, answerText(await (api[operation] as Operation)(input, { abortSignal: gone.signal })));
    } catch (error) {
      if (response.destroyed) return;
      const fault = error instanceof LocalServiceError ? error : unknown(error, id, onFault);
      if (!request.complete) response.setHeader("Connection", "close");
      reply(response, statuses[fault.name] ?? 400, errorText(fault));
    }
  });
  await listening(server, port, host);
  const { port: taken } = server.address() as AddressInfo;
  return {
    endpoint: `http://${host.includes(":") ? `[${host}]` : host}:${taken}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), patience);
      await closed;
      clearTimeout(late);
    },
  };
};

type Operation = (input: object, options: { readonly abortSignal: AbortSignal }) => Promise<unknown>;

const statuses: Readonly<Record<string, number>> = {
  InternalFailure: 500,
  AccessDeniedException: 403,
  UnrecognizedClientException: 403,
  RequestEntityTooLargeException: 413,
};

const asked = ({ method, headers }: IncomingMessage): unknown => {
  if (method === "POST") return headers["x-amz-target"];
  throw new LocalServiceError("UnknownOperationException", `${method} is not asked here: operations are POST requests`);
};

/** What the service did not foresee: what it was is told to its owner, and not to who asked. */
const unknown = (error: unknown, id: string, onFault: (error: unknown) => void): LocalServiceError => {
  onFault(error);
  return new LocalServiceError("InternalFailure", `The service failed. Its log tells more of the request ${id}.`);
};

const reply = (response: ServerResponse, status: number, text: string): void => {
  response.writeHead(status, { "Content-Type": contentType, "Content-Length": Buffer.byteLength(text) }).end(text);
};

const listening = async (server: Server, port: number, host: string): Promise<void> => {
  server.listen(port, host);
  await once(server, "listening");
};
