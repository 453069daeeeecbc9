import { type Backend, doing, isBackend, isServiceError } from "../backends/backend";
import { quote, StepbookError } from "../errors";
import type { Any } from "../placeholders/any";
import { assertOptions, describe } from "../steps/data";

const inspect = Symbol.for("nodejs.util.inspect.custom");

/** What `predictor` takes. */
export interface PredictorOptions {
  /** Where the endpoint is. */
  readonly on: Backend;
  /** The media type of requests, such as `"application/json"`; that of what is sent where it is left out. */
  readonly contentType?: string;
  /** The media type of answers; what the model gives by itself where it is left out. */
  readonly accept?: string;
}

/** What a request takes beside its body. */
export interface InvokeOptions {
  /** The media type of the request; the predictor's where it is left out. */
  readonly contentType?: string;
  /** The media type of the answer; the predictor's where it is left out. */
  readonly accept?: string;
  /** The variant that answers; one by the weights of all where it is left out. */
  readonly targetVariant?: string;
}

/** What an endpoint answers. */
export interface Prediction {
  /** What the model has written. */
  readonly body: Uint8Array;
  /** Its media type, such as `"application/json"`. */
  readonly contentType: string;
  /** The variant that has answered. */
  readonly variant: string | undefined;
}

/** What an endpoint can be asked with: rows of numbers, anything that is JSON, text, or bytes. */
// biome-ignore lint/suspicious/noExplicitAny: whatever is JSON
export type PredictorInput = readonly (readonly number[])[] | readonly any[] | object | string | number | Uint8Array;

/**
 * An endpoint, to be asked. Nothing is sent before it is.
 *
 * @example
 * const service = predictor("abalone", { on: backend });
 * await service.ready();
 * const rings = await service.predict([[1, 0, 0.455, 0.365]]);
 * await service.delete();
 * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html
 */
export function predictor(endpointName: string, options: PredictorOptions): Predictor {
  if (typeof endpointName !== "string" || endpointName === "")
    throw new StepbookError(`predictor(…) begins with the name of an endpoint, but here is ${describe(endpointName)}.`);
  const where = `predictor(${quote(endpointName)}, …)`;
  assertOptions(options ?? {}, ["on", "contentType", "accept"], where);
  if (!isBackend(options?.on))
    throw new StepbookError(`${where} needs the backend to ask: { on: local() } or { on: aws() }.`);
  return new Predictor(endpointName, options);
}

/**
 * An endpoint that is asked. Made by `predictor`.
 *
 * @example const service = predictor("abalone", { on: backend })
 */
export class Predictor {
  readonly #options: PredictorOptions;
  /** The name of its endpoint. */
  readonly endpointName: string;

  /** @internal */
  constructor(endpointName: string, options: PredictorOptions) {
    this.endpointName = endpointName;
    this.#options = options;
  }

  /**
   * Asks for predictions. Rows of numbers are sent as CSV, text and bytes as they are, everything else as JSON; where the
   * predictor has a `contentType` of JSON, rows are JSON, too. An answer in JSON comes as its value, one in CSV as its
   * numbers (as rows where it has rows of several), any other as text.
   *
   * @throws {StepbookError} with the model's own message where it refuses or fails.
   * @example const [rings] = await predictor("abalone", { on: backend }).predict([[1, 0, 0.455, 0.365]])
   */
  async predict(input: PredictorInput): Promise<Any> {
    const { contentType, body } = encoded(input, this.#options.contentType);
    return decoded(await this.invoke(body, { contentType }));
  }

  /**
   * Asks with a body as it is, and gives the answer as it is.
   *
   * @example const { body } = await predictor("digits", { on: backend }).invoke(JSON.stringify([[0, 255]]), { contentType: "application/json" })
   */
  async invoke(body: string | Uint8Array, options: InvokeOptions = {}): Promise<Prediction> {
    const what = `The endpoint ${quote(this.endpointName)} could not be asked`;
    assertOptions(options, ["contentType", "accept", "targetVariant"], "invoke(…)");
    const { contentType = this.#options.contentType, accept = this.#options.accept, targetVariant } = options;
    const answer = await doing(
      what,
      this.#options.on.traits.invokeEndpoint({
        EndpointName: this.endpointName,
        Body: typeof body === "string" ? new TextEncoder().encode(body) : body,
        ...(contentType !== undefined && { ContentType: contentType }),
        ...(accept !== undefined && { Accept: accept }),
        ...(targetVariant !== undefined && { TargetVariant: targetVariant }),
      }),
    );
    return { body: answer.Body, contentType: answer.ContentType ?? "", variant: answer.InvokedProductionVariant };
  }

