import type { StepFunctionsApi } from "@stepbook/asl";

const operations = [
  "listStateMachines",
  "describeStateMachine",
  "describeStateMachineForExecution",
  "listExecutions",
  "describeExecution",
  "describeMapRun",
  "getExecutionHistory",
  "startExecution",
  "startSyncExecution",
  "stopExecution",
  "redriveExecution",
] as const satisfies readonly (keyof StepFunctionsApi)[];

/** What the page asks the service: operations of AWS's API, and nothing else. */
export type PageApi = Pick<StepFunctionsApi, (typeof operations)[number]>;

/** How the service stands: it answers, it does not, or it wants its token. */
export type Connection = "here" | "away" | "closed";

export interface Service {
  readonly api: PageApi;
  /** Gives the token that is sent from now on. What comes of it is told, whether it is news or not. */
  setToken(token: string): void;
}

export interface ServiceOptions {
  readonly fetch?: typeof fetch;
  readonly token?: string | undefined;
  readonly onConnection: (connection: Connection) => void;
}

/** What the service answers where it can't do what is asked: its name is AWS's. */
class AnsweredError extends Error {
  constructor(
    override readonly name: string,
    message: string,
  ) {
    super(message);
  }
}

/** A service that has not answered for so long, in milliseconds, does not answer. */
const PATIENCE = 20_000;
/** One that runs a workflow while it is asked may take as long as AWS lets it. */
const SYNC_PATIENCE = 5 * 60_000 + 10_000;
const MOMENTS: ReadonlySet<string> = new Set([
  "creationDate",
  "updateDate",
  "startDate",
  "stopDate",
  "redriveDate",
  "timestamp",
]);

/** JSON 1.0 tells moments in seconds. */
const readAnswer = (text: string): unknown =>
  JSON.parse(text, (key, value: unknown) =>
    typeof value === "number" && MOMENTS.has(key) ? new Date(value * 1000) : value,
  );

/**
 * The service that the page comes from.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html
 */
export const createService = (options: ServiceOptions): Service => {
  const send = options.fetch ?? ((input, init) => fetch(input, init));
  let token = options.token;
  let connection: Connection | undefined = "here";
  const become = (next: Connection): void => {
    if (next === connection) return;
    connection = next;
    options.onConnection(next);
  };
  const ask = async (operation: (typeof operations)[number], input: object): Promise<unknown> => {
    if (connection === "closed") throw new AnsweredError("Closed", "The service asks for its token first.");
    const sent = token;
    const { ok, text } = await send("/", {
      method: "POST",
      headers: {
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": `AWSStepFunctions.${operation.charAt(0).toUpperCase()}${operation.slice(1)}`,
        ...(sent && { Authorization: `Bearer ${sent}` }),
      },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(operation === "startSyncExecution" ? SYNC_PATIENCE : PATIENCE),
    })
      .then(async (response) => ({ ok: response.ok, text: await response.text() }))
      .catch(() => {
        become("away");
        throw new AnsweredError("Away", "The service does not answer. Is `stepbook serve` still running?");
      });
    const answer = answerOf(text);
    if (answer === undefined) {
      become("away");
      throw new AnsweredError("Away", "What answers at this address is not Step Functions.");
    }
    if (ok) {
      become("here");
      return answer;
    }
    const { __type = "", message = "" } = answer as { readonly __type?: unknown; readonly message?: unknown };
    const name = String(__type).split("#").pop() || "Error";
    // A question that was sent before the reader gave the token tells nothing about the token.
    if (name !== "UnrecognizedClientException") become("here");
    else if (sent === token) become("closed");
    throw new AnsweredError(name, String(message) || name);
  };
  return {
    api: Object.fromEntries(
      operations.map((operation) => [operation, (input: object) => ask(operation, input)]),
    ) as unknown as PageApi,
    setToken: (next) => {
      token = next;
      connection = undefined;
    },
  };
};

const answerOf = (text: string): object | undefined => {
  try {
    const answer = readAnswer(text);
    return typeof answer === "object" && answer !== null ? answer : undefined;
  } catch {
    return undefined;
  }
};
