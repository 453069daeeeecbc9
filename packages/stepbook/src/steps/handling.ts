import type { Retrier } from "@stepbook/asl";
import { StepbookError } from "../errors";
import { expressionNode, type StepKey } from "../placeholders/expression";
import { reference } from "../placeholders/reference";
import {
  assertOptions,
  assertPath,
  assignTemplate,
  type Catcher,
  describe,
  flatten,
  template,
  upperFirst,
} from "./data";
import { assertWhole } from "./numbers";
import type { Catch, Retry } from "./step";

/** The numbers of a retrier, with the least and the most that AWS takes. */
const numbers = [
  ["intervalSeconds", 1, 99_999_999],
  ["maxAttempts", 0, 99_999_999],
  ["backoffRate", 1, Number.POSITIVE_INFINITY],
  ["maxDelaySeconds", 1, 31_622_400],
] as const;

export function retriers(retry: readonly Retry[] | undefined, where: string): readonly Retrier[] {
  assertList(retry, `${where}: retry`, '[{ errorEquals: ["States.TaskFailed"], maxAttempts: 2 }]');
  return (retry ?? []).map((each, index) => {
    const at = `${where}: retry[${index}]`;
    assertOptions(
      each,
      ["errorEquals", "intervalSeconds", "maxAttempts", "backoffRate", "maxDelaySeconds", "jitterStrategy", "comment"],
      at,
    );
    for (const [name, least, most] of numbers) {
      const value = each[name];
      if (value !== undefined && expressionNode(value))
        throw new StepbookError(
          `${at}.${name} is ${describe(value)}: retriers take no placeholders, but plain numbers.`,
        );
      if (value !== undefined) assertWhole(value, `${at}.${name}`, least, most, name === "backoffRate");
    }
    const { jitterStrategy } = each;
    if (jitterStrategy !== undefined && jitterStrategy !== "FULL" && jitterStrategy !== "NONE")
      throw new StepbookError(`${at}.jitterStrategy is "FULL" or "NONE", but here is ${describe(jitterStrategy)}.`);
    const fields = Object.entries(each).filter(([, value]) => value !== undefined);
    return Object.freeze(
      Object.fromEntries(
        [...fields, ["errorEquals", errorNames(each.errorEquals, at)]].map(([name, value]) => [
          upperFirst(name as string),
          value,
        ]),
      ),
    ) as unknown as Retrier;
  });
}

export function catchers(list: readonly Catch[] | undefined, key: StepKey, where: string): readonly Catcher[] {
  assertList(list, `${where}: catch`, '[{ errorEquals: ["States.ALL"], next: fail("Failed") }]');
  return (list ?? []).map((each, index) => {
    const at = `${where}: catch[${index}]`;
    assertOptions(each, ["errorEquals", "next", "output", "resultPath", "assign", "comment"], at);
    const token = {};
    const error = reference({ kind: "error", key, token }, { Error: String, Cause: String });
    const given = (value: unknown) => (typeof value === "function" ? value(error) : value);
    if (each.next === undefined) {
      throw new StepbookError(`${at} needs next: the step, or the list of steps, that handles the error.`);
    }
    const steps = flatten(given(each.next), `${at}.next`);
    if (steps.length === 0) throw new StepbookError(`${at}.next holds no step.`);
    const { output, assign, comment, resultPath } = each;
    if (resultPath !== undefined) assertPath(resultPath, `${at}.resultPath`);
    return Object.freeze({
      token,
      errorEquals: errorNames(each.errorEquals, at),
      steps,
      ...(comment !== undefined && { comment }),
      ...(resultPath !== undefined && { resultPath }),
      ...(output !== undefined && { output: template(given(output), `${at}.output`) }),
      ...(assign !== undefined && { assign: assignTemplate(given(assign), `${at}.assign`) }),
    });
  });
}

function assertList(value: unknown, where: string, example: string): void {
  if (value === undefined || Array.isArray(value)) return;
  throw new StepbookError(`${where} must be a list, such as ${example}, but is ${describe(value)}.`);
}

function errorNames(names: unknown, where: string): readonly string[] {
  if (Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === "string"))
    return Object.freeze([...names]);
  throw new StepbookError(
    `${where}.errorEquals must be a list of error names, such as ["States.TaskFailed"] or ["States.ALL"].`,
  );
}