  /**
   * Waits until the endpoint is in service.
   *
   * @param options `timeoutSeconds`: waits at most so long; 1,800 where it is left out.
   * @throws {StepbookError} where it fails, with its reason, or is not there.
   * @example await predictor("abalone", { on: backend }).ready()
   */
  async ready(options: { readonly timeoutSeconds?: number } = {}): Promise<void> {
    const { timeoutSeconds = 1800 } = options;
    const { first, longest } = this.#options.on.traits.poll;
    const end = Date.now() + timeoutSeconds * 1000;
    for (let pause = first; ; pause = Math.min(pause * 1.5, longest)) {
      const { EndpointStatus: status, FailureReason: reason } = await this.describe();
      if (status === "InService") return;
      if (/Failed|OutOfService|Deleting/.test(status))
        throw new StepbookError(
          `The endpoint ${quote(this.endpointName)} is ${status}${reason ? `: ${reason}` : "."}`,
          {
            code: "EndpointFailed",
          },
        );
      if (Date.now() > end)
        throw new StepbookError(
          `The endpoint ${quote(this.endpointName)} is still ${status} after ${timeoutSeconds} seconds. Wait for it again, or look at its log.`,
          { code: "TimeoutError" },
        );
      await new Promise((resume) => setTimeout(resume, pause));
    }
  }

  /**
   * What the service tells of the endpoint.
   *
   * @example (await predictor("abalone", { on: backend }).describe()).EndpointStatus
   * @see https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html
   */
  async describe(): Promise<Any> {
    return this.#asked("describe", "DescribeEndpoint", { EndpointName: this.endpointName });
  }

  /**
   * Deletes the endpoint, its configuration, and the models that the configuration names, and waits until the endpoint is
   * gone: minutes on AWS. What somebody else has deleted is no fault.
   *
   * @example await predictor("abalone", { on: backend }).delete()
   * @see https://docs.aws.amazon.com/sagemaker/latest/dg/realtime-endpoints-delete-resources.html
   */
  async delete(): Promise<void> {
    const { EndpointConfigName } = await this.describe();
    const { ProductionVariants = [] } = await this.#asked("describe the configuration of", "DescribeEndpointConfig", {
      EndpointConfigName,
    }).catch(orGone);
    await this.#asked("delete", "DeleteEndpoint", { EndpointName: this.endpointName });
    await this.#asked("delete the configuration of", "DeleteEndpointConfig", { EndpointConfigName }).catch(orGone);
    for (const { ModelName } of ProductionVariants)
      if (ModelName !== undefined) await this.#asked("delete the model of", "DeleteModel", { ModelName }).catch(orGone);
    const { first, longest } = this.#options.on.traits.poll;
    for (let pause = first; ; pause = Math.min(pause * 1.5, longest)) {
      const { EndpointStatus } = await this.describe().catch(orGone);
      if (EndpointStatus !== "Deleting") return;
      await new Promise((resume) => setTimeout(resume, pause));
    }
  }

  /** @internal */
  [inspect](): string {
    return `Predictor of the endpoint ${quote(this.endpointName)}`;
  }

  #asked(what: string, operation: string, input: object): Promise<Any> {
    const asked = this.#options.on.traits.sagemaker(operation, input);
    return doing(`Could not ${what} the endpoint ${quote(this.endpointName)}`, asked);
  }
}

/** What somebody else has deleted needs no deleting. */
function orGone(error: unknown): Any {
  if (isServiceError(error) && /could not find/i.test(error.message)) return {};
  throw error;
}

function encoded(input: PredictorInput, wanted: string | undefined) {
  if (typeof input === "string" || input instanceof Uint8Array) {
    const contentType = wanted ?? (typeof input === "string" ? "text/plain" : "application/octet-stream");
    return { contentType, body: input };
  }
  const isRows = Array.isArray(input) && input.every((row) => Array.isArray(row) && row.every(isNumber));
  if (wanted === undefined ? isRows : wanted.startsWith("text/csv")) {
    if (!isRows)
      throw new StepbookError(
        `predict(…): ${wanted} holds rows of numbers, such as [[1, 2], [3, 4]], but here is ${describe(input)}.`,
      );
    return { contentType: "text/csv", body: (input as readonly number[][]).map((row) => row.join(",")).join("\n") };
  }
  return { contentType: wanted ?? "application/json", body: JSON.stringify(input) };
}

const isNumber = (value: unknown): boolean => typeof value === "number";

function decoded({ body, contentType }: Prediction): Any {
  const text = new TextDecoder().decode(body);
  const type = contentType.split(";")[0]!.trim().toLowerCase();
  if (type === "application/json") return JSON.parse(text);
  if (type !== "text/csv") return text;
  const rows = text
    .trim()
    .split("\n")
    .map((line) => line.split(",").map(Number));
  if (rows.some((row) => row.some(Number.isNaN))) return text;
  if (rows.length === 1) return rows[0];
  return rows.every((row) => row.length === 1) ? rows.flat() : rows;
}
