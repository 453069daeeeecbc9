/** What takes the log: `console`, or any logger with these methods. */
export interface Logger {
  /** Takes a line about the smallest steps. */
  debug(message: string): void;
  /** Takes a line about what was done. */
  info(message: string): void;
  /** Takes a line about something doubtful. */
  warn(message: string): void;
  /** Takes a line about what failed. */
  error(message: string): void;
}

// Copies of this package in one process log to the same place.
const LOGGER = Symbol.for("stepbook.logger");
type Shared = { [LOGGER]?: Logger | undefined };

/**
 * Where Stepbook tells what it does. It is silent until this is called.
 *
 * @example setLogger(console)
 */
export function setLogger(logger: Logger | undefined): void {
  (globalThis as Shared)[LOGGER] = logger;
}

export function log(level: keyof Logger, message: string): void {
  (globalThis as Shared)[LOGGER]?.[level](`stepbook: ${message}`);
}
