import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { machines } from "./machines";
import type { Server } from "./server";
import { begin, create, ended, executionArn, refusal, roleArn, setting, sleep } from "./setting";

const { folder, serve, root } = setting("http");

/** One server for all that leave nothing behind. */
let server: Server;
beforeAll(async () => {
  server = await serve(folder(), { isLasting: true });
});

const sockets = new Set<Socket>();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
});

/** A connection as such, and all that came by it. */
const dial = async (server: Server) => {
  const { port, hostname } = new URL(server.endpoint);
  const socket = connect(Number(port), hostname);
  sockets.add(socket);
  let text = "";
  let isOver = false;
  socket.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  socket.on("error", () => undefined);
  socket.on("close", () => {
    isOver = true;
  });
  await once(socket, "connect");
  return {
    socket,
    heard: () => text,
    isOver: () => isOver,
    /** Waits for an answer of one status. */
    answered: (status: number) =>
      expect.poll(() => text, { timeout: 5000 }).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*\r\n\r\n[^]*\\}`)),
  };
};

const heads = (operation: string, ...more: readonly string[]): string =>
  [
    "POST / HTTP/1.1",
    ...(more.some((line) => /^host:/i.test(line)) ? [] : ["Host: 127.0.0.1"]),
    `X-Amz-Target: AWSStepFunctions.${operation}`,
    "Content-Type: application/x-amz-json-1.0",
    ...more,
    "\r\n",
  ].join("\r\n");

const whole = (operation: string, body: string | Buffer, ...more: readonly string[]): Buffer =>
  Buffer.concat([
    Buffer.from(heads(operation, `Content-Length: ${Buffer.byteLength(body)}`, ...more)),
    Buffer.from(body),
  ]);

/** Others are served promptly. */
const isServing = async (server: Server): Promise<void> => {
  const from = performance.now();
  expect(await server.ask("ListStateMachines")).toHaveProperty("stateMachines");
  expect(performance.now() - from).toBeLessThan(1000);
};

describe("requests that are sent by halves", () => {
  it("hold up nobody, and leave nothing behind", async () => {
    const kinds = [
      heads("ListStateMachines").slice(0, 40),
      heads("ListStateMachines", "Content-Length: 100"),
      `${heads("ListStateMachines", "Content-Length: 100")}{"maxRes`,
      `${heads("ListStateMachines", "Transfer-Encoding: chunked")}5\r\n{"max`,
      `${heads("ListStateMachines", "Transfer-Encoding: chunked")}zz\r\n`,
    ];
    const lines = await Promise.all(kinds.map(() => dial(server)));
    for (const [index, { socket }] of lines.entries()) socket.write(kinds[index]!);
    await isServing(server);
    for (const { socket } of lines) socket.destroy();
    await isServing(server);
    const before = await server.ask("ListStateMachines");
    const definition = machines.wait;
    const half = whole("CreateStateMachine", JSON.stringify({ name: "half", definition, roleArn }));
    const line = await dial(server);
    line.socket.write(half.subarray(0, half.length - 1));
    await isServing(server);
    line.socket.destroy();
    await sleep(50);
    expect(await server.ask("ListStateMachines")).toEqual(before);
    expect(server.complaints()).toBe("");
  });

  it("a body in chunks, byte for byte, and several requests at once on one connection, are answered", async () => {
    const line = await dial(server);
    const body = JSON.stringify({ name: "päint" });
    const bytes = [...Buffer.from(body)].map((byte) =>
      Buffer.concat([Buffer.from("1\r\n"), Buffer.from([byte]), Buffer.from("\r\n")]),
    );
    line.socket.write(heads("CreateActivity", "Transfer-Encoding: chunked"));
    for (const chunk of bytes) line.socket.write(chunk);
    line.socket.write("0\r\n\r\n");
    await line.answered(200);
    expect(line.heard()).toContain("activity:päint");
    const other = await dial(server);
    other.socket.write(Buffer.concat(Array.from({ length: 20 }, () => whole("ListActivities", "{}"))));
    await expect.poll(() => other.heard().split("HTTP/1.1 200 OK").length - 1).toBe(20);
  });
});

