import { inTslab } from "./tslab";

const listeners = new Set<() => void>();

/** One listener for all who wait, so that a process with many runs does not collect listeners. */
function tellAll(): void {
  for (const listener of listeners) listener();
}

/**
 * Calls back when the user interrupts the kernel. Elsewhere than in a kernel, an interrupt ends the process, as it
 * should. A listener added in the synchronous part of a cell makes the next interrupt kill a tslab kernel: hence the
 * await.
 *
 * @returns a function that ends the listening.
 */
export async function onInterrupt(interrupted: () => void): Promise<() => void> {
  await Promise.resolve();
  if (!inTslab()) return () => {};
  if (listeners.size === 0) process.on("SIGINT", tellAll);
  listeners.add(interrupted);
  return () => {
    listeners.delete(interrupted);
    if (listeners.size === 0) process.off("SIGINT", tellAll);
  };
}
