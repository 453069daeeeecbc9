import { inTslab } from "./tslab";

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
  process.on("SIGINT", interrupted);
  return () => process.off("SIGINT", interrupted);
}
