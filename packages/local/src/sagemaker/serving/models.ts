import { checkRequest, faultAt, listOf, type Rule, textFaults } from "../check-request";
import { roleArn } from "../patterns";
import type { Shared } from "../shared";
import type {
  ContainerDefinition,
  CreateModelInput,
  DescribeModelOutput,
  ListThingsInput,
  ModelSummary,
} from "./shapes";
import { type Thing, Things } from "./things";

interface Named {
  readonly ModelName: string;
}

/** The operations on models. */
export interface Models {
  /** Keeps a model under a name. Its archive and its script are looked at only when it is used, as at SageMaker. */
  createModel(input: CreateModelInput): Promise<{ readonly ModelArn: string }>;
  describeModel(input: Named): Promise<DescribeModelOutput>;
  listModels(
    input?: ListThingsInput,
  ): Promise<{ readonly Models: readonly ModelSummary[]; readonly NextToken?: string }>;
  /** Forgets a model. Endpoints that serve it go on. */
  deleteModel(input: Named): Promise<object>;
}

export interface Model extends Thing {
  readonly request: CreateModelInput;
}

/** What answers one after the other: each gets what the one before it has given. */
export const containersOf = ({ request }: Model): readonly ContainerDefinition[] =>
  request.PrimaryContainer ? [request.PrimaryContainer] : (request.Containers ?? []);

export const thingName = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/;

const rules: readonly Rule[] = [
  { path: "ModelName", required: true, type: "text", pattern: thingName },
  { path: "ExecutionRoleArn", type: "text", pattern: roleArn },
  { path: "PrimaryContainer", type: "object" },
  { path: "PrimaryContainer.Image", type: "text", pattern: /\S/ },
  { path: "PrimaryContainer.ModelDataUrl", type: "text", pattern: /^(https|s3):\/\/([^/]+)\/?(.*)$/s },
  { path: "PrimaryContainer.Environment", type: "object" },
  { path: "Containers", type: "list" },
];

function* moreFaults({ PrimaryContainer, Containers }: CreateModelInput) {
  yield* textFaults("primaryContainer.environment", PrimaryContainer?.Environment);
  for (const [index, container] of listOf(Containers).entries())
    yield* textFaults(`containers.${index + 1}.member.environment`, container?.Environment);
  if ((PrimaryContainer === undefined) === (Containers === undefined))
    yield faultAt(null, "primaryContainer", "Either it or containers must be given, and not both");
}

export const models = (things: Things<Model>): Models => ({
  async createModel(input) {
    checkRequest(input, rules, moreFaults(input));
    const request = structuredClone(input);
    const { arn } = things.add(request.ModelName, (arn, creationTime) => {
      return { name: request.ModelName, arn, creationTime, request };
    });
    return { ModelArn: arn };
  },
  async describeModel({ ModelName }) {
    const { arn, creationTime, request } = things.get(ModelName);
    const { Tags, ...told } = request;
    return { EnableNetworkIsolation: false, ...told, ModelArn: arn, CreationTime: creationTime };
  },
  async listModels(input = {}) {
    const { items, next } = things.list(input);
    const Models = items.map(({ name, arn, creationTime }) => {
      return { ModelName: name, ModelArn: arn, CreationTime: creationTime };
    });
    return { Models, ...next };
  },
  async deleteModel({ ModelName }) {
    things.delete(ModelName);
    return {};
  },
});

/** The models of one SageMaker. */
export const newModels = (shared: Shared): Things<Model> => new Things("model", shared);
