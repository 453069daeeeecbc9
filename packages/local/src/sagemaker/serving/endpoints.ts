import { LocalServiceError } from "../../service-error";
import { checkRequest, type Rule } from "../check-request";
import type { LogLine } from "../shapes";
import type { Shared } from "../shared";
import { capture } from "./capture";
import { Endpoint, type Variant } from "./endpoint";
import type { EndpointConfig } from "./endpoint-configs";
import { type Model, thingName } from "./models";
import type { Answer } from "./server";
import type {
  CreateEndpointInput,
  DescribeEndpointOutput,
  EndpointSummary,
  InvokeEndpointInput,
  InvokeEndpointOutput,
  ListThingsInput,
} from "./shapes";
import { Things } from "./things";

interface Named {
  readonly EndpointName: string;
}

/** The operations on endpoints, and InvokeEndpoint of SageMaker Runtime. */
export interface Endpoints {
  /**
   * Serves the models of a configuration, each in a process of this machine. It is `InService` once they are loaded, and
   * `Failed` where one can't be. It ends with this process, and does not keep it alive.
   */
  createEndpoint(input: CreateEndpointInput): Promise<{ readonly EndpointArn: string }>;
  /** Serves by another configuration, without a gap. Where its models can't be loaded, the old ones go on. */
  updateEndpoint(input: CreateEndpointInput): Promise<{ readonly EndpointArn: string }>;
  describeEndpoint(input: Named): Promise<DescribeEndpointOutput>;
  listEndpoints(
    input?: ListThingsInput,
  ): Promise<{ readonly Endpoints: readonly EndpointSummary[]; readonly NextToken?: string }>;
  deleteEndpoint(input: Named): Promise<object>;
  /**
   * Asks the model of an endpoint. @throws ModelError with the model's own status and message where it refuses or fails;
   * ValidationError where the endpoint does not serve.
   */
  invokeEndpoint(input: InvokeEndpointInput): Promise<InvokeEndpointOutput>;
  /** The last lines that the processes of an endpoint have printed, at most 10,000. */
  endpointLog(input: Named): Promise<readonly LogLine[]>;
}

const rules: readonly Rule[] = [
  { path: "EndpointName", required: true, type: "text", pattern: thingName },
  { path: "EndpointConfigName", required: true, type: "text", pattern: thingName },
];

/** The model of an endpoint has refused a request, or failed. */
class ModelError extends LocalServiceError {
  readonly OriginalStatusCode: number;
  readonly OriginalMessage: string;
  readonly LogStreamArn: string;

  constructor({ status, body }: Answer, { name }: Endpoint, { region, account }: Shared) {
    const message = body.toString();
    const side = status < 500 ? "client" : "server";
    super(
      "ModelError",
      `Received ${side} error (${status}) from primary with message "${message}". See the log of the endpoint ${name} for more information.`,
    );
    this.OriginalStatusCode = status;
    this.OriginalMessage = message;
    this.LogStreamArn = `arn:aws:logs:${region}:${account}:log-group:/aws/sagemaker/Endpoints/${name}`;
  }
}

const describe = (endpoint: Endpoint): DescribeEndpointOutput => {
  const { name, arn, config, status, failureReason, creationTime, lastModified, variants } = endpoint;
  const ProductionVariants = variants.map(({ name, weight }) => ({
    VariantName: name,
    CurrentWeight: weight,
    DesiredWeight: weight,
    CurrentInstanceCount: 1,
    DesiredInstanceCount: 1,
  }));
  return {
    EndpointName: name,
    EndpointArn: arn,
    EndpointConfigName: config.name,
    ...(ProductionVariants.length > 0 ? { ProductionVariants } : {}),
    EndpointStatus: status,
    ...(failureReason === undefined ? {} : { FailureReason: failureReason }),
    CreationTime: creationTime,
    LastModifiedTime: lastModified,
  };
};

export const endpoints = (shared: Shared, configs: Things<EndpointConfig>, models: Things<Model>): Endpoints => {
  const things = new Things<Endpoint>("endpoint", shared);
  const modelOf = (name: string): Model => models.get(name);
  return {
    async createEndpoint(input) {
      checkRequest(input, rules);
      const config = configs.get(input.EndpointConfigName);
      const { EndpointName: name } = input;
      const make = (arn: string, created: Date) => new Endpoint(name, arn, created, config, modelOf, shared);
      return { EndpointArn: things.add(name, make).arn };
    },
    async updateEndpoint(input) {
      checkRequest(input, rules);
      const endpoint = things.get(input.EndpointName);
      const config = configs.get(input.EndpointConfigName);
      if (endpoint.status !== "InService" && endpoint.status !== "Failed")
        throw new LocalServiceError(
          "ValidationException",
          `Cannot update in-progress endpoint "${endpoint.arn}": it is ${endpoint.status}.`,
        );
      endpoint.update(config);
      return { EndpointArn: endpoint.arn };
    },
    describeEndpoint: async ({ EndpointName }) => describe(things.get(EndpointName)),
    async listEndpoints(input = {}) {
      const { items, next } = things.list(
        input,
        ({ status }) => input.StatusEquals === undefined || status === input.StatusEquals,
      );
      const Endpoints = items.map((endpoint) => ({
        EndpointName: endpoint.name,
        EndpointArn: endpoint.arn,
        EndpointStatus: endpoint.status,
        CreationTime: endpoint.creationTime,
        LastModifiedTime: endpoint.lastModified,
      }));
      return { Endpoints, ...next };
    },
    async deleteEndpoint({ EndpointName }) {
      const endpoint = things.get(EndpointName);
      void endpoint.delete().then(() => things.find(EndpointName) === endpoint && things.delete(EndpointName));
      return {};
    },
    async invokeEndpoint({ EndpointName, Body, ContentType = "", Accept = "", TargetVariant }) {
      const endpoint = things.find(EndpointName);
      if (!endpoint || (endpoint.status !== "InService" && endpoint.status !== "Updating")) {
        const why = endpoint
          ? ` It is ${endpoint.status}${endpoint.failureReason === undefined ? "" : `: ${endpoint.failureReason}`}`
          : "";
        throw new LocalServiceError(
          "ValidationError",
          `Endpoint ${EndpointName} of account ${shared.account} not found.${why}`,
        );
      }
      const variant = chosen(endpoint, TargetVariant);
      const question = { body: Buffer.from(Body as Uint8Array), contentType: ContentType, accept: Accept };
      const answer = await variant.server.ask(question);
      if (answer.status >= 400) throw new ModelError(answer, endpoint, shared);
      await capture(shared, endpoint, variant, question, answer);
      return { Body: answer.body, ContentType: answer.contentType, InvokedProductionVariant: variant.name };
    },
    endpointLog: async ({ EndpointName }) => [...things.get(EndpointName).logs],
  };
};

/** The variant that is asked for, or one by the weights of all. */
const chosen = ({ variants, name }: Endpoint, target: string | undefined): Variant => {
  if (target !== undefined) {
    const found = variants.find((variant) => variant.name === target);
    if (found) return found;
    throw new LocalServiceError("ValidationError", `Variant ${target} of the endpoint ${name} not found.`);
  }
  const total = variants.reduce((sum, { weight }) => sum + weight, 0);
  let place = Math.random() * total;
  for (const variant of variants) {
    place -= variant.weight;
    if (place < 0) return variant;
  }
  return variants[0]!;
};
