import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestStateInput } from "@stepbook/asl";
import { describe, expect, it } from "vitest";
import { pass, roleArn } from "../test/execute";
import { createLocalStepFunctions, virtual } from "./index";

const folder = join(__dirname, "../../../../shared/conformance");

interface Case {
  readonly name: string;
  readonly kind: string;
  readonly definition: unknown;
  readonly definitionText?: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly placeholders?: Readonly<Record<string, unknown>>;
  readonly meta: { readonly awsRecorded?: boolean };
  readonly expected: Readonly<Record<string, unknown>>;
}

const placeholder = /<[A-Za-z][A-Za-z0-9_: -]*>/;
const masked = ["timestamp", "datetime", "date", "snf_role_arn", "RequestId", "X-Amzn-Trace-Id", "x-amzn-RequestId"];

/** As recorded: texts that hold JSON were read, those of lists by some readers only. */
const same = (expected: unknown, actual: unknown): boolean => {
  if (typeof expected === "string") {
    if (masked.includes(expected)) return true;
    if (typeof actual !== "string") return false;
    if (/^[[{]/.test(expected)) return JSON.stringify(parsed(expected)) === JSON.stringify(parsed(actual));
    return placeholder.test(expected) ? patternOf(expected).test(actual) : expected === actual;
  }
  if (typeof expected !== "object" || expected === null) return expected === actual;
  const found = typeof actual === "string" ? parsed(actual) : actual;
  if (typeof found !== "object" || found === null || Array.isArray(expected) !== Array.isArray(found)) return false;
  const [one, other] = [Object.entries(expected), found as Record<string, unknown>];
  return (
    one.length === Object.keys(other).length &&
    one.every(([key, value]) => Object.hasOwn(other, key) && same(value, other[key]))
  );
};

const patternOf = (text: string): RegExp => new RegExp(`^${text.split(placeholder).map(escaped).join(".*")}$`);
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
const errorOf = ({ name: Code, message: Message }: Error) => ({ Error: { Code, Message }, message: Message });

const textFields = ["input", "variables", "context"];

const tested = async ({ definition, request }: Case): Promise<unknown> => {
  const functions = { lambda_func_uid0: () => ({}) };
  const api = createLocalStepFunctions({ functions, clock: virtual(), account: "111111111111" });
  const mock = request.mock as { readonly result?: unknown } | undefined;
  const input = {
    ...request,
    ...Object.fromEntries(
      textFields.flatMap((field) => (request[field] == null ? [] : [[field, textOf(request[field])]])),
    ),
    ...(mock && "result" in mock ? { mock: { ...mock, result: textOf(mock.result) } } : {}),
    definition: JSON.stringify(definition),
    roleArn: "arn:aws:iam::111111111111:role/steps",
  };
  return api.testState(input as unknown as TestStateInput).catch(errorOf);
};

const refused = async ({ definition, request }: Case): Promise<unknown> => {
  const api = createLocalStepFunctions({ account: "111111111111" });
  const text = definition === null ? {} : { definition: JSON.stringify(definition) };
  const create = (more: object) => api.createStateMachine({ roleArn, ...text, ...more } as never);
  if (request.stateMachineArn === undefined) return create(request).catch(errorOf);
  const { stateMachineArn: own } = await create({ name: "statemachine_uid0", definition: JSON.stringify(pass) });
  const stateMachineArn = String(request.stateMachineArn).startsWith("arn:") ? own : `${own}:2`;
  return api.updateStateMachine({ ...text, ...request, stateMachineArn } as never).catch(errorOf);
};

const validated = async ({ definition, definitionText, request }: Case): Promise<unknown> =>
  createLocalStepFunctions().validateStateMachineDefinition({
    ...request,
    definition: definitionText ?? JSON.stringify(definition),
  });

const kinds: Readonly<Record<string, (one: Case) => Promise<unknown>>> = {
  "test-state": tested,
  "create-error": refused,
  validate: validated,
};

describe.skipIf(!existsSync(folder))("answers recorded from AWS", () => {
  const cases = existsSync(folder)
    ? readdirSync(join(folder, "cases"))
        .map((file): Case => JSON.parse(readFileSync(join(folder, "cases", file), "utf8")))
        .filter(({ kind }) => Object.hasOwn(kinds, kind))
    : [];

  it.each(cases.map((one) => [one.kind, one.name, one] as const))("are the same here: %s %s", async (kind, _, one) => {
    const answer = await kinds[kind]!(one);
    const expected = kind === "test-state" ? one.expected.response : one.expected;
    if (one.meta.awsRecorded === false)
      expect(answer).toMatchObject({ Error: { Code: (expected as { Error: { Code: string } }).Error.Code } });
    else if (!same(expected, answer)) expect(answer).toEqual(expected);
  });
});
