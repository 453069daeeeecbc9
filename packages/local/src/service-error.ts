import type { Diagnostic, ServiceError } from "@stepbook/asl";

/** What an error tells beside its code and message. */
interface Members {
  /** What is wrong with the definition, where that is why. */
  readonly diagnostics?: readonly Diagnostic[];
  /** What AWS leaves out: what was expected, how to mend it. */
  readonly hint?: string;
  /** AWS's word for why a request is not valid. */
  readonly reason?: string;
  /** The ARN of what AWS's error is about. */
  readonly resourceName?: string;
}

/** What is kept of something is damaged: where, is told to the owner of the folder, and not to who asks. */
export const damaged = (): LocalServiceError =>
  new LocalServiceError(
    "InternalFailure",
    "What is kept of this is damaged: nothing is told of it. A warning of the service names the file and the place.",
  );

/** An error of the service, named as AWS names it and in AWS's words. */
export class LocalServiceError extends Error implements ServiceError, Members {
  readonly $fault = "client";
  declare readonly diagnostics?: readonly Diagnostic[];
  declare readonly hint?: string;
  declare readonly reason?: string;
  declare readonly resourceName?: string;

  constructor(
    override readonly name: string,
    message: string,
    members: Members = {},
  ) {
    super(message);
    Object.assign(this, members);
  }

  /** Prints as one message with its hint, without the stack (which stays in `stack`). */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return [`${this.name}: ${this.message}`, ...(this.hint === undefined ? [] : [this.hint])].join("\n");
  }
}
