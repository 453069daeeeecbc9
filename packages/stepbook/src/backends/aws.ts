import type { StepFunctionsApi } from "@stepbook/asl";
import { StepbookError } from "../errors";
import { placeIn } from "../place";
import type { Any } from "../placeholders/any";
import { assertOptions, upperFirst } from "../steps/data";
import { type Backend, backend } from "./backend";

/** What `aws` takes. What is left out comes from the AWS configuration of this machine. */
export interface AwsOptions {
  /** The role that state machines run with: its name or ARN. Only `create` needs it. */
  readonly role?: string;
  /** Such as `us-east-1`. */
  readonly region?: string;
  /** A profile of the AWS configuration files. */
  readonly profile?: string;
  /** The URL of another server that speaks the API of Step Functions. */
  readonly endpoint?: string;
  /** An SFNClient of @aws-sdk/client-sfn of your own, instead of region, profile and endpoint. */
  readonly client?: AwsClient;
}

/** The part of an AWS client that is used here. */
export interface AwsClient {
  /** Sends a command of @aws-sdk/client-sfn. */
  send(command: Any): Promise<Any>;
  /** Its configuration, which tells the region and the credentials. */
  readonly config: Any;
}

const operations = [
  "createStateMachine",
  "updateStateMachine",
  "describeStateMachine",
  "deleteStateMachine",
  "listStateMachines",
  "startExecution",
  "describeExecution",
  "stopExecution",
  "listExecutions",
  "getExecutionHistory",
  "validateStateMachineDefinition",
  "testState",
] as const satisfies readonly (keyof StepFunctionsApi)[];

/**
 * Runs workflows on AWS. The AWS client is loaded, and credentials are looked for, only when something is sent.
 *
 * @example
 * const backend = aws({ role: "StepFunctionsWorkflowExecutionRole", region: "eu-central-1" });
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/Welcome.html
 */
export function aws(options: AwsOptions = {}): Backend {
  assertOptions(options, ["role", "region", "profile", "endpoint", "client"], "aws(…)");
  const connection = connect(options);
  const send = async (operation: string, input: object): Promise<Any> => {
    const { client, commands } = await connection();
    try {
      return await client.send(new commands[`${upperFirst(operation)}Command`]!(input));
    } catch (error) {
      throw explained(error as Error, options);
    }
  };
  const api = Object.fromEntries(
    operations.map((operation) => [operation, (input: object) => send(operation, input)]),
  ) as unknown as StepFunctionsApi;
  return backend(options.endpoint ?? "AWS", api, {
    role: () => roleArn(options.role, connection, api),
    place: placeIn(
      options.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION,
      /^arn:[\w-]+:iam::(\d{12}):/.exec(options.role ?? "")?.[1],
    ),
    obstacle: () => undefined,
    poll: { first: 1000, longest: 5000 },
    followsData: false,
    createsOnExecute: false,
    stopsOnInterrupt: false,
    now: () => Date.now(),
  });
}

interface Connection {
  readonly client: AwsClient;
  readonly commands: { readonly [name: string]: new (input: object) => unknown };
}

/** A function that loads and makes the client at its first call. */
function connect(options: AwsOptions): () => Promise<Connection> {
  let connection: Promise<Connection> | undefined;
  const open = async (): Promise<Connection> => {
    const sdk = await import("@aws-sdk/client-sfn");
    const { region, profile, endpoint } = options;
    const client =
      options.client ??
      new sdk.SFNClient({
        retryMode: "adaptive",
        maxAttempts: 6,
        ...(region !== undefined && { region }),
        ...(profile !== undefined && { profile }),
        // Some operations put a word before the host, which another server's name does not have.
        ...(endpoint !== undefined && { endpoint, disableHostPrefix: true }),
      });
    return { client: client as AwsClient, commands: sdk as never };
  };
  return () => {
    connection ??= open();
    return connection;
  };
}

async function roleArn(
  role: string | undefined,
  connection: () => Promise<Connection>,
  api: StepFunctionsApi,
): Promise<string> {
  if (role === undefined) {
    throw new StepbookError(
      'A state machine on AWS runs with a role. Name it: aws({ role: "MyRole" }), or aws({ role: "arn:aws:iam::123456789012:role/MyRole" }).',
    );
  }
  if (role.startsWith("arn:")) return role;
  const { client } = await connection();
  const region = await regionOf(client);
  const account = (await accountOf(client)) ?? (await accountOfMachines(api));
  if (account === undefined) {
    throw new StepbookError(
      `The credentials do not tell the account of the role ${JSON.stringify(role)}. Give its whole ARN: aws({ role: "arn:aws:iam::<account>:role/${role}" }).`,
    );
  }
  const partition = region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  return `arn:${partition}:iam::${account}:role/${role}`;
}

async function regionOf(client: AwsClient): Promise<string> {
  try {
    return await client.config.region();
  } catch (error) {
    throw explained(error as Error, {});
  }
}

async function accountOf(client: AwsClient): Promise<string | undefined> {
  try {
    return (await client.config.credentials()).accountId;
  } catch (error) {
    throw explained(error as Error, {});
  }
}

async function accountOfMachines(api: StepFunctionsApi): Promise<string | undefined> {
  const { stateMachines } = await api.listStateMachines({ maxResults: 1 });
  return stateMachines[0]?.stateMachineArn.split(":")[4];
}

/** Errors that come before any service is reached, told so that they can be mended. */
const explanations: readonly { readonly when: RegExp; readonly tell: (options: AwsOptions) => string }[] = [
  {
    when: /CredentialsProviderError|Could not load credentials|Resolved credential object is not valid/i,
    tell: ({ profile }) =>
      `No AWS credentials were found${profile === undefined ? "" : ` in the profile ${JSON.stringify(profile)}`}. ` +
      'Sign in with the AWS CLI ("aws configure" or "aws sso login"), or name a profile: aws({ profile: "…" }).',
  },
  {
    when: /region is missing/i,
    tell: () => 'No AWS region is set. Name one: aws({ region: "us-east-1" }), or set a default with "aws configure".',
  },
  {
    when: /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT/,
    tell: ({ endpoint }) =>
      `${endpoint ?? "AWS Step Functions"} can't be reached. Check the ${endpoint === undefined ? "network connection and the region" : "endpoint, and that its server runs"}.`,
  },
  {
    when: /Deserialization error/,
    tell: ({ endpoint }) =>
      `${endpoint ?? "AWS"} did not answer as Step Functions does. Check that the endpoint is a server of its API.`,
  },
];

function explained(error: Error & { readonly code?: string }, options: AwsOptions): Error {
  const text = `${error.name} ${error.code ?? ""} ${error.message}`;
  const found = explanations.find(({ when }) => when.test(text));
  return found ? new StepbookError(found.tell(options), { code: error.name, cause: error }) : error;
}
