import { join } from "node:path";
import { at, logs } from "../../scripts/setup/places.mjs";
import { run } from "../../scripts/setup/run.mjs";
import { hashOf, once } from "../../scripts/setup/stamps.mjs";

/** Where what reads our output is installed. */
export const consumers = at("test/consumers");

/** Installs it, once for each lock file. */
export const installConsumers = (report) => {
  const stamp = join(consumers, "node_modules/.stepbook.stamp");
  const key = hashOf([join(consumers, "package-lock.json")]);
  const proof = ["aws-cdk-lib", "mermaid", "js-yaml"].map((name) => join(consumers, "node_modules", name));
  return once({ stamp, key, proof }, () =>
    report.step("Consumers installed", () =>
      run("npm", ["ci", "--ignore-scripts"], { cwd: consumers, log: join(logs, "consumers.log"), what: "npm ci" }),
    ),
  );
};
