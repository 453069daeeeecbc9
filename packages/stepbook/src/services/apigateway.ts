// Written by scripts/services/generate.py: change table.json there.
import type { Any } from "../placeholders/any";
import type { Data } from "../placeholders/expression";
import type { Choice, Flag, Text } from "./given";
import { type ServiceStep, serviceStep } from "./service";

/** What `apigateway.invoke` takes. */
export interface ApigatewayInvokeParameters {
  readonly apiEndpoint: Text;
  readonly method: Choice<"GET" | "POST" | "PUT" | "DELETE" | "PATCH" | "HEAD" | "OPTIONS">;
  readonly headers?: Data;
  readonly stage?: Text;
  readonly path?: Text;
  readonly queryParameters?: Data;
  readonly requestBody?: Data;
  readonly allowNullValues?: Flag;
  readonly authType?: Choice<"NO_AUTH" | "IAM_ROLE" | "RESOURCE_POLICY">;
}

/** What `apigateway.invoke` gives. */
export interface ApigatewayInvokeResult {
  Headers: Any;
  ResponseBody: Any;
  StatusCode: number;
  StatusText: string;
}

/**
 * Amazon API Gateway.
 *
 * @example apigateway.invoke("Ask", { apiEndpoint: "abc.execute-api.us-east-1.amazonaws.com", method: "GET", path: "/pets" })
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html
 */
export const apigateway: {
  /**
   * Calls an API of Amazon API Gateway, REST or HTTP.
   *
   * @example apigateway.invoke("Ask", { apiEndpoint: "abc.execute-api.us-east-1.amazonaws.com", method: "GET", path: "/pets" })
   * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html
   */
  readonly invoke: ServiceStep<
    ApigatewayInvokeParameters,
    { response: ApigatewayInvokeResult; callback: Any },
    "response"
  >;
} = {
  invoke: serviceStep("apigateway:invoke"),
};
