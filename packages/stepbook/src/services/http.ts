// Written by scripts/services/generate.py: change table.json there.
import type { Any } from "../placeholders/any";
import type { Data } from "../placeholders/expression";
import type { Choice, Given, Text } from "./given";
import { type ServiceStep, serviceStep } from "./service";

/** What `http.invoke` takes. */
export interface HttpInvokeParameters {
  readonly apiEndpoint: Text;
  readonly method: Choice<"GET" | "POST" | "PUT" | "DELETE" | "PATCH" | "HEAD" | "OPTIONS">;
  readonly authentication?: Given<HttpInvokeAuthentication>;
  readonly invocationConfig?: Given<HttpInvokeInvocationConfig>;
  readonly headers?: Data;
  readonly queryParameters?: Data;
  readonly requestBody?: Data;
  readonly transform?: Given<HttpInvokeTransform>;
}

interface HttpInvokeAuthentication {
  readonly connectionArn: Text;
}

interface HttpInvokeInvocationConfig {
  readonly connectionArn: Text;
}

interface HttpInvokeTransform {
  readonly requestBodyEncoding?: Choice<"NONE" | "URL_ENCODED">;
  readonly requestEncodingOptions?: Given<HttpInvokeTransformRequestEncodingOptions>;
}

interface HttpInvokeTransformRequestEncodingOptions {
  readonly arrayFormat?: Choice<"BRACKETS" | "COMMAS" | "INDICES" | "NONE" | "REPEAT">;
}

/** What `http.invoke` gives. */
export interface HttpInvokeResult {
  Headers: Any;
  ResponseBody: Any;
  StatusCode: number;
  StatusText: string;
}

/**
 * HTTP endpoints.
 *
 * @example http.invoke("Ask", { apiEndpoint: "https://api.example.com/pets", method: "GET", authentication: { connectionArn }, queryParameters: { page: "1" } })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html
 */
export const http: {
  /**
   * Calls an HTTP endpoint, with what an EventBridge connection knows to sign in.
   *
   * @example http.invoke("Ask", { apiEndpoint: "https://api.example.com/pets", method: "GET", authentication: { connectionArn }, queryParameters: { page: "1" } })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html
   */
  readonly invoke: ServiceStep<HttpInvokeParameters, { response: HttpInvokeResult }, "response">;
} = {
  invoke: serviceStep("http:invoke"),
};