describe("bodies", () => {
  it.each([
    ["two lengths", ["Content-Length: 2", "Content-Length: 3"]],
    ["a length and chunks", ["Content-Length: 2", "Transfer-Encoding: chunked"]],
    ["a negative length", ["Content-Length: -1"]],
    ["a length that is no number", ["Content-Length: 2x"]],
    ["a length in hexadecimal", ["Content-Length: 0x2"]],
    ["an encoding that nobody knows", ["Transfer-Encoding: chunky"]],
    ["chunks that are no chunks", ["Transfer-Encoding: chunked"]],
  ])("of %s are no request", async (_, lines) => {
    const line = await dial(server);
    line.socket.write(`${heads("CreateActivity", ...lines)}{}{}\r\n\r\n`);
    await expect.poll(line.heard, { timeout: 5000 }).toMatch(/^HTTP\/1.1 (400|501) [\s\S]*\r\n\r\n/);
    await expect.poll(line.isOver, { timeout: 5000 }).toBe(true);
    await isServing(server);
  });

  it("of 10 MB are refused while others are served", async () => {
    const lines = await Promise.all(Array.from({ length: 5 }, () => dial(server)));
    for (const { socket } of lines) socket.write(whole("ListStateMachines", Buffer.alloc(10_000_000, 32)));
    await isServing(server);
    for (const line of lines) {
      await line.answered(413);
      expect(line.heard()).toContain("RequestEntityTooLargeException");
    }
    // One that would be far longer is not even read.
    const line = await dial(server);
    line.socket.write(heads("ListStateMachines", "Content-Length: 99999999999"));
    await line.answered(413);
    expect(server.complaints()).toBe("");
  });

  it.each([
    ["bytes that are no UTF-8", Buffer.from([0x7b, 0xff, 0xfe, 0x7d])],
    ["half a character", Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xc3]), Buffer.from('"}')])],
    ["no object", Buffer.from("null")],
    ["two objects", Buffer.from("{}{}")],
    ["100,000 levels, open", Buffer.from("[".repeat(100_000))],
    ["100,000 levels", Buffer.from(`{"name":${"[".repeat(100_000)}${"]".repeat(100_000)}}`)],
    ["100,000 objects in each other", Buffer.from(`{"name":${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}}`)],
  ])("of %s are refused", async (_, body) => {
    const line = await dial(server);
    line.socket.write(whole("CreateActivity", body));
    await line.answered(400);
    expect(line.heard()).toContain("SerializationException");
    expect(line.heard()).not.toContain(root);
    await isServing(server);
    expect(server.complaints()).toBe("");
  });

  it("with deep, unknown or odd members do no harm", async () => {
    await create(server, "pass", "wait");
    const stateMachineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:pass";
    const send = async (operation: string, body: string): Promise<string> => {
      const line = await dial(server);
      line.socket.write(whole(operation, body, "Connection: close"));
      await expect.poll(line.isOver, { timeout: 10_000 }).toBe(true);
      return line.heard();
    };
    const odd = '"__proto__":{"maxResults":"x","polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1';
    expect(await send("ListStateMachines", `{${odd},"unknown":{"a":[1]}}`)).toMatch(/^HTTP\/1.1 200/);
    const input = JSON.stringify(`{${odd}}`);
    const started = await send(
      "StartExecution",
      `{"stateMachineArn":"${stateMachineArn}","name":"odd","input":${input}}`,
    );
    expect(started).toMatch(/^HTTP\/1.1 200/);
    const described = await ended(server, executionArn("pass", "odd"));
    expect(described).toMatchObject({ status: "SUCCEEDED", input: `{${odd}}` });
    expect(Object.keys(JSON.parse(described.output))).toEqual(["__proto__", "constructor", "toString"]);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();

    const levels = 50_000;
    const deep = JSON.stringify(`${"[".repeat(levels)}${"]".repeat(levels)}`);
    const answers = [
      await send("StartExecution", `{"stateMachineArn":"${stateMachineArn}","name":"deep","input":${deep}}`),
      await send("CreateStateMachine", `{"name":"deep","roleArn":"${roleArn}","definition":${deep}}`),
      await send("ValidateStateMachineDefinition", `{"definition":${deep}}`),
      await send("SendTaskSuccess", `{"taskToken":"none","output":${deep}}`),
    ];
    for (const answer of answers) {
      expect(answer).toMatch(/^HTTP\/1.1 (200|400)/);
      expect(answer).not.toContain("The service failed");
    }
    await isServing(server);
    expect(server.complaints()).toBe("");
  });
});

