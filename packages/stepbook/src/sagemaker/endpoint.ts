import { quote, StepbookError } from "../errors";
import type { Choice, Flag, Given, Numeric, Text } from "../services/given";
import type {
  SagemakerCreateEndpointConfigParameters,
  SagemakerCreateEndpointConfigResult,
  SagemakerCreateEndpointParameters,
  SagemakerCreateEndpointResult,
  SagemakerUpdateEndpointParameters,
} from "../services/sagemaker";
import { type ServiceStep, serviceStep } from "../services/service";
import type { SagemakerTags } from "./estimator";
import { assertFields, given, tagsOf } from "./fields";
import { assertValue, newValue, type Value } from "./value";

/** What `dataCapture` takes. */
export interface DataCaptureOptions {
  /** Where it is kept: an S3 URI. */
  readonly destinationS3Uri: Text;
  /** How much of a hundred requests is kept; 20 where it is left out. */
  readonly samplingPercentage?: Numeric;
  /** What is kept: requests, answers, or both, which holds where it is left out. */
  readonly captureOptions?: readonly Choice<"Input" | "Output">[];
  /** Media types that are kept as CSV; `text/csv` where it is left out. */
  readonly csvContentTypes?: readonly Text[];
  /** Media types that are kept as JSON; `application/json` where it is left out. */
  readonly jsonContentTypes?: readonly Text[];
  /** The key that encrypts it. */
  readonly kmsKey?: Text;
  /** Whether it is on; true where it is left out. */
  readonly enableCapture?: Flag;
}

/** What of an endpoint's traffic is kept. Made by `dataCapture`. */
export type DataCapture = Value<"dataCapture", DataCaptureOptions>;

/**
 * Keeps requests to an endpoint and its answers.
 *
 * @example dataCapture({ destinationS3Uri: "s3://bucket/captured", samplingPercentage: 50 })
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture.html
 */
export function dataCapture(options: DataCaptureOptions): DataCapture {
  const optional = [
    ...["samplingPercentage", "captureOptions", "csvContentTypes", "jsonContentTypes", "kmsKey", "enableCapture"],
  ];
  assertFields(options, ["destinationS3Uri"], optional, "dataCapture(…)");
  return newValue("dataCapture", options);
}

/** What `sagemaker.endpointConfig` takes. */
export interface EndpointConfigParameters {
  /** The name of the configuration. */
  readonly endpointConfigName: Text;
  /** The name of the model that is served. */
  readonly modelName: Text;
  /** Such as `"ml.m5.large"`; or `serverlessConfig`. */
  readonly instanceType?: Text;
  /** On how many instances it begins; 1 where it is left out. */
  readonly initialInstanceCount?: Numeric;
  /** Serves it without instances of its own. */
  readonly serverlessConfig?: Given<{
    /** From 1,024 to 6,144. */
    readonly memorySizeInMB: Numeric;
    /** How many requests it answers at once. */
    readonly maxConcurrency: Numeric;
  }>;
  /** The name of the variant; `"AllTraffic"` where it is left out. */
  readonly variantName?: Text;
  /** What of the traffic is kept. */
  readonly dataCapture?: DataCapture;
  /** The key that encrypts the disks. */
  readonly kmsKey?: Text;
  /** Tags of the configuration. */
  readonly tags?: SagemakerTags;
}

const createEndpointConfig = serviceStep<
  SagemakerCreateEndpointConfigParameters,
  { response: SagemakerCreateEndpointConfigResult },
  "response"
>("sagemaker:createEndpointConfig", "sagemaker.endpointConfig");

export const endpointConfig: ServiceStep<
  EndpointConfigParameters,
  { response: SagemakerCreateEndpointConfigResult },
  "response"
> = (id, parameters, options) =>
  createEndpointConfig(
    id,
    endpointConfigRequest(parameters, `sagemaker.endpointConfig(${quote(String(id))})`),
    options,
  );

