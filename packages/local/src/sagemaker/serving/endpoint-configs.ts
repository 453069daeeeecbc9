import { checkRequest, faultAt, isLike, listOf, type Rule } from "../check-request";
import { instanceType } from "../patterns";
import type { Shared } from "../shared";
import { type Model, thingName } from "./models";
import type {
  CreateEndpointConfigInput,
  DescribeEndpointConfigOutput,
  EndpointConfigSummary,
  ListThingsInput,
} from "./shapes";
import { type Thing, Things } from "./things";

interface Named {
  readonly EndpointConfigName: string;
}

/** The operations on configurations of endpoints. */
export interface EndpointConfigs {
  /** Says which models an endpoint serves, and with what weights. */
  createEndpointConfig(input: CreateEndpointConfigInput): Promise<{ readonly EndpointConfigArn: string }>;
  describeEndpointConfig(input: Named): Promise<DescribeEndpointConfigOutput>;
  listEndpointConfigs(
    input?: ListThingsInput,
  ): Promise<{ readonly EndpointConfigs: readonly EndpointConfigSummary[]; readonly NextToken?: string }>;
  deleteEndpointConfig(input: Named): Promise<object>;
}

export interface EndpointConfig extends Thing {
  readonly request: CreateEndpointConfigInput;
}

const rules: readonly Rule[] = [
  { path: "EndpointConfigName", required: true, type: "text", pattern: thingName },
  { path: "ProductionVariants", required: true, type: "list" },
  { path: "DataCaptureConfig", type: "object" },
  { path: "DataCaptureConfig.DestinationS3Uri", required: true, type: "text", pattern: /^s3:\/\/[^/]+/ },
  { path: "DataCaptureConfig.CaptureOptions", required: true, type: "list" },
];

function* moreFaults({ ProductionVariants }: CreateEndpointConfigInput) {
  const names = new Set<string>();
  const variants = listOf(ProductionVariants);
  if (variants.length === 0)
    yield faultAt([], "productionVariants", "Member must have length greater than or equal to 1");
  for (const [index, variant] of variants.entries()) {
    const path = `productionVariants.${index + 1}.member`;
    const { VariantName, ModelName, InstanceType, InitialVariantWeight: weight = 1 } = variant ?? {};
    if (!isLike(VariantName, thingName)) yield faultAt(VariantName, `${path}.variantName`, "Member must be a name");
    else if (names.has(VariantName)) yield faultAt(VariantName, `${path}.variantName`, "Names must be unique");
    if (!isLike(ModelName, thingName)) yield faultAt(ModelName, `${path}.modelName`, "Member must be a name");
    if (InstanceType !== undefined && !isLike(InstanceType, instanceType))
      yield faultAt(InstanceType, `${path}.instanceType`, "Member must be an instance type, such as ml.m5.large");
    if (typeof weight !== "number" || !(weight >= 0))
      yield faultAt(weight, `${path}.initialVariantWeight`, "Member must have value greater than or equal to 0");
    names.add(VariantName);
  }
}

export const endpointConfigs = (things: Things<EndpointConfig>, models: Things<Model>): EndpointConfigs => ({
  async createEndpointConfig(input) {
    checkRequest(input, rules, moreFaults(input));
    const request = structuredClone(input);
    for (const { ModelName } of request.ProductionVariants) models.get(ModelName as string);
    const name = request.EndpointConfigName;
    const { arn } = things.add(name, (arn, creationTime) => ({ name, arn, creationTime, request }));
    return { EndpointConfigArn: arn };
  },
  async describeEndpointConfig({ EndpointConfigName }) {
    const { arn, creationTime, request } = things.get(EndpointConfigName);
    const { Tags, ...told } = request;
    return { ...told, EndpointConfigArn: arn, CreationTime: creationTime };
  },
  async listEndpointConfigs(input = {}) {
    const { items, next } = things.list(input);
    const EndpointConfigs = items.map(({ name, arn, creationTime }) => {
      return { EndpointConfigName: name, EndpointConfigArn: arn, CreationTime: creationTime };
    });
    return { EndpointConfigs, ...next };
  },
  async deleteEndpointConfig({ EndpointConfigName }) {
    things.delete(EndpointConfigName);
    return {};
  },
});

/** The configurations of endpoints of one SageMaker. */
export const newEndpointConfigs = (shared: Shared): Things<EndpointConfig> => new Things("endpoint-config", shared);