describe("hosts and origins", () => {
  it.each([
    ["a Host of another site", ["Host: evil.example"], 403],
    ["an empty Host", ["Host:"], 403],
    ["a Host with a user", ["Host: 127.0.0.1@evil.example"], 403],
    ["a bare IPv6 address, which no Host is", ["Host: ::1"], 403],
    ["a bare IPv6 address with a port", ["Host: ::1:8083"], 403],
    ["a name in brackets", ["Host: [localhost]:8083"], 403],
    ["an IPv4 address in brackets", ["Host: [127.0.0.1]:8083"], 403],
    ["a port that is no number", ["Host: localhost:x"], 403],
    ["a name that begins like this machine's", ["Host: localhost.evil.example"], 403],
    ["an address that begins like this machine's", ["Host: 127.0.0.1.evil.example:80"], 403],
    ["this machine's IPv6 address", ["Host: [::1]:8083"], 200],
    ["the name that clients make for synchronous executions", ["Host: sync-localhost:8083"], 200],
    ["a Host in capitals", ["Host: LOCALHOST:8083"], 200],
    ["the page's own origin", ["Host: 127.0.0.1:1", "Origin: http://127.0.0.1:1"], 200],
    ["an origin that is null", ["Origin: null"], 403],
    ["an empty origin", ["Origin:"], 403],
    ["another origin of this machine", ["Host: 127.0.0.1:1", "Origin: http://127.0.0.1:1.evil.example"], 403],
  ])("%s", async (_, lines, status) => {
    const line = await dial(server);
    line.socket.write(whole("ListStateMachines", "{}", ...lines));
    await line.answered(status);
  });

  it("several Hosts, or none, are no request; a whole URL is one", async () => {
    const ask = async (text: string): Promise<string> => {
      const line = await dial(server);
      line.socket.write(text);
      await expect.poll(line.heard, { timeout: 5000 }).toMatch(/\r\n\r\n/);
      return line.heard().slice(9, 12);
    };
    const request = whole("ListStateMachines", "{}").toString();
    const two = whole("ListStateMachines", "{}", "Host: 127.0.0.1", "Host: evil.example").toString();
    expect(await ask(two)).toMatch(/400|403/);
    expect(await ask(whole("ListStateMachines", "{}", "Host: evil.example", "Host: 127.0.0.1").toString())).toMatch(
      /400|403/,
    );
    expect(await ask(request.replace("Host: 127.0.0.1\r\n", ""))).toMatch(/400|403/);
    expect(await ask(request.replace("POST / ", `POST ${server.endpoint}/ `))).toBe("200");
    expect(await ask(request.replace("POST / ", "POST /../../etc/passwd "))).toMatch(/200|40\d/);
    expect(await ask("GET /../../../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")).toMatch(/40\d/);
    expect(await ask("GET /%2e%2e/%2e%2e/package.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")).toMatch(/40\d/);
    expect(await ask("nonsense\r\n\r\n")).toBe("400");
    for (const target of ["*", "//", "//evil.example/", "http://evil.example/", "/?x=1"])
      expect(await ask(request.replace("POST / ", `POST ${target} `)), target).toMatch(/200|40\d/);
    const tunnel = await dial(server);
    tunnel.socket.write(request.replace("POST / ", "CONNECT evil.example:443 "));
    await expect.poll(tunnel.isOver, { timeout: 5000 }).toBe(true);
    await isServing(server);
    expect(server.complaints()).toBe("");
  });
});

