import type { Code } from "./code";

/** The factory of an action, and what it is given. */
interface ServiceCode {
  readonly factory: string;
  readonly parameters: Code;
  readonly waitFor: string;
}

const waits: { readonly [suffix: string]: string } = {
  "": "response",
  ".sync": "completion",
  ".sync:2": "completion",
  ".waitForTaskToken": "callback",
};

/** The step of an optimised integration; undefined where the resource is none, or no parameters stand by name. */
export function serviceCode(
  resource: string,
  template: Code | undefined,
  globalOf: (name: string) => unknown,
): ServiceCode | undefined {
  const [, service, action, suffix = ""] =
    /^arn:aws(?:-[a-z-]+)?:states:::([\w-]+):(\w+)(\.sync(?::2)?|\.waitForTaskToken)?$/.exec(resource) ?? [];
  if (service === undefined || action === undefined || template?.kind !== "object") return undefined;
  const family = service === "states" ? "stepfunctions" : service;
  const factories = globalOf(family) as { readonly [action: string]: unknown } | undefined;
  if (typeof factories !== "object" || !Object.hasOwn(factories, action)) return undefined;
  const entries = template.entries.map(([key, value]) => [key.charAt(0).toLowerCase() + key.slice(1), value] as const);
  return { factory: `${family}.${action}`, parameters: { kind: "object", entries }, waitFor: waits[suffix]! };
}
