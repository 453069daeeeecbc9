import type jsonata from "jsonata";
import { type Steps, settled } from "../fiber";
import type { Host } from "../host";
import { boundGrowth } from "./growth";

/** The most steps that one evaluation makes, and the most of them that wait for each other. */
const mostSteps = 250_000;
const deepest = 500;
/** How many steps pass between two looks at the clock, and how many milliseconds between two breaths. */
const stride = 256;
const longestSlice = 10;

/** One evaluation, as its guard follows it. */
interface Watch {
  readonly host: Host;
  steps: number;
  since: number;
  over: boolean;
}

export type Bindings = Readonly<Record<string, unknown>>;

/** Evaluates an expression, with all that its names stand for. */
export type Evaluation = (bindings: Bindings, host: Host) => Steps<unknown>;

/** Under this name jsonata looks up what it calls, and waits for, before each step. */
const beforeStep: unknown = Symbol.for("jsonata.__evaluate_entry");

/** Whether an expression can go on for longer than its data is long: it has functions of its own, or ranges. */
const mayGoOn = (expression: string): boolean => /\bfunction\b|λ|\.\.|\*\*/.test(expression);

/** An expression that ends after so many steps where it could go on for long, and lets the event loop breathe meanwhile. */
export const guarded = (program: jsonata.Expression, expression: string): Evaluation => {
  const evaluate = (bindings: Bindings): Promise<unknown> => program.evaluate(undefined, bindings) as Promise<unknown>;
  const bound = boundGrowth(program, expression);
  if (!bound && !mayGoOn(expression)) return (bindings) => settled(evaluate(bindings));
  // An evaluation comes to its first step before `evaluate` returns: then the watch is its own.
  let beginning: Watch;
  const entry = (_expression: unknown, _input: unknown, environment: jsonata.Environment): void => {
    bound?.(environment);
    count(beginning, environment);
  };
  program.assign(beforeStep as string, entry);
  return (bindings, host) => {
    const watch: Watch = { host, steps: 0, since: host.elapsed(), over: false };
    beginning = watch;
    return settled(evaluate(bindings), () => {
      watch.over = true;
    });
  };
};

/**
 * Counts the steps of an evaluation by how often jsonata looks for what to call before one. It finds nothing, and so
 * waits for nothing, but once in a stride.
 */
const count = (watch: Watch, environment: jsonata.Environment): void => {
  const { lookup } = environment;
  const base = environment as unknown as { readonly depth: number };
  const look = (): unknown => {
    // jsonata has the words for it.
    if (base.depth > deepest) throw Object.assign(new Error(), { code: "D1011", value: deepest });
    return lookOut(watch);
  };
  environment.lookup = (name: unknown) => {
    if (name !== beforeStep) return lookup(name as string);
    watch.steps += 1;
    return (watch.steps & (stride - 1)) === 0 ? look : undefined;
  };
};

const lookOut = (watch: Watch): Promise<void> | undefined => {
  if (watch.over || watch.steps > mostSteps)
    throw Object.assign(new Error(`the evaluation takes more than ${mostSteps} steps`), { code: "U1003" });
  return watch.host.elapsed() - watch.since > longestSlice ? breathe(watch) : undefined;
};

const breathe = (watch: Watch): Promise<void> =>
  new Promise((resolve) => {
    watch.host.busy(1);
    watch.host.breathe(() => {
      watch.since = watch.host.elapsed();
      watch.host.busy(-1);
      resolve();
    });
  });
