import type { StepFunctionsApi } from "@stepbook/asl";
import { quote, StepbookError } from "../errors";
import { log } from "../logger";
import { type Place, placeIn } from "../place";
import type { Any } from "../placeholders/any";
import { assertOptions, upperFirst } from "../steps/data";
import { explained } from "./aws-errors";
import { lastLines } from "./aws-logs";
import { rolesOf } from "./aws-roles";
import { type Backend, backend, isServiceError, type Roles } from "./backend";

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

const operations: Readonly<Record<keyof StepFunctionsApi, true>> = {
  createStateMachine: true,
  updateStateMachine: true,
  describeStateMachine: true,
  describeStateMachineForExecution: true,
  deleteStateMachine: true,
  listStateMachines: true,
  validateStateMachineDefinition: true,
  testState: true,
  publishStateMachineVersion: true,
  deleteStateMachineVersion: true,
  listStateMachineVersions: true,
  createStateMachineAlias: true,
  updateStateMachineAlias: true,
  describeStateMachineAlias: true,
  deleteStateMachineAlias: true,
  listStateMachineAliases: true,
  tagResource: true,
  untagResource: true,
  listTagsForResource: true,
  startExecution: true,
  startSyncExecution: true,
  describeExecution: true,
  stopExecution: true,
  redriveExecution: true,
  listExecutions: true,
  getExecutionHistory: true,
  describeMapRun: true,
  listMapRuns: true,
  updateMapRun: true,
};

/**
 * Runs workflows on AWS. The AWS client is loaded, and credentials are looked for, only when something is sent.
 *
 * A server on this machine, such as `stepbook serve`, needs neither a role nor credentials: `endpoint` is enough.
 *
 * @throws {StepbookError} where `client` stands beside what it says itself.
 * @example
 * const backend = aws({ role: "StepFunctionsWorkflowExecutionRole", region: "eu-central-1" });
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/Welcome.html
 */
