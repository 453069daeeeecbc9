import type jsonata from "jsonata";
import type { Host } from "../host";

/** The most steps that one evaluation makes. */
const mostSteps = 400_000;
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

const watches = new WeakMap<object, Watch>();

/** Whether an expression can go on for longer than its data is long: it has functions of its own, or ranges. */
const mayGoOn = (expression: string): boolean => /\bfunction\b|λ|\.\.|\*\*/.test(expression);

/**
 * Guards an expression that can go on for long: it ends after so many steps, and lets the event loop breathe meanwhile.
 * `states`, which every evaluation has an object of its own for, tells one evaluation from another.
 */
export const guard = (program: jsonata.Expression, expression: string): void => {
  if (!mayGoOn(expression)) return;
  const entry = (
    _expression: unknown,
    _input: unknown,
    environment: jsonata.Environment,
  ): Promise<void> | undefined => {
    const watch = watches.get(environment.lookup("states") as object);
    if (!watch || (++watch.steps & (stride - 1)) !== 0) return undefined;
    if (watch.over || watch.steps > mostSteps)
      throw Object.assign(new Error(`the evaluation takes more than ${mostSteps} steps`), { code: "U1003" });
    return watch.host.elapsed() - watch.since > longestSlice ? breathe(watch) : undefined;
  };
  program.assign(Symbol.for("jsonata.__evaluate_entry") as unknown as string, entry);
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

/** Begins to watch the evaluation that `states` belongs to. Returns what ends it soon. */
export const watch = (states: object, host: Host): (() => void) => {
  const one: Watch = { host, steps: 0, since: host.elapsed(), over: false };
  watches.set(states, one);
  return () => {
    one.over = true;
  };
};
