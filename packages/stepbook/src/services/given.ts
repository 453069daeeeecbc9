import type { Any } from "../placeholders/any";
import type { Dynamic, Expression } from "../placeholders/expression";
import type { Timestamp } from "../placeholders/shape";

// What parameters take: a value now, or a placeholder for it.

/** Text. */
export type Text = Dynamic<string>;

/** A number. */
export type Numeric = Dynamic<number>;

/** True or false. */
export type Flag = Dynamic<boolean>;

/** A moment: a Date, or ISO 8601 text. */
export type Moment = Dynamic<Timestamp>;

/** One of some texts. */
export type Choice<Value extends string> = Value | Expression<string>;

/** An object of AWS's, with its parameters in camelCase. */
export type Given<Value> = Value | Expression<Any>;

/** A list. */
export type List<Item> = readonly Item[] | Expression<readonly Any[]>;

/** Values by names of your own, which stay as they are. */
export type Named<Value> = { readonly [name: string]: Value } | Expression<Any>;

/** A workflow, of which the ARN is known once it is created, or from where it runs. */
export interface NestedWorkflow {
  /** Its name. */
  readonly name: string;
  /** Its ARN, where it is known. */
  readonly arn: string | undefined;
  /** Its ARN; fails where that is not known yet, saying what to do. */
  knownArn(): string;
}
