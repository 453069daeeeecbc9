import { failureReasonOf } from "../failure";
import type { LogLine } from "../shapes";
import type { Shared } from "../shared";
import type { EndpointConfig } from "./endpoint-configs";
import type { Model } from "./models";
import { type ModelServer, startModel } from "./server";
import type { EndpointStatus, ProductionVariant } from "./shapes";
import type { Thing } from "./things";

/** How many lines of an endpoint's log are kept. */
const keptLines = 10_000;

/** A variant of an endpoint, with the model that it has loaded. */
export interface Variant {
  readonly name: string;
  readonly weight: number;
  readonly server: ModelServer;
}

/** What models a configuration names. */
export type ModelOf = (name: string) => Model;

/** An endpoint: its models in processes of their own, which end with this one. */
export class Endpoint implements Thing {
  readonly logs: LogLine[] = [];
  status: EndpointStatus = "Creating";
  failureReason: string | undefined;
  lastModified: Date;
  variants: readonly Variant[] = [];
  /** Fulfils when what was asked for last is done, well or not. */
  settled: Promise<void>;

  constructor(
    readonly name: string,
    readonly arn: string,
    readonly creationTime: Date,
    public config: EndpointConfig,
    private readonly modelOf: ModelOf,
    private readonly shared: Shared,
  ) {
    this.lastModified = creationTime;
    this.settled = this.#start();
  }

  async #start(): Promise<void> {
    try {
      this.#serve(await this.#load(this.config));
      this.#enter("InService");
    } catch (error) {
      this.failureReason = failureReasonOf(error);
      this.#enter("Failed");
    }
  }

  /** Serves by another configuration as soon as its models are loaded; where they can't be, it stays as it is. */
  update(config: EndpointConfig): void {
    this.failureReason = undefined;
    this.#enter("Updating");
    this.settled = this.#load(config).then(
      async (fresh) => {
        const old = this.variants;
        this.config = config;
        this.#serve(fresh);
        this.#enter("InService");
        await retireAll(old);
      },
      (error: unknown) => {
        this.failureReason = failureReasonOf(error);
        this.#enter(this.variants.length > 0 ? "InService" : "Failed");
      },
    );
  }

  async delete(): Promise<void> {
    this.#enter("Deleting");
    await this.settled;
    await retireAll(this.variants);
    this.variants = [];
  }

  async #load({ request }: EndpointConfig): Promise<readonly Variant[]> {
    const loading = request.ProductionVariants.map((variant) => this.#loadVariant(variant));
    const results = await Promise.allSettled(loading);
    const loaded = results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    const [failure] = results.flatMap((result) => (result.status === "rejected" ? [{ reason: result.reason }] : []));
    if (!failure) return loaded;
    await stopAll(loaded);
    throw failure.reason;
  }

  async #loadVariant({ VariantName, ModelName = "", InitialVariantWeight = 1 }: ProductionVariant): Promise<Variant> {
    const server = await startModel(this.modelOf(ModelName), this.shared, {
      print: (line, stream) => this.#print(line, stream),
      environment: {},
      background: true,
    });
    return { name: VariantName, weight: InitialVariantWeight, server };
  }

  #serve(variants: readonly Variant[]): void {
    this.variants = variants;
    for (const { name, server } of variants)
      void server.broken.then((tail) => {
        if (this.variants !== variants) return;
        this.failureReason = `AlgorithmError: The process of the variant ${name} has ended: ${tail}`.slice(0, 1024);
        this.#enter("Failed");
      });
  }

  #enter(status: EndpointStatus): void {
    // What is being deleted stays so, whatever comes of it meanwhile.
    if (this.status === "Deleting") return;
    this.status = status;
    this.lastModified = this.shared.now();
  }

  #print(line: string, stream: LogLine["stream"]): void {
    const told: LogLine = { jobName: this.name, line, time: this.shared.now(), stream };
    this.logs.push(told);
    if (this.logs.length > keptLines) this.logs.splice(0, keptLines / 10);
    this.shared.onLog?.(told);
  }
}

const stopAll = async (variants: readonly Variant[]): Promise<void> => {
  await Promise.all(variants.map(({ server }) => server.stop()));
};

const retireAll = async (variants: readonly Variant[]): Promise<void> => {
  await Promise.all(variants.map(({ server }) => server.retire()));
};
