/**
 * What AWS bounds in an execution. `Infinity` lifts a bound.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export interface Limits {
  /** The most events of a history: 25,000. */
  readonly events?: number;
  /** The most bytes of a payload: 262,144. */
  readonly payloadBytes?: number;
  /** The most bytes of a variable, and of all that one Assign assigns: 262,144. */
  readonly variableBytes?: number;
  /** The most bytes of all variables of an execution together: 10,485,760. */
  readonly storedVariableBytes?: number;
}

/** AWS's bounds. */
export const awsLimits: Required<Limits> = {
  events: 25_000,
  payloadBytes: 262_144,
  variableBytes: 262_144,
  storedVariableBytes: 10_485_760,
};
