import {
  createS3,
  createSageMaker,
  type LocalOptions,
  type LogLine,
  missingFunctions,
  missingFunctionsText,
} from "@stepbook/local";
import { StepbookError } from "../errors";
import { placeIn } from "../place";
import type { Any } from "../placeholders/any";
import { assertOptions, describe, isPlainObject, lowerFirst } from "../steps/data";
import { type Backend, backend } from "./backend";
import { openLocal } from "./data-folder";

const optionNames: readonly (keyof LocalOptions)[] = [
  "functions",
  "invoke",
  "tables",
  "onMessage",
  "connections",
  "clock",
  "seed",
  "region",
  "account",
  "functionTimeoutSeconds",
  "s3",
  "sagemaker",
  "python",
  "children",
  "data",
  "fsync",
  "keep",
  "limits",
];

/**
 * Runs workflows in this process, with your own functions as Lambda functions. Nothing leaves the machine, and no
 * account is needed.
 *
 * @param options `functions`: by name or ARN, from an event (and a context) to a result, or a Promise of one. `clock`:
 *   `virtual()` runs days in milliseconds. `data`: the folder that keeps machines and executions beyond this process; in
 *   a notebook `.stepbook` beside it where it is left out, and none where it is false.
 * @example
 * const backend = local({ functions: { double: ({ n }) => 2 * n } });
 */
export function local(options: LocalOptions = {}): Backend {
  assertOptions(options, optionNames, "local(…)");
  const { clock, functions = {} } = options;
  if (!isPlainObject(functions)) {
    throw new StepbookError(
      `local(…): functions is an object of functions by name, such as { "to-base64": ({ input }) => btoa(input) }, but here is ${describe(functions)}.`,
    );
  }
  for (const [name, value] of Object.entries(functions)) {
    if (typeof value === "function") continue;
    throw new StepbookError(`local(…): functions.${name} must be a function, but is ${describe(value)}.`);
  }
  const now = () => (typeof clock === "object" ? clock.now() : Date.now());
  const { region = "us-east-1", account = "123456789012", python } = options;
  const place = placeIn(region, account);
  const s3 = typeof options.s3 === "object" ? options.s3 : createS3(options.s3);
  const sagemaker =
    options.sagemaker ??
    createSageMaker({ s3, region, account, now: () => new Date(now()), ...(python !== undefined && { python }) });
  const api = openLocal({ ...options, s3, sagemaker });
  return backend("the local backend", api, {
    place,
    async putObject(Bucket, Key, Body) {
      await s3.putObject({ Bucket, Key, Body });
    },
    getObject: async (Bucket, Key) => (await s3.getObject({ Bucket, Key })).Body,
    createBucket: (Bucket) => s3.createBucket({ Bucket }),
    sagemaker: (operation, input) => (sagemaker as Any)[lowerFirst(operation)](input),
    invokeEndpoint: (input) => sagemaker.invokeEndpoint(input as Any),
    jobLog: async ({ noun }, name, limit) => {
      const read = (sagemaker as Any)[`${lowerFirst(noun)}Log`];
      const lines: readonly LogLine[] = read ? await read({ [`${noun}Name`]: name }) : [];
      return lines.slice(-limit).map(({ time, line }) => ({ time, line }));
    },
    showsLogs: true,
    whereabouts: async () => place,
    hasConsole: false,
    role: undefined,
    // Roles are not looked at: a name stands for one of the account.
    roleArn: async (role = "stepbook-local") =>
      role.startsWith("arn:") ? role : `arn:aws:iam::${place.account}:role/${role}`,
    obstacle: (definition) => {
      const missing = missingFunctions(definition, functions);
      return missing.length === 0 ? undefined : missingFunctionsText(missing, functions);
    },
    poll: { first: 50, longest: 250 },
    followsData: true,
    createsOnExecute: true,
    stopsOnInterrupt: true,
    runBy: async (executionArn) => (await api.describeExecution({ executionArn })).runBy,
    now,
  });
}
