import type { ImportModule, Terminal } from "./command";

/** Tells warnings of Stepbook in a line each, without Node's words on how warnings are traced. */
const tellWarnings = (): void => {
  const [byNode] = process.listeners("warning");
  process.removeAllListeners("warning").on("warning", (warning) => {
    if (warning.name === "StepbookWarning") process.stderr.write(`stepbook: ${warning.message}\n`);
    else byNode?.(warning);
  });
};

const signals = ["SIGINT", "SIGTERM"] as const;

/** The terminal of this process. A reader that has gone, as `| head` does, is no fault. */
export const terminal = (
  importModule: ImportModule,
): { readonly terminal: Terminal; readonly flushed: () => Promise<void> } => {
  tellWarnings();
  const streams = [process.stdout, process.stderr];
  for (const stream of streams)
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  return {
    terminal: {
      out: (text) => void process.stdout.write(text),
      err: (text) => void process.stderr.write(text),
      onInterrupt: (listener) => {
        for (const signal of signals) process.on(signal, listener);
        return () => {
          for (const signal of signals) process.off(signal, listener);
        };
      },
      importModule,
    },
    flushed: async () => {
      for (const stream of streams) await new Promise<void>((resolve) => stream.write("", () => resolve()));
    },
  };
};
