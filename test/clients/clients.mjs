import { vitest } from "../../scripts/check-parts.mjs";
import { bin, stepfunctionsEnvironment, testEnvironment } from "../../scripts/setup/places.mjs";

const python = (prefix, name) => [bin(prefix, "python"), "test/clients/run.py", `test/clients/${name}`];
const typescript = (name) => vitest("--config", "test/clients/vitest.config.mts", `test/clients/${name}`);

/**
 * The clients that are tried, in the order of the columns of the table. `name` is that of the folder of its tests,
 * `server`: how its server is started.
 *
 * @typedef {Parameters<typeof import("./server.mjs").startServer>[0]} Start
 * @type {readonly { name: string, title: string, command: readonly string[], server?: Start }[]}
 */
export const clients = [
  { name: "boto3", title: "boto3", command: python(testEnvironment, "boto3"), server: { keeps: true } },
  { name: "cli", title: "AWS CLI", command: typescript("cli"), server: { token: "known-to-few" } },
  { name: "sdk", title: "@aws-sdk/client-sfn", command: typescript("sdk") },
  {
    name: "stepfunctions",
    title: "stepfunctions (Python)",
    command: python(stepfunctionsEnvironment, "stepfunctions"),
  },
];
