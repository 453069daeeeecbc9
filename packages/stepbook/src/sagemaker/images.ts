import { readFileSync } from "node:fs";
import { join } from "node:path";
import { didYouMean, quote, StepbookError } from "../errors";
import { assertOptions, describe } from "../steps/data";
import { rules } from "./fields";

/** Images that differ in nothing but their version. */
interface Row {
  readonly scopes: readonly string[];
  readonly versions: readonly string[];
  /** Shorter versions, and what each stands for. */
  readonly aliases?: { readonly [alias: string]: string };
  readonly repository: string;
  readonly registry: string;
  readonly processors?: readonly string[];
  readonly pyVersions?: readonly string[];
  /** The operating system, where the tag names it. */
  readonly system?: string;
}

interface Table {
  /** Accounts by regions. */
  readonly registries: { readonly [name: string]: { readonly [region: string]: string } };
  readonly images: { readonly [framework: string]: readonly Row[] };
}

let table: Table | undefined;

function images(): Table {
  table ??= JSON.parse(readFileSync(join(__dirname, "../../data/images.json"), "utf8")) as Table;
  return table;
}

/** Which image `imageUri` is asked for. */
export interface ImageOptions {
  /** Such as `"1.7-1"`. It may be left out where there is one alone, as for built-in algorithms. */
  readonly version?: string;
  /** Such as `"eu-central-1"`; AWS_REGION or AWS_DEFAULT_REGION where it is left out, else `"us-east-1"`. */
  readonly region?: string;
  /** What it runs on, such as `"ml.m5.large"`: some images are made for CPUs, others for GPUs or Graviton. */
  readonly instanceType?: string;
  /** Such as `"py310"`; the newest where it is left out. */
  readonly pyVersion?: string;
  /** What it is for: `"training"` (where it is left out), `"inference"`, `"inference_graviton"` or `"eia"`. */
  readonly scope?: string;
}

/** @internal The region where nothing says it: as AWS's own tools take it, else that of local runs. */
export const regionOf = (region: string | undefined): string =>
  region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION ?? "us-east-1";

/**
 * The URI of an image of SageMaker's own: of its frameworks (`xgboost`, `sklearn`, `pytorch`, `tensorflow`) and its
 * built-in algorithms (`pca`, `linear-learner`, `kmeans`, …). What is not known is an error that lists what is; any
 * image can be given to an estimator by its URI instead.
 *
 * @example imageUri("xgboost", { version: "1.7-1", region: "eu-central-1" })
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg-ecr-paths/sagemaker-algo-docker-registry-paths.html
 */
export function imageUri(framework: string, options: ImageOptions = {}): string {
  const where = `imageUri(${quote(String(framework))})`;
  assertOptions(options, ["version", "region", "instanceType", "pyVersion", "scope"], where);
  const { registries, images: all } = images();
  const rows = Object.hasOwn(all, framework) ? all[framework]! : unknown(where, "image", framework, Object.keys(all));
  const { instanceType, scope: given = "training" } = options;
  if (instanceType !== undefined) rules.instanceType!(instanceType, `${where}: instanceType`);
  const scopes = [...new Set(rows.flatMap((row) => row.scopes))];
  const scope =
    given === "inference" && isGraviton(instanceType) && scopes.includes("inference_graviton")
      ? "inference_graviton"
      : given;
  if (!scopes.includes(scope)) unknown(where, "scope", scope, scopes);
  const inScope = rows.filter((row) => row.scopes.includes(scope));
  const versions = inScope.flatMap((row) => [...row.versions, ...Object.keys(row.aliases ?? {})]);
  const version = options.version ?? (new Set(inScope.flatMap((row) => row.versions)).size === 1 ? versions[0]! : "");
  if (version === "") throw new StepbookError(`${where} needs a version. There are: ${listed(versions)}.`);
  const ofVersion = inScope.filter((row) => row.versions.includes(row.aliases?.[version] ?? version));
  if (ofVersion.length === 0) unknown(where, "version", version, versions);
  const row = ofVersion
    .filter(({ pyVersions }) => !options.pyVersion || !pyVersions || pyVersions.includes(options.pyVersion))
    .at(-1);
  if (!row)
    return unknown(
      where,
      `image of version ${quote(version)} with pyVersion`,
      options.pyVersion,
      ofVersion.flatMap((each) => each.pyVersions ?? []),
    );
  const region = regionOf(options.region);
  const accounts = registries[row.registry]!;
  const account = Object.hasOwn(accounts, region)
    ? accounts[region]!
    : unknown(where, "image in the region", region, Object.keys(accounts));
  const tag = tagOf(framework, row, version, options.pyVersion, instanceType, where);
  return `${account}.dkr.ecr.${region}.${suffixOf(region)}/${row.repository}:${tag}`;
}

function tagOf(
  framework: string,
  row: Row,
  version: string,
  pyVersion: string | undefined,
  instanceType: string | undefined,
  where: string,
): string {
  const isArm = isGraviton(instanceType) && row.scopes.includes("inference_graviton");
  const python = row.pyVersions && (pyVersion ?? row.pyVersions.at(-1));
  const processor = row.processors && processorOf(row.processors, instanceType, where);
  const parts = [version, isArm && !row.system ? "arm64" : undefined, processor, python];
  if (row.system)
    parts.push(row.system, ...(row.repository === `${framework}-inference-graviton` ? ["sagemaker"] : []));
  return parts.filter((part) => part !== undefined).join("-");
}

function processorOf(processors: readonly string[], instanceType: string | undefined, where: string): string {
  if (processors.length === 1 && instanceType === undefined) return processors[0]!;
  if (instanceType === undefined)
    throw new StepbookError(
      `${where} has images for ${processors.join(" and ")}: give instanceType, such as "ml.m5.large", to tell which.`,
    );
  const processor = /^ml\.[gp]\d/.test(instanceType) ? "gpu" : "cpu";
  if (processors.includes(processor)) return processor;
  throw new StepbookError(
    `${where} has images for ${processors.join(" and ")} alone, but ${quote(instanceType)} has a ${processor}.`,
  );
}

/** Whether instances of that type have Graviton processors, as `ml.c7g.large` has. */
const isGraviton = (instanceType: string | undefined): boolean =>
  /^ml\.([a-z]+\dgd?n?|a1)\./.test(instanceType ?? "") && !/^ml\.[gp]/.test(instanceType!);

const suffixes: readonly (readonly [string, string])[] = [
  ["cn-", "amazonaws.com.cn"],
  ["us-iso-", "c2s.ic.gov"],
  ["us-isob-", "sc2s.sgov.gov"],
  ["us-isof-", "csp.hci.ic.gov"],
  ["eu-isoe-", "cloud.adc-e.uk"],
];

const suffixOf = (region: string): string =>
  suffixes.find(([start]) => region.startsWith(start))?.[1] ?? "amazonaws.com";

const listed = (names: readonly string[]): string => [...new Set(names)].join(", ");

/** Of a version that is cut short, the longest one is meant that begins with it. */
function meant(name: string, known: readonly string[]): string {
  const longer = known.filter((each) => each.startsWith(`${name}-`) || each.startsWith(`${name}.`)).at(-1);
  return longer === undefined ? didYouMean(name, known) : ` Did you mean ${quote(longer)}?`;
}

function unknown(where: string, what: string, given: unknown, known: readonly string[]): never {
  throw new StepbookError(
    typeof given === "string"
      ? `${where} has no ${what} ${quote(given)}.${meant(given, known)} There are: ${listed(known)}.`
      : `${where}: the ${what} must be text, but is ${describe(given)}.`,
  );
}
