import { quote } from "../errors";

/** What a command has around it. */
export interface Terminal {
  /** Writes to standard output: what was asked for, and nothing else. */
  out(text: string): void;
  /** Writes to standard error: what happens meanwhile, and what is wrong. */
  err(text: string): void;
  /** Calls back when the user interrupts, or the process is to end. Returns what ends that. */
  onInterrupt(listener: () => void): () => void;
  /** Loads a module of the user's, of either kind. */
  importModule: ImportModule;
}

/** JavaScript's own `import()`, which compiled code does not have. */
export type ImportModule = (url: string) => Promise<unknown>;

/** How a command ended: as it should, not so, or without having begun because of what it was given. */
export const exitCodes = { succeeded: 0, failed: 1, usage: 2 } as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** A command of the command line. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** What `--help` prints. */
  readonly usage: string;
  run(args: readonly string[], terminal: Terminal): Promise<ExitCode>;
}

/** What was given to a command is not what it takes. Its message is for people, and stands alone. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What reads arguments, with its complaints as those of a command. */
export const readingArguments = <Parsed>(command: string, parse: () => Parsed): Parsed => {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split(". ")[0]}. See stepbook ${command} --help.`);
  }
};

/** The definition that a command is for. */
export const onlyFile = ([file, ...others]: readonly string[], command: string): string => {
  if (file === undefined) throw new UsageError(`which definition? stepbook ${command} FILE`);
  if (others.length === 0) return file;
  throw new UsageError(`one definition at a time: ${others.map(quote).join(", ")} is more than that`);
};
