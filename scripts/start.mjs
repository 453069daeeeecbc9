import { checkNode } from "./setup/prerequisites.mjs";
import { main } from "./setup/problem.mjs";

await main(async () => {
  // Before anything is loaded that an older Node does not know.
  checkNode();
  const { serveNotebooks } = await import("./serve-notebooks.mjs");
  await serveNotebooks(process.argv.slice(2));
});
