import type jsonata from "jsonata";

/** A name that an expression looks up in the value that it is evaluated on. */
export interface TopLevelName {
  readonly name: string;
  readonly position: number;
}

/** The members of a node of jsonata's tree, as its parser makes them. */
type Node = Partial<Omit<jsonata.ExprNode, "lhs" | "rhs" | "body">> & {
  readonly lhs?: unknown;
  readonly rhs?: unknown;
  readonly body?: unknown;
  readonly [member: string]: unknown;
};

/**
 * The names that an expression reads from the value that it is evaluated on, each once. Step Functions evaluates on
 * nothing: input and variables come by `$states` and `$name`. Only the first step of a path looks there; the others,
 * filters and groupings look at what the step before gave.
 */
export const topLevelNames = (tree: unknown): readonly TopLevelName[] => {
  const found = new Map<string, TopLevelName>();
  const pending: unknown[] = [tree];
  while (pending.length > 0) {
    const node = pending.pop();
    if (Array.isArray(node)) pending.push(...node);
    if (typeof node !== "object" || node === null || Array.isArray(node)) continue;
    const { type, value, position = 0, ...members } = node as Node;
    if (type === "name") {
      const name = String(value);
      if (!found.has(name)) found.set(name, { name, position });
      continue;
    }
    pending.push(...(Object.hasOwn(partsOf, type ?? "") ? partsOf[type!]!(members) : []));
  }
  return [...found.values()].sort((one, other) => one.position - other.position);
};

type Parts = (node: Node) => readonly unknown[];
const both: Parts = ({ lhs, rhs }) => [lhs, rhs];
const called: Parts = (node) => [node.arguments, lambdaOf(node.procedure)];

/** A function that is written where it is called; its name is no value. */
const lambdaOf = (procedure: unknown): unknown =>
  (procedure as Node | undefined)?.type === "lambda" ? procedure : undefined;

/** The parts of each type of node that are evaluated on the same value as the node itself. */
const partsOf: Readonly<Record<string, Parts>> = {
  path: ({ steps }) => (steps ? [steps[0]] : []),
  binary: both,
  apply: both,
  bind: ({ rhs }) => [rhs],
  unary: ({ lhs, expressions, expression }) => [lhs, expressions, expression],
  block: ({ expressions }) => [expressions],
  condition: (node) => [node.condition, node.then, node.else],
  function: called,
  partial: called,
  lambda: ({ body }) => [body],
};
