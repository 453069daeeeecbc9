import { type Json, type JsonObject, type QueryLanguage, type StateMachine, statesOf } from "@stepbook/asl";
import { functionArns, integrations } from "./integrations";
import { mapNeeds } from "./map";
import { type Need, type PolicyWarning, type Region, RequiredPolicy } from "./policy";
import { sdkNeeds } from "./sdk";
import { Call } from "./task";

/** What a policy is made for. */
export interface RequiredPolicyOptions extends Partial<Region> {
  /** Whether the machine writes logs to CloudWatch. */
  readonly logging?: boolean;
  /** Whether the machine sends traces to X-Ray. */
  readonly tracing?: boolean;
  /** The key of yours that the machine is encrypted with: its ARN, id or alias. */
  readonly kmsKeyId?: string;
}

/** What the role of a machine must be allowed to do. `name` is the machine's. */
export function requiredPolicy(
  definition: StateMachine,
  name: string,
  { partition = "aws", region = "*", account = "*", logging = false, tracing = false, kmsKeyId }: RequiredPolicyOptions,
): RequiredPolicy {
  const where: Region = { partition, region, account };
  const needs: Need[] = [];
  const warnings: PolicyWarning[] = [];
  for (const { name: state, language, state: fields } of statesWith(definition)) {
    const warn = (message: string) => warnings.push({ state, message });
    const call = (given: Json | undefined) => new Call(state, given, language, where, warn);
    const given = (language === "JSONata" ? fields.Arguments : fields.Parameters) ?? {};
    const grants =
      fields.Type === "Task"
        ? [...taskNeeds(String(fields.Resource), call(given)), ...credentialNeeds(call(fields.Credentials ?? {}))]
        : fields.Type === "Map"
          ? mapNeeds(fields, name, call)
          : [];
    needs.push(...grants.map((grant) => ({ ...grant, state })));
  }
  if (logging) needs.push({ ...loggingNeeds, state: undefined });
  if (tracing) needs.push({ ...tracingNeeds, state: undefined });
  if (kmsKeyId !== undefined) needs.push({ ...encryptionNeeds(kmsKeyId, where), state: undefined });
  const once = new Map(warnings.map((warning) => [warning.message, warning]));
  return new RequiredPolicy(needs, [...once.values()]);
}

function taskNeeds(resource: string, call: Call) {
  const [, , service, , , ...rest] = resource.split(":");
  if (service === "lambda")
    return [
      { actions: ["lambda:InvokeFunction"], resources: functionArns(call, [resource]), why: "calls the function" },
    ];
  // An activity's worker asks for its tasks with a role of its own.
  if (service !== "states" || rest[0] === "activity") return [];
  const action = rest.join(":");
  const [, key = "", suffix] = /^(.*?)(\.sync(?::2)?|\.waitForTaskToken)?$/.exec(action) ?? [];
  const sdk = /^aws-sdk:([^:]+):([^:]+)$/.exec(key);
  if (sdk) return sdkNeeds(call, sdk[1]!, sdk[2]!);
  if (Object.hasOwn(integrations, key)) return integrations[key]!(call, suffix?.startsWith(".sync") ?? false);
  call.warn(`nothing is known of the integration ${key}: allow what it needs.`);
  return [];
}

/** A state with credentials works with another role. */
function credentialNeeds(call: Call) {
  const roles = call.texts("RoleArn", "*", "the policy lets every role be assumed");
  return roles.length === 0 ? [] : [{ actions: ["sts:AssumeRole"], resources: roles, why: "works with that role" }];
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy */
const loggingNeeds = {
  actions: [
    "logs:CreateLogDelivery",
    "logs:CreateLogStream",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutLogEvents",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
  ],
  resources: ["*"],
  why: "The machine writes its logs.",
};

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/encryption-at-rest.html */
function encryptionNeeds(kmsKeyId: string, { partition, region, account }: Region) {
  const isAlias = kmsKeyId.startsWith("alias/");
  const key = `arn:${partition}:kms:${region}:${account}:key/${isAlias ? "*" : kmsKeyId}`;
  return {
    actions: ["kms:Decrypt", "kms:GenerateDataKey"],
    resources: [kmsKeyId.startsWith("arn:") ? kmsKeyId : key],
    why: "The machine is encrypted with the key.",
    ...(isAlias && { condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": [kmsKeyId] } } }),
  };
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html */
const tracingNeeds = {
  actions: ["xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords", "xray:PutTraceSegments"],
  resources: ["*"],
  why: "The machine sends its traces.",
};

interface Found {
  readonly name: string;
  readonly state: JsonObject;
  readonly language: QueryLanguage;
}

/** Every state with the language that it is written in. */
function statesWith(definition: StateMachine): readonly Found[] {
  const machine = definition.QueryLanguage ?? "JSONPath";
  return statesOf(definition).map(({ name, state }) => {
    const fields = state as unknown as JsonObject;
    return { name, state: fields, language: (fields.QueryLanguage as QueryLanguage | undefined) ?? machine };
  });
}
