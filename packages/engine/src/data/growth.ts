import type jsonata from "jsonata";

/** The most characters that an expression builds: what is longer can bring the process down. */
const most = 10_000_000;
/** How many characters a list or an object counts for, beside what stands in it. */
const weight = 8;

const tooLarge = (): Error =>
  Object.assign(new Error(`the evaluation builds a text or value of more than ${most} characters`), {
    code: "U1004",
  });

/** Counts what a value is made of, as often as it stands there, and refuses more than {@link most} of it. */
export class Size {
  #left = most;

  add(count: number): void {
    this.#left -= count;
    if (this.#left < 0) throw tooLarge();
  }

  /** Adds a value without what stands in it. */
  addOne(value: unknown): void {
    this.add(typeof value === "string" ? value.length : typeof value === "object" ? weight : 1);
  }

  addAll(value: unknown): void {
    this.addOne(value);
    if (typeof value !== "object" || value === null) return;
    for (const member of Object.values(value)) this.addAll(member);
  }
}

interface Native {
  readonly _jsonata_function: true;
  readonly implementation: (this: jsonata.Focus, ...given: unknown[]) => unknown;
}

const isNative = (value: unknown): value is Native =>
  typeof value === "object" && value !== null && "_jsonata_function" in value;

/** Adds what a function is about to build of its arguments. */
type Estimate = (size: Size, given: readonly unknown[]) => void;

/** The functions of JSONata that make long texts of short ones. */
const growing: Readonly<Record<string, Estimate>> = {
  pad: (size, [, width]) => size.add(Math.abs(Number(width))),
  join: (size, [list, separator]) => {
    size.addAll(list);
    if (Array.isArray(list) && typeof separator === "string") size.add(list.length * separator.length);
  },
  string: (size, [value]) => size.addAll(value),
  replace: () => undefined,
};

const bounded = (original: Native, estimate: Estimate): Native & { readonly arity: number } => ({
  ...original,
  arity: original.implementation.length,
  async implementation(...given) {
    estimate(new Size(), given);
    const text = await original.implementation.apply(this, given);
    if (typeof text === "string") new Size().add(text.length);
    return text;
  },
});

/** Under this name, which no expression can write, `&` is a function. */
const concatName = " concat";

const concatBy = (string: Native): Native => {
  const textOf = (focus: jsonata.Focus, value: unknown): string => {
    if (typeof value === "string") return value;
    if (value === undefined) return "";
    new Size().addAll(value);
    return string.implementation.call(focus, value) as string;
  };
  return {
    _jsonata_function: true,
    implementation(...sides) {
      const text = sides.map((side) => textOf(this, side)).join("");
      new Size().add(text.length);
      return text;
    },
  };
};

/** Whether texts put together can be put together again and again. */
const multiplies = (expression: string): boolean =>
  expression.includes("&") && (/:=|\bfunction\b|λ/.test(expression) || expression.split("&").length > 40);

/** Makes a function of each `&` of a program. */
const replaceConcats = (program: jsonata.Expression): void => {
  const seen = new Set<object>();
  const open: unknown[] = [program.ast()];
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== "object" || node === null || seen.has(node)) continue;
    seen.add(node);
    open.push(...Object.values(node));
    const { type, value, lhs, rhs } = node as { type?: unknown; value?: unknown; lhs?: unknown; rhs?: unknown };
    if (type !== "binary" || value !== "&") continue;
    const procedure = { type: "variable", value: concatName };
    Object.assign(node, { type: "function", value: "(", procedure, arguments: [lhs, rhs] });
  }
};

/**
 * Keeps what an expression builds from growing without bound. Gives what readies the environment of each evaluation, or
 * undefined where the expression builds nothing that is longer than itself and its data.
 */
export const boundGrowth = (
  program: jsonata.Expression,
  expression: string,
): ((environment: jsonata.Environment) => void) | undefined => {
  const names = Object.keys(growing).filter((name) => expression.includes(`$${name}`));
  const concats = multiplies(expression);
  if (concats) replaceConcats(program);
  if (!concats && names.length === 0) return undefined;
  return (environment) => {
    const lookUp = (name: string): unknown => environment.lookup(name);
    const string = lookUp("string");
    if (concats && isNative(string)) environment.bind(concatName, concatBy(string));
    for (const name of names) {
      const original = lookUp(name);
      if (isNative(original)) environment.bind(name, bounded(original, growing[name]!));
    }
  };
};
