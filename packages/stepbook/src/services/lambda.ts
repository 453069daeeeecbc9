// Written by scripts/services/generate.py: change table.json there.
import type { Any } from "../placeholders/any";
import type { Data } from "../placeholders/expression";
import type { Choice, Text } from "./given";
import { type ServiceStep, serviceStep } from "./service";

/** What `lambda.invoke` takes. */
export interface LambdaInvokeParameters {
  readonly functionName: Text;
  readonly invocationType?: Choice<"Event" | "RequestResponse" | "DryRun">;
  readonly logType?: Choice<"None" | "Tail">;
  readonly clientContext?: Text;
  readonly payload?: Data;
  readonly qualifier?: Text;
}

/** What `lambda.invoke` gives. */
export interface LambdaInvokeResult {
  ExecutedVersion: string;
  Payload: Any;
  StatusCode: number;
}

/**
 * AWS Lambda.
 *
 * @example lambda.invoke("Encode", { functionName: "to-base64", payload: { text: input.text } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
 */
export const lambda: {
  /**
   * Calls a Lambda function. What it returns is `output.Payload`.
   *
   * @example lambda.invoke("Encode", { functionName: "to-base64", payload: { text: input.text } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html
   */
  readonly invoke: ServiceStep<LambdaInvokeParameters, { response: LambdaInvokeResult; callback: Any }, "response">;
} = {
  invoke: serviceStep("lambda:invoke"),
};
