import { isJsonObject, type Json, type JsonObject } from "@stepbook/asl";
import { TaskError } from "@stepbook/engine";
import { inspectedRequest, inspectedResponse } from "../http-exchange";
import type { Connection } from "../options";
import { sdkError } from "./faults";
import { arrayFormats, urlEncoded } from "./form";
import { textOf } from "./names";
import type { Action, Service, ServiceRequest } from "./service";

/** The longest that an endpoint may take, in milliseconds, and the most bytes of its answer that are read. */
const patience = 60_000;
const longestAnswer = 256 * 1024;

/** What the service sets by itself, and takes from nobody. */
const refusedHeaders =
  /^(authorization|connection|content-encoding|content-length|content-md5|date|expect|host|http2-settings|keep-alive|max-forwards|proxy-.*|referer|server|te|trailer|transfer-encoding|upgrade|via|www-authenticate|x-forwarded-.*|x-amz-.*|x-amzn-.*)$/i;

const refuse = (reason: string): never => {
  throw new TaskError("States.Runtime", reason);
};

const recordOf = (value: Json | undefined, name: string): JsonObject => {
  if (value === undefined || value === null) return {};
  return isJsonObject(value)
    ? value
    : refuse(`${name} of an HTTP task is an object, but here it is ${JSON.stringify(value)}`);
};

/** What a connection adds to a request: it is never told in the history. */
const connectionOf = ({ parameters, local }: ServiceRequest): Connection => {
  const { Authentication, InvocationConfig } = parameters;
  const { ConnectionArn } = recordOf(Authentication ?? InvocationConfig, "Authentication");
  if (ConnectionArn === undefined) return {};
  const arn = String(ConnectionArn);
  const name = /:connection\/([^/]+)/.exec(arn)?.[1] ?? arn;
  const found = [arn, name].find((key) => Object.hasOwn(local.connections, key));
  if (found === undefined)
    throw new TaskError(
      "Events.ConnectionResource.NotFound",
      `There is no connection ${JSON.stringify(name)} here. To give it: local({ connections: { ${JSON.stringify(name)}: { headers: { Authorization: … } } } })`,
    );
  return local.connections[found] ?? {};
};

const urlOf = (parameters: JsonObject, connection: Connection): string => {
  const { ApiEndpoint, QueryParameters } = parameters;
  let url: URL;
  try {
    url = new URL(String(ApiEndpoint));
  } catch {
    return refuse(`ApiEndpoint of an HTTP task is a URL, but here it is ${JSON.stringify(ApiEndpoint ?? null)}`);
  }
  if (url.protocol !== "https:" && url.protocol !== "http:")
    refuse(`ApiEndpoint of an HTTP task is a URL of https, but here it is ${JSON.stringify(ApiEndpoint)}`);
  const added = { ...recordOf(QueryParameters, "QueryParameters"), ...connection.queryParameters };
  for (const [name, value] of Object.entries(added))
    for (const one of Array.isArray(value) ? value : [value as Json]) url.searchParams.append(name, textOf(one) ?? "");
  return url.href;
};

const headersOf = (parameters: JsonObject, connection: Connection, region: string): Record<string, string> => {
  const headers: Record<string, string> = {
    "User-Agent": `Amazon|StepFunctions|HttpInvoke|${region}`,
    Range: `bytes=0-${longestAnswer}`,
  };
  for (const [name, value] of Object.entries(recordOf(parameters.Headers, "Headers"))) {
    if (refusedHeaders.test(name)) refuse(`The header ${JSON.stringify(name)} of an HTTP task is set by the service.`);
    headers[name] = Array.isArray(value) ? value.map((one) => textOf(one) ?? "").join(", ") : (textOf(value) ?? "");
  }
  return { ...headers, ...connection.headers };
};

/** The body, and the Content-Type that says how it is written. */
const bodyOf = (parameters: JsonObject): { readonly body: string; readonly type: string } | undefined => {
  const { RequestBody, Transform } = parameters;
  if (RequestBody === undefined || RequestBody === null) return undefined;
  const { RequestBodyEncoding = "NONE", RequestEncodingOptions } = recordOf(Transform, "Transform");
  if (RequestBodyEncoding !== "URL_ENCODED")
    return { body: JSON.stringify(RequestBody), type: "application/json; charset=UTF-8" };
  const { ArrayFormat = "INDICES" } = recordOf(RequestEncodingOptions, "RequestEncodingOptions");
  const format = arrayFormats[String(ArrayFormat)];
  if (!format)
    return refuse(`ArrayFormat is one of ${Object.keys(arrayFormats).join(", ")}, not ${JSON.stringify(ArrayFormat)}`);
  return { body: urlEncoded(RequestBody, format), type: "application/x-www-form-urlencoded" };
};

const invoke: Action = {
  request: async (request) => {
    const { parameters, local, signal } = request;
    const connection = connectionOf(request);
    const method = textOf(parameters.Method);
    if (method === undefined) return refuse("An HTTP task has a Method, such as GET.");
    const sent = bodyOf(parameters);
    const headers = headersOf(parameters, connection, local.region);
    if (sent && !Object.keys(headers).some((name) => name.toLowerCase() === "content-type"))
      headers["Content-Type"] = sent.type;
    const url = urlOf(parameters, connection);
    const { httpInspector: inspector } = local;
    if (inspector) {
      const shown = inspector.reveals ? connection : {};
      const shownHeaders = { ...headersOf(parameters, shown, local.region), ...contentTypeOf(headers) };
      inspector.sent(inspectedRequest(method, urlOf(parameters, shown), shownHeaders, sent?.body));
    }
    const answer = await fetch(url, {
      method,
      headers,
      redirect: "manual",
      signal: boundedBy(signal),
      ...(sent ? { body: sent.body } : {}),
    }).catch(unreachable);
    const text = await answer.text();
    inspector?.answered(inspectedResponse(url, answer, text));
    if (answer.status >= 400) throw new TaskError(`States.Http.StatusCode.${answer.status}`, text);
    return {
      Headers: Object.fromEntries([...answer.headers].map(([name, value]) => [name, [value]])),
      ResponseBody: /json/.test(answer.headers.get("content-type") ?? "") ? parsed(text) : text,
      StatusCode: answer.status,
      StatusText: answer.statusText,
    };
  },
};

const contentTypeOf = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() === "content-type"));

/** Aborted with a signal, or when it takes too long. */
const boundedBy = (signal: AbortSignal): AbortSignal => {
  const controller = new AbortController();
  const timeout = AbortSignal.timeout(patience);
  for (const each of [signal, timeout])
    each.addEventListener("abort", () => controller.abort(each.reason), { once: true });
  if (signal.aborted) controller.abort(signal.reason);
  return controller.signal;
};

const unreachable = (error: Error): never => {
  const { cause } = error as { cause?: { message?: string } };
  throw new TaskError("States.Http.Socket", cause?.message ?? error.message);
};

const parsed = (text: string): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
};

/**
 * Calls of any endpoint of HTTP: `arn:aws:states:::http:invoke`. What a connection holds is an option here.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html
 */
export const http: Service = { actions: { invoke }, errorOf: sdkError("States.Http") };
