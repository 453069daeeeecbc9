/** What a person can mend. It is printed without a stack. */
export class Problem extends Error {
  /**
   * @param {string} message what is wrong, and where
   * @param {string} [wayOut] how to mend it
   */
  constructor(message, wayOut) {
    super(wayOut ? `${message}\n  → ${wayOut}` : message);
    this.name = "Problem";
  }
}

/**
 * Runs a script's main function. A {@link Problem} is printed alone and ends with code 1 (2 where it is the
 * command's own words that are wrong); anything else is a fault of ours and keeps its stack.
 *
 * @param {() => Promise<number | void>} work
 */
export async function main(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(`\n✗ ${error.message}`);
    process.exitCode = error instanceof UsageProblem ? 2 : 1;
  }
}

export class UsageProblem extends Problem {}
