import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as send } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLocalStepFunctions } from "../step-functions";
import { type Served, type ServeOptions, serveStepFunctions } from ".";

let folder: string;
let served: Served;

const serve = async (options: ServeOptions = {}): Promise<void> => {
  served = await serveStepFunctions(createLocalStepFunctions(), { port: 0, page: join(folder, "page"), ...options });
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stepbook-page-"));
  mkdirSync(join(folder, "page", "inside"), { recursive: true });
  const files = {
    "page/index.html": "<!doctype html><title>Grüße</title>",
    "page/page.js": "export {};",
    "page/page.css": "body {}",
    "page/.secret": "secret",
    "page/notes.txt": "secret",
    "page/inside/page.js": "secret",
    "secret.js": "secret",
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
});

afterEach(async () => {
  await served.close();
  rmSync(folder, { recursive: true });
});

/** A request whose path is sent as it is written. */
const ask = async (path: string, method = "GET", headers: Readonly<Record<string, string>> = {}) => {
  const { hostname, port } = new URL(served.endpoint);
  const request = send({ host: hostname, port, path, method, headers });
  request.end();
  const [response] = await once(request, "response");
  return { status: response.statusCode as number, headers: response.headers, body: await text(response) };
};

const list = { "x-amz-target": "AWSStepFunctions.ListStateMachines", "content-type": "application/x-amz-json-1.0" };

describe("the page beside the API", () => {
  it.each([
    ["/", "text/html; charset=utf-8", "<!doctype html><title>Grüße</title>"],
    ["/?from=mail", "text/html; charset=utf-8", "<!doctype html><title>Grüße</title>"],
    ["/index.html", "text/html; charset=utf-8", "<!doctype html><title>Grüße</title>"],
    ["/page.js", "text/javascript; charset=utf-8", "export {};"],
    ["/page.css", "text/css; charset=utf-8", "body {}"],
  ])("is at %s", async (path, type, body) => {
    await serve();
    const answer = await ask(path);
    expect(answer).toMatchObject({ status: 200, body, headers: { "content-type": type } });
    expect(answer.headers["content-length"]).toBe(String(Buffer.byteLength(body)));
    expect(await ask(path, "HEAD")).toMatchObject({
      status: 200,
      body: "",
      headers: { "content-type": type, "content-length": String(Buffer.byteLength(body)) },
    });
  });

  it.each([
    "/../secret.js",
    "/./page.js",
    "/inside/page.js",
    "/inside/../page.js",
    "/%2e%2e/secret.js",
    "/..%2fsecret.js",
    "/%2e%2e%2fsecret.js",
    "/..\\secret.js",
    "//page.js",
    "//etc/passwd",
    "/etc/passwd",
    "/page.js/",
    "/page.js%00",
    "/page.js/../../secret.js",
    "/PAGE.JS",
    "/.secret",
    "/notes.txt",
    "/__proto__",
    "/constructor",
    "http://127.0.0.1/page.js",
    "*",
  ])("has nothing at %s, and says so in plain text", async (path) => {
    await serve();
    const { status, headers, body } = await ask(path);
    expect(status).toBe(404);
    expect(headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(body).toBe("There is nothing at this address. The page is at /.\n");
  });

  it("lets the browser run nothing but its own files, and tell nobody", async () => {
    await serve();
    for (const path of ["/", "/page.js", "/none"]) {
      const { headers } = await ask(path);
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["referrer-policy"]).toBe("no-referrer");
      expect(headers["content-security-policy"]).toContain("default-src 'none'; script-src 'self';");
      expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
      expect(headers).not.toHaveProperty("access-control-allow-origin");
    }
  });

  it("is not sent again where the browser has it", async () => {
    await serve();
    const { etag } = (await ask("/page.js")).headers;
    expect(await ask("/page.js", "GET", { "if-none-match": String(etag) })).toMatchObject({ status: 304, body: "" });
    expect(await ask("/page.js", "GET", { "if-none-match": '"other"' })).toMatchObject({ status: 200 });
  });

  it("is what it was when the service began", async () => {
    await serve();
    writeFileSync(join(folder, "page", "page.js"), "changed");
    writeFileSync(join(folder, "page", "new.js"), "new");
    expect((await ask("/page.js")).body).toBe("export {};");
    expect((await ask("/new.js")).status).toBe(404);
  });

  it("needs no token, but the API does", async () => {
    await serve({ token: "s3cret" });
    expect((await ask("/")).status).toBe(200);
    expect((await ask("/", "POST", list)).status).toBe(403);
    expect((await ask("/", "POST", { ...list, authorization: "Bearer s3cret" })).status).not.toBe(403);
  });

  it("is not shown under another name, nor to a page of another site", async () => {
    await serve();
    expect((await ask("/", "GET", { host: "evil.example" })).status).toBe(403);
    expect((await ask("/", "GET", { origin: "https://evil.example" })).status).toBe(403);
  });

  it("leaves all but GET and HEAD to the API", async () => {
    await serve();
    for (const method of ["PUT", "DELETE", "OPTIONS", "PATCH"]) {
      const { status, body } = await ask("/", method);
      expect([status, JSON.parse(body).__type]).toEqual([400, expect.stringContaining("UnknownOperationException")]);
    }
  });

  it("answers what is no address at all with an error, and goes on", async () => {
    await serve();
    const socket = connect(Number(new URL(served.endpoint).port), "127.0.0.1");
    socket.end("GET page.js HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 40[04] /);
    expect((await ask("/")).status).toBe(200);
  });
});

it("a folder that is not there is an error at the start", async () => {
  await serve();
  await expect(serveStepFunctions(createLocalStepFunctions(), { port: 0, page: join(folder, "none") })).rejects.toThrow(
    "ENOENT",
  );
});
