import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import {
  closeData,
  createLocalStepFunctions,
  type LocalFunction,
  type LocalOptions,
  type LocalStepFunctions,
  serveStepFunctions,
} from "@stepbook/local";
import { quote } from "../errors";
import { type Command, exitCodes, readingArguments, type Terminal, UsageError } from "./command";
import { readFunctions } from "./files";

const usage = `Usage: stepbook serve [options]

Serves AWS Step Functions on this machine, without AWS, to every client that takes an endpoint: the AWS CLI, boto3, the
AWS SDKs, and Stepbook's own aws({ endpoint }). At / it has a page that shows machines and executions, live.

  --port N             where it listens; 0 takes any port that is free: 8083
  --host ADDRESS       an address of this machine: 127.0.0.1. With another, others can reach it, and a token is needed
  --token TEXT         what clients must send as their access key id (AWS_ACCESS_KEY_ID); or by the variable
                       STEPBOOK_TOKEN
  --functions FILE     a JavaScript module (.mjs, .cjs, .js) of the functions that tasks call: its exports, or the
                       members of its default export, by name or ARN
  --data FOLDER        keeps machines, executions and histories: they outlive the server, and what has not ended goes on
                       when it is started again; left out, all is kept in memory
  --fsync              what is kept outlasts a loss of power, too; slower
  --s3 FOLDER          the folder that is S3: each folder in it is a bucket
  --region NAME        the region in ARNs: us-east-1
  --account DIGITS     the account in ARNs: 123456789012

It prints one line when it is ready, and ends at SIGINT or SIGTERM.

  stepbook serve --functions functions.mjs
  aws stepfunctions list-state-machines --endpoint-url http://127.0.0.1:8083
`;

const options = {
  port: { type: "string" },
  host: { type: "string" },
  token: { type: "string" },
  functions: { type: "string" },
  data: { type: "string" },
  fsync: { type: "boolean" },
  s3: { type: "string" },
  region: { type: "string" },
  account: { type: "string" },
} as const;

interface Request {
  readonly port?: number;
  readonly host?: string;
  readonly token?: string;
  readonly functions: Readonly<Record<string, LocalFunction>>;
  readonly data?: string;
  readonly fsync?: boolean;
  readonly s3?: string;
  readonly region?: string;
  readonly account?: string;
}

const readRequest = async (args: readonly string[], terminal: Terminal): Promise<Request> => {
  const { values } = readingArguments("serve", () => parseArgs({ args: [...args], options }));
  const { port, functions, account, token = process.env.STEPBOOK_TOKEN, ...rest } = values;
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) < 65_536))
    throw new UsageError(`--port is a number from 0 to 65535, but here it is ${quote(port)}`);
  if (account !== undefined && !/^\d{12}$/.test(account))
    throw new UsageError(`--account is 12 digits, but here it is ${quote(account)}`);
  return {
    ...rest,
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(account === undefined ? {} : { account }),
    ...(token ? { token } : {}),
    functions: functions === undefined ? {} : await readFunctions(functions, terminal.importModule),
  };
};

/** Bundled by the build: sources alone are served without it. */
const page = join(__dirname, "../../page");

/** Why it can't listen, for people. */
const reasonOf = (error: NodeJS.ErrnoException, { port = 8083, host = "127.0.0.1" }: Request): string => {
  if (error instanceof TypeError)
    return `--host ${host}: ${error.message.replace("give a token", "give --token TEXT")}`;
  if (error.code === "EADDRINUSE")
    return `port ${port} of ${host} is taken, maybe by another stepbook serve. Give another by --port N; 0 takes any that is free`;
  return `it can't listen at ${host}, port ${port}: ${error.message}`;
};

const opened = (service: LocalOptions): LocalStepFunctions => {
  try {
    return createLocalStepFunctions(service);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined || !service.data) throw error;
    throw new UsageError(`--data ${quote(service.data)} is a folder that can be written, but here: ${message}`);
  }
};

export const serve: Command = {
  summary: "serves AWS Step Functions on this machine to any client",
  usage,
  async run(args, terminal) {
    const request = await readRequest(args, terminal);
    const { port, host, token, ...service } = request;
    const place = {
      ...(port === undefined ? {} : { port }),
      ...(host === undefined ? {} : { host }),
      ...(token === undefined ? {} : { token }),
    };
    const api = opened(service);
    const hasPage = existsSync(page);
    try {
      const served = await serveStepFunctions(api, {
        ...place,
        ...(hasPage ? { page } : {}),
        onFault: (error) => terminal.err(`${error instanceof Error ? error.stack : error}\n`),
      }).catch((error: NodeJS.ErrnoException) => {
        throw new UsageError(reasonOf(error, request));
      });
      terminal.out(
        `Stepbook serves Step Functions${hasPage ? ", and a page that shows them," : ""} at ${served.endpoint}\n`,
      );
      await new Promise<void>((resolve) => {
        const stop = terminal.onInterrupt(() => {
          stop();
          resolve();
        });
      });
      await served.close();
      return exitCodes.succeeded;
    } finally {
      if (typeof service.data === "string") closeData(service.data);
    }
  },
};