describe("connections", () => {
  it("a thousand that rest hold up nobody, nor the end of the server", async () => {
    const server = await serve(folder());
    const lines: Awaited<ReturnType<typeof dial>>[] = [];
    for (let count = 0; count < 1000; count += 100)
      lines.push(...(await Promise.all(Array.from({ length: 100 }, () => dial(server)))));
    for (const { socket } of lines) socket.write(whole("ListStateMachines", "{}"));
    for (const line of lines) await line.answered(200);
    for (let count = 0; count < 20; count++) await isServing(server);
    const from = performance.now();
    const exited = once(server.process, "exit");
    server.process.kill("SIGTERM");
    expect(await exited).toEqual([0, null]);
    expect(performance.now() - from).toBeLessThan(4000);
    await expect.poll(() => lines.filter((line) => !line.isOver()).length).toBe(0);
    expect(server.complaints()).toBe("");
  });

  it("end with the server where they wait for something, and what was asked half is not done", async () => {
    const data = folder();
    const server = await serve(data);
    const { activityArn } = await server.ask("CreateActivity", { name: "work" });
    await server.ask("CreateStateMachine", { name: "fast", definition: machines.wait, roleArn, type: "EXPRESS" });
    await create(server, "activity");
    const fast = "arn:aws:states:us-east-1:123456789012:stateMachine:fast";
    const polls = await Promise.all(Array.from({ length: 5 }, () => dial(server)));
    for (const { socket } of polls) socket.write(whole("GetActivityTask", JSON.stringify({ activityArn })));
    const sync = await dial(server);
    sync.socket.write(whole("StartSyncExecution", JSON.stringify({ stateMachineArn: fast, input: '{"seconds":60}' })));
    await isServing(server);
    const from = performance.now();
    const exited = once(server.process, "exit");
    server.process.kill("SIGINT");
    const [code] = await exited;
    expect(code).toBe(0);
    expect(performance.now() - from).toBeLessThan(5000);
    await expect.poll(() => [...polls, sync].filter((line) => !line.isOver()).length).toBe(0);
    expect(server.complaints()).toBe("");
    const next = await serve(data);
    await begin(next, "activity", "a");
    const task = await next.ask("GetActivityTask", { activityArn, workerName: "w" });
    expect(task).toMatchObject({ taskToken: expect.any(String) });
    await next.ask("SendTaskSuccess", { taskToken: task.taskToken, output: "1" });
    expect(await ended(next, executionArn("activity", "a"))).toMatchObject({ status: "SUCCEEDED" });
  });

  it("that a client leaves while a synchronous execution runs are no matter", async () => {
    await server.ask("CreateStateMachine", { name: "fast", definition: machines.wait, roleArn, type: "EXPRESS" });
    const stateMachineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:fast";
    const ask = (seconds: number) => ({ stateMachineArn, input: JSON.stringify({ seconds }) });
    const lines = await Promise.all(Array.from({ length: 10 }, () => dial(server)));
    for (const { socket } of lines) socket.write(whole("StartSyncExecution", JSON.stringify(ask(1))));
    await isServing(server);
    for (const { socket } of lines) socket.destroy();
    expect(await server.ask("StartSyncExecution", ask(1))).toMatchObject({ status: "SUCCEEDED" });
    await sleep(300);
    await isServing(server);
    expect((await refusal(server.ask("StartSyncExecution", { stateMachineArn: `${stateMachineArn}x` }))).name).toBe(
      "StateMachineDoesNotExist",
    );
    expect(server.complaints()).toBe("");
  });
});
