import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { at } from "../../scripts/setup/places.mjs";
import { stopGroup, tied } from "../../scripts/setup/run.mjs";

/**
 * Starts `stepbook serve` as its users do, with functions and with a bucket of data, and waits until it is ready.
 *
 * @param {{ keeps?: boolean, token?: string }} [how] `keeps`: in a folder, not in memory alone; `token`: what clients
 *   must know
 * @returns {Promise<{ endpoint: string, stop: () => Promise<void> }>}
 */
export async function startServer({ keeps, token } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "stepbook-clients-"));
  const s3 = join(folder, "s3");
  mkdirSync(join(s3, "orders"), { recursive: true });
  const orders = Array.from({ length: 6 }, (_, index) => ({ id: index + 1 }));
  writeFileSync(join(s3, "orders", "orders.json"), JSON.stringify(orders));
  const args = ["serve", "--port", "0", "--functions", at("test/clients/functions.mjs"), "--s3", s3];
  if (keeps) args.push("--data", join(folder, "data"));
  if (token !== undefined) args.push("--token", token);
  const options = { stdio: ["ignore", "pipe", "inherit"], detached: true };
  const child = tied(spawn(process.execPath, [at("packages/stepbook/bin/stepbook.js"), ...args], options));
  const ended = once(child, "close").then(([code]) => {
    throw new Error(`stepbook serve has ended before it was ready, with code ${code}`);
  });
  const [line] = await Promise.race([once(createInterface({ input: child.stdout }), "line"), ended]);
  ended.catch(() => {});
  return {
    endpoint: /http:\/\/\S+$/.exec(line)[0],
    async stop() {
      await stopGroup(child, 5000);
      rmSync(folder, { recursive: true });
    },
  };
}
