import jsonata from "jsonata";

/** A part of a JSONata expression, as its parser gives it. */
export interface JsonataNode {
  readonly type: string;
  readonly value?: unknown;
  /** Of an operator. */
  readonly lhs?: JsonataNode;
  readonly rhs?: JsonataNode;
  readonly expression?: JsonataNode;
  /** Of a list, or of a block. */
  readonly expressions?: readonly JsonataNode[];
  /** Of a path. */
  readonly steps?: readonly JsonataNode[];
  /** Of a step: what stands in brackets behind it. */
  readonly stages?: readonly JsonataNode[];
  readonly predicate?: readonly JsonataNode[];
  readonly expr?: JsonataNode;
  readonly group?: unknown;
  readonly focus?: unknown;
  readonly keepArray?: boolean;
  /** Of a condition. */
  readonly condition?: JsonataNode;
  readonly then?: JsonataNode;
  readonly else?: JsonataNode;
  /** Of a call. */
  readonly procedure?: JsonataNode;
  readonly arguments?: readonly JsonataNode[];
}

/**
 * The tree of a JSONata expression; undefined where the text is none.
 *
 * @example jsonataTree("$states.input.size > 10")?.value // ">"
 */
export const jsonataTree = (text: string): JsonataNode | undefined => {
  try {
    return jsonata(text).ast() as JsonataNode;
  } catch {
    return undefined;
  }
};
