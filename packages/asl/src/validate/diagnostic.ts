import type { Json } from "../json";
import type { KeyPath } from "../paths";
import type { DiagnosticCode } from "./messages";

/** What is wrong with a definition, or doubtful, and where. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  /** An `error` is refused by AWS, a `warning` is not. */
  readonly severity: "error" | "warning";
  /** What is wrong, with what was expected and how to mend it. */
  readonly message: string;
  /** The place as text: `States.Score.Next`. */
  readonly location: string;
  /** The place as the keys that lead to it. */
  readonly keys: KeyPath;
  /** In an expression or a path: the character, from 0, in the text at that place. */
  readonly position?: number;
  /** The same in AWS's words; missing where AWS says nothing of it. */
  readonly aws?: AwsWords;
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html */
export interface AwsWords {
  readonly code: string;
  readonly message: string;
  /** `/States/Score/Next` */
  readonly location?: string;
}

/** What a rule finds; its words stand apart, in messages.ts and aws-messages.ts. */
export interface Finding {
  readonly code: DiagnosticCode;
  readonly keys: KeyPath;
  readonly data?: Readonly<Record<string, Json>>;
  readonly position?: number;
}
