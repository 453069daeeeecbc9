import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { extname, join } from "node:path";

interface File {
  readonly body: Buffer;
  readonly type: string;
  readonly tag: string;
}

/** The files of a page by their paths. */
export type PageFiles = ReadonlyMap<string, File>;

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/**
 * Reads a page whole, so that no path of a request ever reaches the file system.
 *
 * @throws Node's own error where there is no such folder, such as ENOENT.
 */
export const readPage = (folder: string): PageFiles => {
  const names = readdirSync(folder).filter((name) => Object.hasOwn(types, extname(name)));
  const files = new Map(
    names.map((name) => {
      const body = readFileSync(join(folder, name));
      const tag = `"${createHash("sha256").update(body).digest("base64url")}"`;
      return [`/${name}`, { body, type: types[extname(name)]!, tag }];
    }),
  );
  const index = files.get("/index.html");
  return index ? files.set("/", index) : files;
};

/** The page runs its own script alone, and speaks with its own server alone; rules of style are made while it runs. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const safe: OutgoingHttpHeaders = {
  "Content-Security-Policy": policy,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** Answers with the file that has exactly the path of the request, or that there is none. */
export const answerFile = (files: PageFiles, request: IncomingMessage, response: ServerResponse): void => {
  const send = (status: number, headers: OutgoingHttpHeaders, body: string | Buffer): void => {
    const length = status === 304 ? {} : { "Content-Length": Buffer.byteLength(body) };
    response.writeHead(status, { ...safe, ...headers, ...length }).end(request.method === "HEAD" ? undefined : body);
  };
  const file = files.get((request.url ?? "").replace(/\?.*$/s, ""));
  if (!file) {
    send(404, { "Content-Type": "text/plain; charset=utf-8" }, "There is nothing at this address. The page is at /.\n");
    return;
  }
  // A newer release at the same address is another page: the browser asks each time, and mostly hears that it is the same.
  const caching = { ETag: file.tag, "Cache-Control": "no-cache" };
  if (request.headers["if-none-match"] === file.tag) send(304, caching, "");
  else send(200, { ...caching, "Content-Type": file.type }, file.body);
};
