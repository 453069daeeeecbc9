/** One row: where moto differs from AWS. */
export interface Row {
  /** What AWS does. */
  readonly what: string;
  /** What moto does. */
  readonly moto: string;
  /** Operations that moto does not have. */
  readonly lacks?: readonly string[];
}
export type Difference =
  | "defaults"
  | "evaluation"
  | "noMatch"
  | "timedOut"
  | "ownFunctions"
  | "aborted"
  | "batches"
  | "runtime"
  | "sizes"
  | "deleting"
  | "versions"
  | "sync"
  | "checks"
  | "redrive"
  | "mapRuns";
export declare const differences: { readonly [name in Difference]: Row };
