import { StepbookError } from "../errors";
import { expressionNode } from "../placeholders/expression";
import { describe } from "./data";

/** Seconds, up to about three years. */
export function assertSeconds(value: unknown, where: string, least: number): unknown {
  return assertWhole(value, where, least, 99_999_999);
}

/** A number within bounds (whole, where fractions make no sense), or a placeholder for one. */
export function assertWhole(
  value: unknown,
  where: string,
  least: number,
  most = Number.POSITIVE_INFINITY,
  fractions = false,
): unknown {
  if (expressionNode(value)) return value;
  const isNumber = typeof value === "number" && Number.isFinite(value) && (fractions || Number.isInteger(value));
  if (isNumber && value >= least && value <= most) return value;
  const range = most === Number.POSITIVE_INFINITY ? `of at least ${least}` : `from ${least} to ${most}`;
  throw new StepbookError(`${where} must be a ${fractions ? "" : "whole "}number ${range}, but is ${describe(value)}.`);
}
