import { actions, type ParameterShape, type WaitFor } from "../../services/action";
import { fromAws, type Structure } from "../../services/casing";
import { type Code, list } from "./code";

/** The factory of an action, and what it is given. */
interface ServiceCode {
  readonly factory: string;
  readonly parameters: Code;
  /** The pattern, where it is not the one that the factory takes by itself. */
  readonly waitFor: WaitFor | undefined;
}

const parts = /^arn:aws:states:::([\w-]+(?::[\w-]+){1,2}?)(\.sync(?::2)?|\.waitForTaskToken)?$/;

/** Whether a resource is an optimized integration, of which a factory knows what it gives. */
export function isOptimized(resource: string): boolean {
  const key = parts.exec(resource)?.[1];
  return key !== undefined && Object.hasOwn(actions(), key);
}

/** The step of an integration; undefined where the resource is none, or no factory takes its parameters. */
export function serviceCode(resource: string, template: Code | undefined): ServiceCode | undefined {
  const [, key, suffix = ""] = parts.exec(resource) ?? [];
  if (key === undefined || template?.kind !== "object") return undefined;
  if (key.startsWith("aws-sdk:")) return sdkCode(key, suffix, template);
  const action = Object.hasOwn(actions(), key) ? actions()[key] : undefined;
  if (!action) return undefined;
  const patterns = Object.entries(action.patterns) as [WaitFor, string][];
  const index = patterns.findIndex(([, each]) => each === suffix);
  const parameters = fromAws<Code>(template, action.parameters as ParameterShape, codeStructure);
  if (index < 0 || parameters?.kind !== "object") return undefined;
  const given = new Set(parameters.entries.map(([name]) => name));
  const isWhole = action.required.every((name) => given.has(name));
  if (!isWhole || (action.oneOf && !action.oneOf.some((name) => given.has(name)))) return undefined;
  return { factory: action.factory, parameters, waitFor: index === 0 ? undefined : patterns[index]![0] };
}

function sdkCode(key: string, suffix: string, template: Extract<Code, { kind: "object" }>): ServiceCode | undefined {
  const [, service, action] = /^aws-sdk:([a-z][a-z0-9]*):([a-z][A-Za-z0-9]*)$/.exec(key) ?? [];
  const isSaid = template.entries.every(([name]) => /^[A-Z]/.test(name)) && !suffix.startsWith(".sync");
  if (service === undefined || action === undefined || !isSaid) return undefined;
  const entries = template.entries.map(
    ([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value] as const,
  );
  return {
    factory: `awsSdk.${service}.${action}`,
    parameters: { kind: "object", entries },
    waitFor: suffix === "" ? undefined : "callback",
  };
}

const codeStructure: Structure<Code> = {
  entries: (code) => (code.kind === "object" ? code.entries : undefined),
  items: (code) => (code.kind === "list" ? code.items : undefined),
  object: (entries) => ({ kind: "object", entries }),
  list,
  // A literal in place of an object is a fault that a task of any resource says better.
  isData: (code) => code.kind !== "literal" && code.kind !== "object" && code.kind !== "list",
};
