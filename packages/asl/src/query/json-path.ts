import { type Filter, readFilter } from "./filter";
import { QuerySyntaxError, Scanner } from "./scanner";

/** One step of a path. `deep` is that of `..`: the step is made from every value below, too. */
export type PathStep = { readonly deep: boolean } & (
  | { readonly kind: "names"; readonly names: readonly string[] }
  | { readonly kind: "indices"; readonly indices: readonly number[] }
  | { readonly kind: "slice"; readonly from?: number; readonly to?: number }
  | { readonly kind: "wildcard" }
  | { readonly kind: "filter"; readonly filter: Filter }
);

/** What a path starts from: the input `$`, the context object `$$`, or a variable `$name`. */
export type PathRoot = "input" | "context" | "variable";

/** A path of Amazon States Language, read. */
export interface JsonPath {
  readonly text: string;
  readonly root: PathRoot;
  /** The variable's name. */
  readonly variable?: string;
  readonly steps: readonly PathStep[];
  /** Whether it can lead to one value only. An indefinite path gives a list of what it finds. */
  readonly definite: boolean;
}

/**
 * Reads a path: `$.a.b[0]`, `$['a b']`, `$.list[*].name`, `$.list[1:3]`, `$.list[?(@.price < 10)]`, `$..name`,
 * `$$.Execution.Id`, `$variable.a`.
 *
 * @throws QuerySyntaxError that tells where and what was expected.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
 */
export const parsePath = (text: string): JsonPath => {
  const scanner = new Scanner(text);
  const path = readPath(scanner);
  if (!scanner.done) scanner.fail('"." or "["');
  return path;
};

/** Reads a path where one begins, and stops behind it. */
export const readPath = (scanner: Scanner): JsonPath => {
  const start = scanner.position;
  scanner.need("$");
  const context = scanner.take("$");
  const variable = context ? undefined : scanner.match(/[\p{ID_Start}_][\p{ID_Continue}]*/uy);
  const steps = readSteps(scanner);
  return {
    text: scanner.text.slice(start, scanner.position),
    root: context ? "context" : variable === undefined ? "input" : "variable",
    ...(variable === undefined ? {} : { variable }),
    steps,
    definite: steps.every(isDefinite),
  };
};

const isDefinite = (step: PathStep): boolean =>
  !step.deep &&
  ((step.kind === "names" && step.names.length === 1) || (step.kind === "indices" && step.indices.length === 1));

/** Reads the steps of a path, from `.` or `[` on. */
export const readSteps = (scanner: Scanner): readonly PathStep[] => {
  const steps: PathStep[] = [];
  for (;;) {
    const deep = scanner.take("..");
    if (scanner.take("[")) steps.push(readBracket(scanner, deep));
    else if (deep || scanner.take(".")) steps.push(readDotted(scanner, deep));
    else return steps;
  }
};

const readDotted = (scanner: Scanner, deep: boolean): PathStep => {
  if (scanner.take("*")) return { deep, kind: "wildcard" };
  const name = scanner.match(/[^\s.[\](){},'"=!<>&|?@*+/\\:;]+/uy);
  return name === undefined ? scanner.fail("a name") : { deep, kind: "names", names: [name] };
};

const readBracket = (scanner: Scanner, deep: boolean): PathStep => {
  scanner.space();
  const step = readSelector(scanner, deep);
  scanner.space();
  scanner.need("]");
  return step;
};

const readSelector = (scanner: Scanner, deep: boolean): PathStep => {
  if (scanner.take("*")) return { deep, kind: "wildcard" };
  if (scanner.take("?")) return { deep, kind: "filter", filter: readFilter(scanner) };
  const fromEnd = scanner.match(/\(\s*@\.length\s*-\s*\d+\s*\)/y);
  if (fromEnd) return { deep, kind: "indices", indices: [-Number(fromEnd.replace(/\D/g, ""))] };
  if (/['"]/.test(scanner.text.charAt(scanner.position)))
    return { deep, kind: "names", names: readList(scanner, () => scanner.quoted()?.value, "a quoted name") };
  const start = scanner.position;
  const from = scanner.integer();
  if (scanner.take(":")) {
    const to = scanner.integer();
    return { deep, kind: "slice", ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
  }
  scanner.position = start;
  return { deep, kind: "indices", indices: readList(scanner, () => scanner.integer(), "an index, a name or *") };
};

const readList = <T>(scanner: Scanner, read: () => T | undefined, expected: string): readonly T[] => {
  const items: T[] = [];
  do {
    scanner.space();
    const item = read();
    if (item === undefined) scanner.fail(expected);
    else items.push(item);
    scanner.space();
  } while (scanner.take(","));
  return items;
};

/** Reads a reference path, which names one place to write to: `$.a.b[0]`. */
export const parseReferencePath = (text: string): JsonPath => {
  const path = parsePath(text);
  if (!path.definite || path.root !== "input")
    throw new QuerySyntaxError(
      "a reference path names one place below $: only names and indices, as in $.a.b[0]",
      text.search(/\.\.|[*?:,]|$/),
    );
  return path;
};
