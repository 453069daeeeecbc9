import type { Diagnostic, ServiceError } from "@stepbook/asl";

/** An error of the service, named as AWS names it. */
export class LocalServiceError extends Error implements ServiceError {
  readonly $fault = "client";
  /** What is wrong with the definition, where that is why. */
  readonly diagnostics?: readonly Diagnostic[];

  constructor(
    override readonly name: string,
    message: string,
    diagnostics?: readonly Diagnostic[],
  ) {
    super(message);
    if (diagnostics) this.diagnostics = diagnostics;
  }

  /** Prints as one message, without the stack (which stays in `stack`). */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return `${this.name}: ${this.message}`;
  }
}
