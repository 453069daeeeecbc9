import { parseArgs } from "node:util";
import type { HistoryEvent, ServiceError, StateMachine } from "@stepbook/asl";
import { type LocalFunction, type LocalOptions, virtual } from "@stepbook/local";
import { local } from "../backends/local";
import { quote } from "../errors";
import { followerOf } from "../follow";
import {
  type Command,
  type ExitCode,
  exitCodes,
  onlyFile,
  readingArguments,
  type Terminal,
  UsageError,
} from "./command";
import { readDefinition } from "./definitions";
import { eventLine } from "./event-line";
import { assertWritable, readFunctions, readInput, writeHistory } from "./files";

const usage = `Usage: stepbook run FILE [options]

Runs a state machine of the Amazon States Language, JSON or YAML, on this machine, without AWS. Its output goes to
standard output, its history, event by event, to standard error.

  --input JSON|@FILE   the execution's input; {} where it is left out
  --functions FILE     a JavaScript module (.mjs, .cjs, .js) of the functions that tasks call: its exports, or the
                       members of its default export, by name or ARN
  --s3 FOLDER          the folder that is S3: each folder in it is a bucket
  --history FILE       writes the history there, as GetExecutionHistory gives it
  --clock KIND         real, or virtual, which jumps over every wait: real
  --seed N             a whole number: chance is then the same every time

It ends with 0 where the execution succeeded, 1 where it did not, 2 where the definition or an option is not right.

  stepbook run hello.asl.json --input '{"name": "Ada"}' --clock virtual
`;

const options = {
  input: { type: "string" },
  functions: { type: "string" },
  s3: { type: "string" },
  history: { type: "string" },
  clock: { type: "string" },
  seed: { type: "string" },
} as const;

type Clock = NonNullable<LocalOptions["clock"]>;

const clocks: Readonly<Record<string, () => Clock>> = { real: () => "real", virtual: () => virtual() };

/** What `stepbook run` was told to do. */
interface Request {
  readonly definition: string;
  readonly input: string;
  readonly functions: Readonly<Record<string, LocalFunction>>;
  readonly s3: string | undefined;
  readonly history: string | undefined;
  readonly clock: Clock;
  readonly seed: number | undefined;
}

const readRequest = async (args: readonly string[], terminal: Terminal): Promise<Request> => {
  const { values, positionals } = readingArguments("run", () =>
    parseArgs({ args: [...args], options, allowPositionals: true }),
  );
  const file = onlyFile(positionals, "run");
  const { text, warnings } = await readDefinition(file);
  for (const warning of warnings) terminal.err(`warning: ${warning}\n`);
  const { history, clock = "real", seed } = values;
  const clockOf = Object.hasOwn(clocks, clock) ? clocks[clock] : undefined;
  if (!clockOf) throw new UsageError(`--clock is ${Object.keys(clocks).join(" or ")}, but here it is ${quote(clock)}`);
  if (seed !== undefined && !/^\d{1,15}$/.test(seed))
    throw new UsageError(`--seed is a whole number, but here it is ${quote(seed)}`);
  if (history !== undefined) await assertWritable(history, "--history");
  return {
    definition: text,
    input: await readInput(values.input ?? "{}"),
    functions: values.functions === undefined ? {} : await readFunctions(values.functions, terminal.importModule),
    s3: values.s3,
    history,
    clock: clockOf(),
    seed: seed === undefined ? undefined : Number(seed),
  };
};

/** What the service refuses before anything runs is not right as it was given. */
const accepted = <T>(operation: Promise<T>): Promise<T> =>
  operation.catch((error: ServiceError) => {
    throw error.$fault === "client" ? new UsageError(`${error.name}: ${error.message}`) : error;
  });

const perform = async (request: Request, terminal: Terminal): Promise<ExitCode> => {
  const { definition, input, functions, s3, history, clock, seed } = request;
  const backend = local({
    functions,
    clock,
    ...(s3 === undefined ? {} : { s3 }),
    ...(seed === undefined ? {} : { seed }),
  });
  const { api, traits } = backend;
  const obstacle = traits.obstacle(JSON.parse(definition) as StateMachine);
  if (obstacle !== undefined) terminal.err(`warning: ${obstacle}\nOn the command line: --functions FILE.mjs.\n`);
  const roleArn = await traits.roleArn(undefined);
  const { stateMachineArn } = await accepted(api.createStateMachine({ name: "stepbook-run", definition, roleArn }));
  const { executionArn } = await accepted(api.startExecution({ stateMachineArn, input }));
  const stopListening = terminal.onInterrupt(() => {
    const reason = { error: "Interrupted", cause: "The run was interrupted." };
    api.stopExecution({ executionArn, ...reason }).catch((error) => terminal.err(`${error}\n`));
  });
  let told = 0;
  let known: readonly HistoryEvent[] = [];
  await followerOf(backend, executionArn).watch(({ events }) => {
    known = events;
    for (const event of events.slice(told)) terminal.err(`${eventLine(event)}\n`);
    told = events.length;
  });
  stopListening();
  if (history !== undefined) await writeHistory(history, known);
  const { status, output, error, cause } = await api.describeExecution({ executionArn });
  if (status === "SUCCEEDED") {
    terminal.out(`${JSON.stringify(JSON.parse(output ?? "null"), null, 2)}\n`);
    return exitCodes.succeeded;
  }
  terminal.err(`${[status, error].filter(Boolean).join(" ")}${cause === undefined ? "" : `: ${cause}`}\n`);
  return exitCodes.failed;
};

export const run: Command = {
  summary: "runs a state machine on this machine, without AWS",
  usage,
  async run(args, terminal) {
    return perform(await readRequest(args, terminal), terminal);
  },
};