export function aws(options: AwsOptions = {}): Backend {
  assertOptions(options, ["role", "region", "profile", "endpoint", "client"], "aws(…)");
  const said = (["region", "profile", "endpoint"] as const).find((name) => options[name] !== undefined);
  if (options.client !== undefined && said !== undefined)
    throw new StepbookError(
      `aws(…): the client says its ${said} itself. Give the client alone, or ${said} without it.`,
    );
  const place = placeIn(
    options.region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION,
    /^arn:[\w-]+:iam::(\d{12}):/.exec(options.role ?? "")?.[1],
  );
  const stepFunctions = connect(options, () => import("@aws-sdk/client-sfn"), "SFNClient");
  const likeStepFunctions = async () => {
    const { config } = (await stepFunctions()).client;
    return { region: config.region, credentials: config.credentials };
  };
  const iam = connect(options, () => import("@aws-sdk/client-iam"), "IAMClient", likeStepFunctions);
  const s3 = connect(
    options,
    () => import("@aws-sdk/client-s3"),
    "S3Client",
    async () => ({
      ...(await likeStepFunctions()),
      // Another server has no host of its own for each bucket.
      ...(options.endpoint !== undefined && { forcePathStyle: true }),
    }),
  );
  const sageMaker = connect(options, () => import("@aws-sdk/client-sagemaker"), "SageMakerClient", likeStepFunctions);
  const logs = connect(
    options,
    () => import("@aws-sdk/client-cloudwatch-logs"),
    "CloudWatchLogsClient",
    likeStepFunctions,
  );
  const runtime = connect(
    options,
    () => import("@aws-sdk/client-sagemaker-runtime"),
    "SageMakerRuntimeClient",
    likeStepFunctions,
  );
  const sendTo = (connection: () => Promise<Connection>) => async (operation: string, input: object) => {
    const { client, commands } = await connection();
    try {
      return await client.send(new commands[`${operation}Command`]!(input));
    } catch (error) {
      throw explained(withoutExchange(error as Error), options);
    }
  };
  const send = sendTo(stepFunctions);
  const sent = Object.fromEntries(
    Object.keys(operations).map((name) => [name, (input: object) => send(upperFirst(name), input)]),
  ) as unknown as StepFunctionsApi;
  const newRoles = new Set<string>();
  const api: StepFunctionsApi = {
    ...sent,
    createStateMachine: (input) =>
      newRoles.has(input.roleArn)
        ? untilRoleIsKnown(() => sent.createStateMachine(input))
        : sent.createStateMachine(input),
  };
  const roles = rolesOf(sendTo(iam));
  const whereabouts = once(() => placeOf(place, stepFunctions, options));
  return backend(options.endpoint ?? "AWS", api, {
    role: options.role,
    async putObject(Bucket, Key, Body) {
      await sendTo(s3)("PutObject", { Bucket, Key, Body });
    },
    async getObject(Bucket, Key) {
      const { Body } = await sendTo(s3)("GetObject", { Bucket, Key });
      return Body.transformToByteArray();
    },
    async createBucket(Bucket) {
      const { region } = await whereabouts();
      // The first region of S3 is the one that may not be named.
      const elsewhere = region !== "us-east-1" && { CreateBucketConfiguration: { LocationConstraint: region } };
      await sendTo(s3)("CreateBucket", { Bucket, ...elsewhere });
    },
    sagemaker: sendTo(sageMaker),
    invokeEndpoint: (input) => sendTo(runtime)("InvokeEndpoint", input),
    jobLog: (kind, name, limit) => lastLines(sendTo(logs), kind.log(name), limit),
    showsLogs: false,
    roleArn: (role) => roleArn(role, roles, whereabouts, options),
    roles: {
      ...roles,
      async create(...role) {
        const arn = await roles.create(...role);
        newRoles.add(arn);
        return arn;
      },
    },
    place,
    whereabouts,
    hasConsole: options.endpoint === undefined,
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

/** An error of the SDK holds the whole exchange, with what signs the request: that is not shown to anybody. */
function withoutExchange(
  error: Error & { readonly $fault?: string; readonly $metadata?: object; readonly code?: string },
): Error {
  const { name, message, stack, code, $fault, $metadata } = error;
  const told = { name, stack, ...(code !== undefined && { code }), $fault, $metadata };
  return Object.assign(new Error(message), told);
}

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
};

/** A function that loads and makes a client at its first call. */
function connect(
  options: AwsOptions,
  load: () => Promise<object>,
  clientName: string,
  more?: () => Promise<object>,
): () => Promise<Connection> {
  return once(async () => {
    const commands = (await load()) as Connection["commands"];
    if (options.client !== undefined && !more) return { client: options.client, commands };
    const { region, profile, endpoint } = options;
    const make = (usual: object): AwsClient =>
      new commands[clientName]!({
        retryMode: "adaptive",
        maxAttempts: 6,
        ...(region !== undefined && { region }),
        ...(profile !== undefined && { profile }),
        // Some operations put a word before the host, which another server's name does not have.
        ...(endpoint !== undefined && { endpoint, disableHostPrefix: true }),
        ...usual,
      }) as AwsClient;
    const others = (await more?.()) ?? {};
    const client = make(others);
    return { client: isOnThisMachine(endpoint) ? make({ ...(await usualFor(client)), ...others }) : client, commands };
  });
}

/** Whether a server runs on this machine: it has neither accounts nor roles of AWS. */
const isOnThisMachine = (endpoint: string | undefined): boolean =>
  endpoint !== undefined && /^https?:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?(\/|$)/.test(endpoint);

/** What a client of a server on this machine goes by, where nothing is configured: the server asks for none of it. */
async function usualFor({ config }: AwsClient): Promise<object> {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const has = async (read: () => Promise<unknown>): Promise<boolean> =>
    read().then(
      () => true,
      () => false,
    );
  return {
    ...((await has(() => config.region())) ? {} : { region: usualPlace.region }),
    ...((await has(() => config.credentials())) ? {} : { credentials }),
  };
}

const usualPlace = { region: "us-east-1", account: "123456789012" };

async function placeOf(known: Place, stepFunctions: () => Promise<Connection>, options: AwsOptions): Promise<Place> {
  if (known.region !== undefined && known.account !== undefined) return known;
  const { client } = await stepFunctions();
  try {
    const region = known.region ?? (await client.config.region());
    const account = known.account ?? (await client.config.credentials()).accountId;
    return placeIn(region, account);
  } catch (error) {
    throw explained(error as Error, options);
  }
}

/** The ARN of a role by its name: IAM tells it; where IAM may not be asked, it is that of a role without a path. */
async function roleArn(
  role: string | undefined,
  roles: Roles,
  whereabouts: () => Promise<Place>,
  { endpoint }: AwsOptions,
): Promise<string> {
  const isLocal = isOnThisMachine(endpoint);
  if (role === undefined && isLocal) return `arn:aws:iam::${usualPlace.account}:role/stepbook-local`;
  if (role === undefined)
    throw new StepbookError(
      'A state machine on AWS runs with a role. Name it: aws({ role: "MyRole" }), or aws({ role: "arn:aws:iam::123456789012:role/MyRole" }). Where you have none yet, await workflow.deployRole() shows the one that is needed.',
    );
  if (role.startsWith("arn:")) return role;
  try {
    return (await roles.role(role)).arn;
  } catch (error) {
    if (isServiceError(error) && (error as { readonly code?: string }).code === "NoSuchEntityException")
      throw new StepbookError(
        `There is no role ${quote(role)} in the account. await workflow.deployRole() shows the one that is needed, and makes it with { dryRun: false }.`,
        { code: "NoSuchEntityException", cause: error },
      );
    if (isLocal) return `arn:aws:iam::${usualPlace.account}:role/${role}`;
    const { partition = "aws", account } = await whereabouts();
    const denied = /AccessDenied/.test((error as { readonly code?: string }).code ?? "");
    if (!denied || account === undefined) throw error;
    const arn = `arn:${partition}:iam::${account}:role/${role}`;
    log("warn", `IAM may not be asked for the role ${role} (iam:GetRole); taking it for ${arn}`);
    return arn;
  }
}

/** AWS learns of a new role some seconds after it was made. */
async function untilRoleIsKnown<T>(create: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await create();
    } catch (error) {
      if (tries === 15 || !/assume|take on the role/.test((error as Error).message)) throw error;
      log("info", "AWS does not know the new role yet; trying again in 2 seconds");
      await new Promise((resume) => setTimeout(resume, 2000));
    }
  }
}
