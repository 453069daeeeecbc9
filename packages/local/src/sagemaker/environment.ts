import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { Json, JsonObject } from "@stepbook/asl";
import type { CreateTrainingJobInput } from "./shapes";

/** What stands for one of the values that the hyperparameters are the text of. */
const parsed = (text: string): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
};

/** The hyperparameters of the user's program, and those that are the platform's. */
export const sortedHyperparameters = (given: Readonly<Record<string, string>> = {}) => {
  const all = Object.entries(given).map(([name, text]) => [name, parsed(String(text))] as const);
  const isPlatforms = (name: string): boolean => name.startsWith("sagemaker_") || name === "_tuning_objective_metric";
  return {
    user: Object.fromEntries(all.filter(([name]) => !isPlatforms(name))) as JsonObject,
    platform: Object.fromEntries(all.filter(([name]) => isPlatforms(name))) as JsonObject,
  };
};

const byName = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1;

/** A value as Python's `str` writes it, where it stands in a list or alone. */
const pythonText = (value: Json, inner = false): string => {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") return inner ? `'${value.replace(/[\\']/g, "\\$&")}'` : value;
  if (Array.isArray(value)) return `[${value.map((item) => pythonText(item, true)).join(", ")}]`;
  if (typeof value !== "object") return String(value);
  const members = Object.entries(value as JsonObject).sort(byName);
  if (!inner) return members.map(([name, member]) => `${name}=${pythonText(member as Json)}`).join(",");
  return `{${members.map(([name, member]) => `'${name}': ${pythonText(member as Json, true)}`).join(", ")}}`;
};

/** The command line of hyperparameters: `--epochs 3 -b 32`, by the order of their names. */
export const argumentsOf = (hyperparameters: JsonObject): readonly string[] =>
  Object.entries(hyperparameters)
    .sort(byName)
    .flatMap(([name, value]) => [`${name.length > 1 ? "--" : "-"}${name}`, pythonText(value as Json)]);

const sorted = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as JsonObject)
      .sort(byName)
      .map(([name, member]) => [name, sorted(member as Json)]),
  );
};

const textOf = (value: Json): string => (typeof value === "string" ? value : JSON.stringify(sorted(value)));

const host = "algo-1";

/** The files of input/config, by their names. */
export const configurationOf = (request: CreateTrainingJobInput): Readonly<Record<string, JsonObject>> => {
  const { AlgorithmSpecification, HyperParameters = {}, InputDataConfig = [], ResourceConfig } = request;
  const type = ResourceConfig.InstanceType ?? "";
  return {
    "hyperparameters.json": { ...HyperParameters },
    "inputdataconfig.json": Object.fromEntries(
      InputDataConfig.map((channel) => [
        channel.ChannelName,
        {
          ...(channel.ContentType === undefined ? {} : { ContentType: channel.ContentType }),
          RecordWrapperType: channel.RecordWrapperType ?? "None",
          S3DistributionType: channel.DataSource.S3DataSource?.S3DataDistributionType ?? "FullyReplicated",
          TrainingInputMode: channel.InputMode ?? AlgorithmSpecification.TrainingInputMode,
        },
      ]),
    ),
    "resourceconfig.json": {
      current_group_name: "homogeneousCluster",
      current_host: host,
      current_instance_type: type,
      hosts: [host],
      instance_groups: [{ hosts: [host], instance_group_name: "homogeneousCluster", instance_type: type }],
      network_interface_name: "lo",
    },
  };
};

export interface Script {
  /** The program's file in its folder: `train.py`. */
  readonly program: string;
  /** Where its folder came from. */
  readonly source: string;
}

/**
 * The variables that SageMaker's training toolkit gives to a program, with its paths below `root`.
 *
 * @see https://github.com/aws/sagemaker-training-toolkit/blob/master/ENVIRONMENT_VARIABLES.md
 */
export const trainingVariables = (
  request: CreateTrainingJobInput,
  arn: string,
  root: string,
  script: Script | undefined,
): Record<string, string> => {
  const { user, platform } = sortedHyperparameters(request.HyperParameters);
  const configuration = configurationOf(request);
  const resources = configuration["resourceconfig.json"]!;
  const channels = Object.keys(configuration["inputdataconfig.json"]!).sort();
  const channelFolders = Object.fromEntries(channels.map((name) => [name, join(root, "input", "data", name)]));
  const values: JsonObject = {
    channels,
    current_host: host,
    current_instance_group: "homogeneousCluster",
    current_instance_group_hosts: [host],
    current_instance_type: resources.current_instance_type as string,
    distribution_instance_groups: [],
    framework_module: "",
    framework_params: platform,
    hosts: [host],
    hps: user,
    input_config_dir: join(root, "input", "config"),
    input_data_config: configuration["inputdataconfig.json"]!,
    input_dir: join(root, "input"),
    instance_groups: ["homogeneousCluster"],
    instance_groups_dict: { homogeneousCluster: (resources.instance_groups as Json[])[0]! },
    is_hetero: false,
    is_master: true,
    is_modelparallel_enabled: null,
    is_smddpmprun_installed: false,
    job_name: request.TrainingJobName,
    log_level: 20,
    master_hostname: host,
    model_dir: join(root, "model"),
    module_dir: script?.source ?? join(root, "code"),
    module_name: script?.program.replace(/\.py$/, "") ?? "",
    network_interface_name: "lo",
    num_cpus: availableParallelism(),
    num_gpus: 0,
    num_neurons: 0,
    output_data_dir: join(root, "output", "data"),
    output_dir: join(root, "output"),
    output_intermediate_dir: join(root, "output", "intermediate"),
    resource_config: resources,
    user_args: [...argumentsOf(user)],
    user_entry_point: script?.program ?? "",
  };
  const { hps, input_data_config, model_dir, num_cpus, num_gpus, user_entry_point, user_args, ...rest } = values;
  const { framework_params, module_dir, module_name, resource_config, ...more } = rest;
  const trainingEnv = {
    ...more,
    additional_framework_parameters: platform,
    channel_input_dirs: channelFolders,
    hyperparameters: user,
    input_data_config,
    model_dir,
    module_dir,
    module_name,
    num_cpus,
    num_gpus,
    resource_config,
    user_entry_point,
  } as JsonObject;
  const named = (prefix: string, members: JsonObject): Record<string, string> =>
    Object.fromEntries(
      Object.entries(members).map(([name, value]) => [`${prefix}${name.toUpperCase()}`, textOf(value as Json)]),
    );
  return {
    TRAINING_JOB_NAME: request.TrainingJobName,
    TRAINING_JOB_ARN: arn,
    ...named("SM_", values),
    SM_TRAINING_ENV: textOf(trainingEnv),
    ...named("SM_CHANNEL_", channelFolders),
    ...named("SM_HP_", user),
  };
};
