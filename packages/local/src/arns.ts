import { LocalServiceError } from "./service-error";

type ArnKind = "stateMachine" | "execution" | "activity" | "mapRun";

/** What an ARN of a kind looks like after its account, how long it may be, and one of them. */
interface ArnShape {
  readonly pattern: RegExp;
  readonly longest: number;
  readonly example: string;
}

const head = "arn:aws:states:us-east-1:123456789012";
const shapes: Readonly<Record<ArnKind, ArnShape>> = {
  stateMachine: { pattern: /^[^:]+(:[^:]+)?$/, longest: 256, example: `${head}:stateMachine:hello` },
  execution: { pattern: /^[^:]+:[^:]+$/, longest: 256, example: `${head}:execution:hello:run-1` },
  activity: { pattern: /^[^:]+$/, longest: 256, example: `${head}:activity:paint` },
  mapRun: {
    pattern: /^[^:/]+\/[^:]+:[^:]+$/,
    longest: 2000,
    example: `${head}:mapRun:hello/Orders:8f1c2d1e-0b5c-3a55-9d52-5d1f0b2f7a10`,
  },
};

const statesArn = /^arn:[\w-]+:states:[\w-]+:\d{12}:(\w+):(.*)$/;

/** An ARN of one of some kinds; what is wrong with another is told in AWS's words. */
export const checkArn = (kinds: ArnKind | readonly ArnKind[], arn: unknown): string => {
  const allowed = typeof kinds === "string" ? [kinds] : kinds;
  const [, type, rest = ""] = (typeof arn === "string" && statesArn.exec(arn)) || [];
  const kind = allowed.find((one) => one === type);
  if (kind !== undefined && shapes[kind].pattern.test(rest) && String(arn).length <= shapes[kind].longest)
    return arn as string;
  const told =
    typeof arn !== "string" || !arn.startsWith("arn:")
      ? `Invalid ARN prefix: ${arn}`
      : type !== undefined && kind === undefined
        ? `Resource type not valid in this context: ${type}`
        : arn;
  const examples = allowed.map((one) => shapes[one].example).join(" or ");
  throw new LocalServiceError("InvalidArn", `Invalid Arn: '${told}'`, { hint: `expected one such as ${examples}` });
};

/** A state machine's ARN in its parts: `qualifier` is the number of a version, or the name of an alias. */
export interface MachineArn {
  readonly machineArn: string;
  readonly qualifier?: string;
}

/**
 * The parts of the ARN of a state machine, a version or an alias. That of a Map state, `…:stateMachine:name/label`, is no
 * machine that anything can be done with.
 */
export const machineArnOf = (arn: unknown): MachineArn => {
  const text = checkArn("stateMachine", arn);
  const [machineArn = text, qualifier] = /^(.*:stateMachine:[^:]+):([^:]+)$/.exec(text)?.slice(1) ?? [];
  if (machineArn.includes("/"))
    throw new LocalServiceError("ValidationException", `This operation does not support labeled ARNs: '${text}'`, {
      reason: "API_DOES_NOT_SUPPORT_LABELED_ARNS",
      hint: `It is that of a Map state; its state machine is ${machineArn.slice(0, machineArn.indexOf("/"))}`,
    });
  return { machineArn, ...(qualifier === undefined ? {} : { qualifier }) };
};

export const checkRoleArn = (arn: unknown): string => {
  if (typeof arn === "string" && arn.length <= 256 && /^arn:[\w-]+:iam::\d{12}:role\/\S+$/.test(arn)) return arn;
  throw new LocalServiceError("InvalidArn", `Invalid Role Arn: '${String(arn)}'`, {
    hint: "expected one such as arn:aws:iam::123456789012:role/steps",
  });
};