/** The request of an endpoint's configuration. */
export function endpointConfigRequest(
  parameters: EndpointConfigParameters,
  where: string,
): SagemakerCreateEndpointConfigParameters {
  const optional = [
    ...["instanceType", "initialInstanceCount", "serverlessConfig", "variantName", "dataCapture", "kmsKey", "tags"],
  ];
  assertFields(parameters, ["endpointConfigName", "modelName"], optional, where);
  const { modelName, instanceType, initialInstanceCount = 1, serverlessConfig, kmsKey } = parameters;
  if ((instanceType === undefined) === (serverlessConfig === undefined))
    throw new StepbookError(`${where} needs instanceType or serverlessConfig, and not both.`);
  if (parameters.dataCapture !== undefined) assertValue(parameters.dataCapture, "dataCapture", `${where}: dataCapture`);
  return {
    endpointConfigName: parameters.endpointConfigName,
    productionVariants: [
      {
        variantName: parameters.variantName ?? "AllTraffic",
        modelName,
        ...(instanceType !== undefined && { instanceType, initialInstanceCount }),
        ...given({ serverlessConfig }),
      },
    ],
    ...given({
      dataCaptureConfig: parameters.dataCapture && captureOf(parameters.dataCapture),
      kmsKeyId: kmsKey,
      tags: tagsOf(parameters.tags),
    }),
  };
}

const captureOf = ({ options }: DataCapture) => ({
  enableCapture: options.enableCapture ?? true,
  initialSamplingPercentage: options.samplingPercentage ?? 20,
  destinationS3Uri: options.destinationS3Uri,
  captureOptions: (options.captureOptions ?? ["Input", "Output"]).map((captureMode) => ({ captureMode })),
  captureContentTypeHeader: {
    csvContentTypes: options.csvContentTypes ?? ["text/csv"],
    jsonContentTypes: options.jsonContentTypes ?? ["application/json"],
  },
  ...given({ kmsKeyId: options.kmsKey }),
});

/** What `sagemaker.endpoint` takes. */
export interface EndpointParameters {
  /** The name of the endpoint. */
  readonly endpointName: Text;
  /** The name of its configuration. */
  readonly endpointConfigName: Text;
  /** Gives an endpoint that is there the configuration, in place of making one. */
  readonly update?: boolean;
  /** How traffic goes over to the new configuration. */
  readonly deploymentConfig?: SagemakerCreateEndpointParameters["deploymentConfig"];
  /** Tags of a new endpoint. */
  readonly tags?: SagemakerTags;
}

type EndpointResults = { response: SagemakerCreateEndpointResult };

const makers = {
  create: serviceStep<SagemakerCreateEndpointParameters, EndpointResults, "response">(
    "sagemaker:createEndpoint",
    "sagemaker.endpoint",
  ),
  update: serviceStep<SagemakerUpdateEndpointParameters, EndpointResults, "response">(
    "sagemaker:updateEndpoint",
    "sagemaker.endpoint",
  ),
};

export const endpoint: ServiceStep<EndpointParameters, EndpointResults, "response"> = (id, parameters, options) => {
  const request = endpointRequest(parameters, `sagemaker.endpoint(${quote(String(id))})`);
  return makers[parameters.update ? "update" : "create"](id, request, options);
};

/** The request of a new endpoint, or of an update. */
export function endpointRequest(parameters: EndpointParameters, where: string): SagemakerCreateEndpointParameters {
  assertFields(parameters, ["endpointName", "endpointConfigName"], ["update", "deploymentConfig", "tags"], where);
  const { endpointName, endpointConfigName, update = false, deploymentConfig, tags } = parameters;
  if (typeof update !== "boolean") throw new StepbookError(`${where}: update must be true or false.`);
  if (update && tags !== undefined)
    throw new StepbookError(`${where}: an update gives no tags. Leave them out, or make a new endpoint.`);
  return { endpointName, endpointConfigName, ...given({ deploymentConfig, tags: tagsOf(tags) }) };
}
