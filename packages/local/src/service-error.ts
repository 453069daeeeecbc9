import type { Diagnostic, ServiceError } from "@stepbook/asl";

/** An error of the service, named as AWS names it and in AWS's words. */
export class LocalServiceError extends Error implements ServiceError {
  readonly $fault = "client";
  /** What is wrong with the definition, where that is why. */
  readonly diagnostics?: readonly Diagnostic[];
  /** What AWS leaves out: what was expected, how to mend it. */
  readonly hint?: string;

  constructor(
    override readonly name: string,
    message: string,
    { diagnostics, hint }: { readonly diagnostics?: readonly Diagnostic[]; readonly hint?: string } = {},
  ) {
    super(message);
    if (diagnostics) this.diagnostics = diagnostics;
    if (hint !== undefined) this.hint = hint;
  }

  /** Prints as one message with its hint, without the stack (which stays in `stack`). */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return [`${this.name}: ${this.message}`, ...(this.hint === undefined ? [] : [this.hint])].join("\n");
  }
}
