import { createServer } from "node:http";
import { at } from "../setup/places.mjs";
import { main } from "../setup/problem.mjs";
import { createReport } from "../setup/report.mjs";
import { build } from "../setup/setup.mjs";
import { bundle } from "./bundle.mjs";

const PORT = 4280;
const TRIES = 20;

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Stepbook gallery</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="page.css">
<body></body>
<script src="page.js"></script>
</html>
`;

/** Listens at the first port that is free, to this machine alone. */
const listen = (server, port, tries = TRIES) =>
  new Promise((resolve, reject) => {
    server.once("error", (error) => {
      if (error.code === "EADDRINUSE" && tries > 0) resolve(listen(server, port + 1, tries - 1));
      else reject(error);
    });
    server.listen(port, "127.0.0.1", () => resolve(port));
  });

await main(async () => {
  const report = createReport();
  await build(report);
  const files = await bundle(at("scripts/gallery/page.mjs"));
  const answers = {
    "/": ["text/html; charset=utf-8", PAGE],
    "/page.js": ["text/javascript; charset=utf-8", files["page.js"]],
    "/page.css": ["text/css; charset=utf-8", files["page.css"]],
  };
  const server = createServer(({ url = "/", method }, response) => {
    const path = new URL(url, "http://gallery").pathname;
    if (!Object.hasOwn(answers, path) || (method !== "GET" && method !== "HEAD")) {
      response.writeHead(404, { "content-type": "text/plain" }).end("There is nothing here. The gallery is at /.\n");
      return;
    }
    const [type, body] = answers[path];
    response.writeHead(200, { "content-type": type, "cache-control": "no-store" }).end(method === "GET" ? body : "");
  });
  const port = await listen(server, Number(process.env.PORT) || PORT);
  console.log(`The gallery is at http://localhost:${port}/ — Ctrl+C ends it.`);
  await new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, resolve);
  });
  server.close();
  server.closeAllConnections();
});
