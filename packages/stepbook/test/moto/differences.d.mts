/** One row: where moto differs from AWS. */
export interface Row {
  /** What AWS does. */
  readonly what: string;
  /** What moto does. */
  readonly moto: string;
}
export type Difference = "defaults" | "evaluation" | "noMatch" | "timedOut";
export declare const differences: { readonly [name in Difference]: Row };
