/** One row: where moto differs from AWS. */
export interface Row {
  /** What AWS does. */
  readonly what: string;
  /** What moto does. */
  readonly moto: string;
  /** Operations that moto does not have. */
  readonly operations?: readonly string[];
}
export declare const differences: { readonly [name: string]: Row };
export type Difference = string;
