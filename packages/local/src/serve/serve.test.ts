import { once } from "node:events";
import { request as send } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, it } from "vitest";
import { roleArn } from "../../test/execute";
import { createLocalStepFunctions } from "../step-functions";
import { type Served, type ServeOptions, serveStepFunctions } from ".";

const definition = JSON.stringify({ StartAt: "A", States: { A: { Type: "Pass", End: true } } });

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

const serve = async (options: ServeOptions = {}): Promise<Served> => {
  served = await serveStepFunctions(createLocalStepFunctions(), { port: 0, ...options });
  return served;
};

interface Asked {
  readonly target?: string;
  readonly body?: string | Buffer;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request as a client sends it, and its answer. */
const ask = async ({ target, body = "{}", method = "POST", headers = {} }: Asked) => {
  const request = send(served!.endpoint, {
    method,
    headers: {
      "content-type": "application/x-amz-json-1.0",
      ...(target === undefined ? {} : { "x-amz-target": `AWSStepFunctions.${target}` }),
      ...headers,
    },
  });
  request.end(body);
  const [response] = await once(request, "response");
  return { status: response.statusCode as number, headers: response.headers, answer: JSON.parse(await text(response)) };
};

const operation = async (target: string, input: object) => ask({ target, body: JSON.stringify(input) });

describe("the API over HTTP", () => {
  it("answers operations with JSON 1.0, moments in seconds, and a request id", async () => {
    await serve();
    const created = await operation("CreateStateMachine", { name: "hello", definition, roleArn });
    expect(created.status).toBe(200);
    expect(created.headers).toMatchObject({
      "content-type": "application/x-amz-json-1.0",
      "x-amzn-requestid": expect.stringMatching(/^[\da-f-]{36}$/),
    });
    expect(created.answer).toEqual({
      stateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:hello",
      creationDate: expect.any(Number),
    });
    expect(Math.abs(created.answer.creationDate - Date.now() / 1000)).toBeLessThan(60);
  });

  it("tells errors by their type, in AWS's words", async () => {
    await serve();
    const arn = "arn:aws:states:us-east-1:123456789012:stateMachine:none";
    expect(await operation("DescribeStateMachine", { stateMachineArn: arn })).toMatchObject({
      status: 400,
      answer: {
        __type: "com.amazonaws.swf.service.v2.model#StateMachineDoesNotExist",
        message: `State Machine Does Not Exist: '${arn}'`,
      },
    });
  });

  it.each([
    ["no operation", {}, "UnknownOperationException"],
    ["an unknown operation", { target: "Explode" }, "UnknownOperationException"],
    ["an operation in another spelling", { target: "listStateMachines" }, "UnknownOperationException"],
    ["a name that every object has", { target: "Constructor" }, "UnknownOperationException"],
    ["another method", { target: "ListStateMachines", method: "PUT" }, "UnknownOperationException"],
    ["a body that is no JSON", { target: "ListStateMachines", body: "{" }, "SerializationException"],
    ["a body that is no object", { target: "ListStateMachines", body: "[]" }, "SerializationException"],
    [
      "bytes that are no text",
      { target: "ListStateMachines", body: Buffer.from([0x22, 0xff, 0x22]) },
      "SerializationException",
    ],
    ["a text for a number", { target: "ListStateMachines", body: '{"maxResults":"1"}' }, "SerializationException"],
    ["a number for a text", { target: "StartExecution", body: '{"stateMachineArn":1}' }, "SerializationException"],
  ])("refuses %s", async (_, request, type) => {
    await serve();
    const { status, answer } = await ask(request);
    expect(status).toBe(400);
    expect(answer.__type).toMatch(new RegExp(`#${type}$`));
    expect(answer.message).not.toBe("");
  });

  it("names every member that is missing", async () => {
    await serve();
    expect((await operation("CreateStateMachine", { name: "hello" })).answer).toEqual({
      __type: "com.amazon.coral.validate#ValidationException",
      message:
        "2 validation errors detected: Value null at 'definition' failed to satisfy constraint: Member must not be null; " +
        "Value null at 'roleArn' failed to satisfy constraint: Member must not be null",
    });
  });

  it("refuses what is too long, and goes on", async () => {
    await serve();
    const body = " ".repeat(10_000_000);
    expect(await ask({ target: "ListStateMachines", body })).toMatchObject({
      status: 413,
      answer: { __type: "com.amazon.coral.service#RequestEntityTooLargeException" },
    });
    expect((await operation("ListStateMachines", {})).answer).toEqual({ stateMachines: [] });
  });

  it("goes on where a request is broken off", async () => {
    await serve();
    const { port } = new URL(served!.endpoint);
    const socket = connect(Number(port), "127.0.0.1");
    socket.write(
      "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\nX-Amz-Target: AWSStepFunctions.ListStateMachines\r\n\r\n{",
    );
    await once(socket, "connect");
    socket.destroy();
    expect((await operation("ListStateMachines", {})).status).toBe(200);
  });

  it("keeps a connection for longer than clients wait between two looks", async () => {
    await serve();
    expect((await operation("ListStateMachines", {})).headers).toMatchObject({
      connection: "keep-alive",
      "keep-alive": "timeout=75",
    });
  });

  it("gives no task to a worker that has gone while it waited", async () => {
    await serve();
    const { activityArn } = (await operation("CreateActivity", { name: "paint" })).answer;
    const task = { StartAt: "Paint", States: { Paint: { Type: "Task", Resource: activityArn, End: true } } };
    const machine = { name: "painting", definition: JSON.stringify(task), roleArn };
    const { stateMachineArn } = (await operation("CreateStateMachine", machine)).answer;
    const poll = send(served!.endpoint, {
      method: "POST",
      headers: { "x-amz-target": "AWSStepFunctions.GetActivityTask" },
    });
    poll.on("error", () => {}).end(JSON.stringify({ activityArn, workerName: "gone" }));
    await once(poll, "finish");
    await operation("ListActivities", {});
    poll.destroy();
    await operation("ListActivities", {});
    const { executionArn } = (await operation("StartExecution", { stateMachineArn })).answer;
    const { answer } = await operation("GetActivityTask", { activityArn, workerName: "here" });
    expect(answer).toMatchObject({ taskToken: expect.any(String), input: "{}" });
    await operation("StopExecution", { executionArn });
  });

  it("tells nothing of its insides where it fails, but to its owner", async () => {
    const faults: unknown[] = [];
    const api = { ...createLocalStepFunctions(), listStateMachines: () => Promise.reject(new Error("secret /path")) };
    served = await serveStepFunctions(api, { port: 0, onFault: (error) => faults.push(error) });
    const { status, answer } = await operation("ListStateMachines", {});
    expect([status, answer.__type]).toEqual([500, "com.amazon.coral.service#InternalFailure"]);
    expect(answer.message).not.toContain("secret");
    expect(faults).toEqual([new Error("secret /path")]);
  });
});

describe("who may ask", () => {
  it.each(["evil.example", "evil.example:8083", "127.0.0.1.evil.example"])(
    "not a page that calls this machine %s",
    async (host) => {
      await serve();
      expect(await ask({ target: "ListStateMachines", headers: { host } })).toMatchObject({ status: 403 });
    },
  );

  it("not a page of another site", async () => {
    await serve();
    const headers = { origin: "https://evil.example" };
    const { status, headers: answered } = await ask({ target: "ListStateMachines", headers });
    expect(status).toBe(403);
    expect(answered).not.toHaveProperty("access-control-allow-origin");
  });

  it.each(["localhost", "LOCALHOST", "sync-127.0.0.1", "sync-localhost", "[::1]"])(
    "whoever calls it %s",
    async (name) => {
      await serve();
      const headers = { host: `${name}:${new URL(served!.endpoint).port}` };
      expect(await ask({ target: "ListStateMachines", headers })).toMatchObject({ status: 200 });
    },
  );

  it("only those who know the token, where there is one", async () => {
    await serve({ token: "s3cret" });
    const signed = (key: string) =>
      `AWS4-HMAC-SHA256 Credential=${key}/20260105/us-east-1/states/aws4_request, SignedHeaders=host, Signature=00`;
    const statusOf = async (authorization?: string) =>
      (await ask({ target: "ListStateMachines", headers: authorization === undefined ? {} : { authorization } }))
        .status;
    expect(await statusOf()).toBe(403);
    expect(await statusOf("Bearer other")).toBe(403);
    expect(await statusOf(signed("AKIDEXAMPLE"))).toBe(403);
    expect(await statusOf("Bearer s3cret")).toBe(200);
    expect(await statusOf(signed("s3cret"))).toBe(200);
  });

  it("and nobody else's machine is let in without a token", async () => {
    await expect(serve({ host: "0.0.0.0" })).rejects.toThrow("give a token");
    await serve({ host: "0.0.0.0", token: "t" });
    expect(served!.endpoint).toMatch(/^http:\/\/0\.0\.0\.0:\d+$/);
  });
});
