import { readFileSync } from "node:fs";
import { join } from "node:path";
import { didYouMean, quote } from "../errors";
import { type Command, type ExitCode, exitCodes, type ImportModule, type Terminal, UsageError } from "./command";
import { convert } from "./convert";
import { render } from "./render";
import { run } from "./run";
import { serve } from "./serve";
import { terminal as realTerminal } from "./terminal";
import { validate } from "./validate";

const commands: Readonly<Record<string, Command>> = { run, serve, validate, render, convert };

const usage = `Usage: stepbook <command> [options]

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(12)}${summary}`)
  .join("\n")}

  stepbook <command> --help tells more of a command; stepbook --version tells the version.
`;

const version = (): string =>
  (JSON.parse(readFileSync(join(__dirname, "../../package.json"), "utf8")) as { readonly version: string }).version;

/** Runs the command that the arguments name. */
export const execute = async (args: readonly string[], terminal: Terminal): Promise<ExitCode> => {
  const [name, ...rest] = args;
  if (name === "--version") {
    terminal.out(`${version()}\n`);
    return exitCodes.succeeded;
  }
  if (name === undefined || name === "--help" || name === "-h") {
    (name === undefined ? terminal.err : terminal.out)(usage);
    return name === undefined ? exitCodes.usage : exitCodes.succeeded;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  try {
    if (!command)
      throw new UsageError(
        `There is no command ${quote(name)}.${didYouMean(name, Object.keys(commands))} See stepbook --help.`,
      );
    if (rest.includes("--help") || rest.includes("-h")) {
      terminal.out(command.usage);
      return exitCodes.succeeded;
    }
    return await command.run(rest, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.err(`stepbook: ${error.message}\n`);
    return exitCodes.usage;
  }
};

/** What the executable `stepbook` does: it ends the process, whatever a function has left open. */
export const main = async (args: readonly string[], importModule: ImportModule): Promise<void> => {
  const { terminal, flushed } = realTerminal(importModule);
  const code = await execute(args, terminal);
  await flushed();
  process.exit(code);
};
