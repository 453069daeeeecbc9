import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { StateMachine } from "@stepbook/asl";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { calling, execute } from "../../test/execute";
import { createLocalStepFunctions, httpFunction, type LocalOptions } from "../index";

let server: Server;
let url: string;
let asked: {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
};

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { method = "", url: path = "", headers } = request;
    asked = { method, url: path, headers, body: await text(request) };
    const status = Number(/^\/(\d{3})/.exec(path)?.[1] ?? 200);
    const isText = path.startsWith("/text");
    const failed = path.startsWith("/failed");
    response.writeHead(status, { "Content-Type": isText ? "text/plain" : "application/json" });
    response.end(
      isText
        ? "plain"
        : failed
          ? '{"errorType": "OddNumber", "errorMessage": "21"}'
          : JSON.stringify({ got: asked.body }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const invoke = (parameters: object, options: LocalOptions = {}) => {
  const definition: StateMachine = {
    StartAt: "Call",
    States: {
      Call: { Type: "Task", Resource: "arn:aws:states:::http:invoke", Parameters: parameters as never, End: true },
    },
  };
  return execute(definition, { clock: "real", ...options });
};

describe("an HTTP task", () => {
  it("sends what it is told and gives the whole answer", async () => {
    const ended = await invoke({
      ApiEndpoint: `${url}/orders?all=1`,
      Method: "POST",
      Headers: { "X-Shop": "a" },
      QueryParameters: { page: 2, tag: ["x", "y z"] },
      RequestBody: { n: 1 },
    });
    expect(JSON.parse(ended.output!)).toMatchObject({
      StatusCode: 200,
      StatusText: "OK",
      ResponseBody: { got: '{"n":1}' },
      Headers: { "content-type": ["application/json"] },
    });
    expect(asked).toMatchObject({ method: "POST", url: "/orders?all=1&page=2&tag=x&tag=y+z" });
    expect(asked.headers).toMatchObject({
      "x-shop": "a",
      "content-type": "application/json; charset=UTF-8",
      "user-agent": "Amazon|StepFunctions|HttpInvoke|us-east-1",
    });
  });

  it.each([
    ["INDICES", "list%5B0%5D=1&list%5B1%5D=2&deep%5Ba%5D=x%20y"],
    ["REPEAT", "list=1&list=2&deep%5Ba%5D=x%20y"],
    ["BRACKETS", "list%5B%5D=1&list%5B%5D=2&deep%5Ba%5D=x%20y"],
    ["COMMAS", "list=1%2C2&deep%5Ba%5D=x%20y"],
  ])("writes a form, its lists by %s", async (ArrayFormat, body) => {
    await invoke({
      ApiEndpoint: url,
      Method: "POST",
      RequestBody: { list: [1, 2], deep: { a: "x y" } },
      Transform: { RequestBodyEncoding: "URL_ENCODED", RequestEncodingOptions: { ArrayFormat } },
    });
    expect(asked.body).toBe(body);
    expect(asked.headers["content-type"]).toBe("application/x-www-form-urlencoded");
  });

  it("sends along what its connection holds, and keeps it out of the history", async () => {
    const Authentication = { ConnectionArn: "arn:aws:events:us-east-1:123456789012:connection/shop/8f2a" };
    const connections = { shop: { headers: { Authorization: "Bearer secret-7" }, queryParameters: { key: "k" } } };
    const ended = await invoke({ ApiEndpoint: url, Method: "GET", Authentication }, { connections });
    expect(asked.headers.authorization).toBe("Bearer secret-7");
    expect(asked.url).toBe("/?key=k");
    expect(JSON.stringify(ended.events)).not.toContain("secret-7");
    expect(await invoke({ ApiEndpoint: url, Method: "GET", Authentication })).toMatchObject({
      error: "Events.ConnectionResource.NotFound",
      cause: expect.stringContaining('local({ connections: { "shop":'),
    });
  });

  it("reads text as text", async () => {
    expect(JSON.parse((await invoke({ ApiEndpoint: `${url}/text`, Method: "GET" })).output!)).toMatchObject({
      ResponseBody: "plain",
    });
  });

  it("fails by the status, by what cannot be reached and by what is no request", async () => {
    expect(await invoke({ ApiEndpoint: `${url}/404`, Method: "GET" })).toMatchObject({
      error: "States.Http.StatusCode.404",
      cause: '{"got":""}',
    });
    expect(await invoke({ ApiEndpoint: "http://127.0.0.1:1/", Method: "GET" })).toMatchObject({
      error: "States.Http.Socket",
    });
    for (const [parameters, cause] of [
      [{ ApiEndpoint: "nowhere", Method: "GET" }, /ApiEndpoint .* is a URL/],
      [{ ApiEndpoint: "file:///etc/passwd", Method: "GET" }, /ApiEndpoint .* https/],
      [{ ApiEndpoint: url }, /Method/],
      [{ ApiEndpoint: url, Method: "GET", Headers: { Host: "x" } }, /"Host"/],
    ] as const) {
      const ended = await invoke(parameters);
      expect(ended).toMatchObject({ status: "FAILED", error: "States.Runtime" });
      expect(ended.cause).toMatch(cause);
    }
  });
});

describe("a function behind HTTP", () => {
  const call = (path: string) =>
    execute(calling("f"), { clock: "real", functions: { f: httpFunction(`${url}${path}`) } }, { n: 1 });

  it("takes JSON and gives JSON", async () => {
    expect(await call("/")).toMatchObject({ output: '{"got":"{\\"n\\":1}"}' });
  });

  it("fails by its own error, by the status, or by what cannot be reached", async () => {
    expect(await call("/failed")).toMatchObject({ status: "FAILED", error: "OddNumber" });
    expect(await call("/500")).toMatchObject({ error: "States.Http.StatusCode.500" });
    expect(await call("/text")).toMatchObject({ error: "Runtime.MarshalError" });
    const functions = { f: httpFunction("http://127.0.0.1:1/") };
    expect(await execute(calling("f"), { clock: "real", functions })).toMatchObject({ error: "States.Http.Socket" });
    expect(() => httpFunction("ftp://x/")).toThrow(/http or https/);
  });
});

describe("an HTTP task that is tested by itself", () => {
  const test = (inspectionLevel: "DEBUG" | "TRACE", revealSecrets = false) =>
    createLocalStepFunctions({ connections: { c: { headers: { "X-Key": "hush" } } } }).testState({
      definition: JSON.stringify({
        Type: "Task",
        Resource: "arn:aws:states:::http:invoke",
        Parameters: { ApiEndpoint: url, Method: "POST", RequestBody: { a: 1 }, Authentication: { ConnectionArn: "c" } },
        End: true,
      }),
      inspectionLevel,
      revealSecrets,
    });

  it("tells what was sent and what came back, without what the connection adds", async () => {
    const { status, inspectionData } = await test("TRACE");
    expect(status).toBe("SUCCEEDED");
    expect(inspectionData).toMatchObject({
      request: {
        protocol: "http",
        method: "POST",
        url: `${url}/`,
        headers:
          "[User-Agent: Amazon|StepFunctions|HttpInvoke|us-east-1, Range: bytes=0-262144, Content-Type: application/json; charset=UTF-8]",
        body: '{"a":1}',
      },
      response: { protocol: "http", statusCode: "200", statusMessage: "OK", body: '{"got":"{\\"a\\":1}"}' },
    });
    expect(asked.headers["x-key"]).toBe("hush");
  });

  it("tells secrets where that is asked for, and nothing of it at lower levels", async () => {
    expect((await test("TRACE", true)).inspectionData?.request?.headers).toMatch(/X-Key: hush/);
    expect((await test("DEBUG", true)).inspectionData).not.toHaveProperty("request");
  });
});
