import type { Json } from "@stepbook/asl";
import { StepbookError } from "../errors";
import type { StepKey } from "../placeholders/expression";
import { reference } from "../placeholders/reference";
import { assertPath, assignTemplate, flatten, type StepData, template, upperFirst } from "./data";
import { catchers, retriers } from "./handling";
import type { Catch, Retry, Sequence, Step, StepOptions } from "./step";

type Common = Pick<
  StepData,
  "fixed" | "templates" | "retry" | "catchers" | "arms" | "bodies" | "output" | "assign" | "paths"
>;

/** What a step is without any option. */
export const nothing: Common = { fixed: {}, templates: {}, retry: [], catchers: [], arms: [], bodies: [] };

/** The options of every step that does work. */
export const workNames = ["retry", "catch", "output", "assign", "comment", "inputPath", "outputPath", "resultPath"];

export function body(sequence: Sequence, where: string): readonly Step[] {
  const steps = flatten(sequence, where);
  if (steps.length === 0) throw new StepbookError(`${where} holds no step.`);
  return steps;
}

export function comment(options: StepOptions): Record<string, Json> {
  return options.comment === undefined ? {} : { Comment: options.comment };
}

interface AnyWork {
  readonly retry?: readonly Retry[];
  readonly catch?: readonly Catch[];
  readonly output?: unknown;
  readonly assign?: unknown;
  readonly inputPath?: unknown;
  readonly outputPath?: unknown;
  readonly resultPath?: unknown;
}

/** What a task, a Parallel or a Map has in common. */
export function work(options: AnyWork, key: StepKey, where: string): Common {
  return {
    ...nothing,
    retry: retriers(options.retry, where),
    catchers: catchers(options.catch, key, where),
    ...flow(options, where, () => reference({ kind: "result", key })),
  };
}

/** What a step gives and sets. Where it has a result, both may be functions of it. */
export function flow(
  options: Omit<AnyWork, "retry" | "catch">,
  where: string,
  result?: () => unknown,
): Pick<StepData, "output" | "assign" | "paths"> {
  const given = (value: unknown) => (typeof value === "function" && result ? value(result()) : value);
  const { output, assign } = options;
  const paths = pathsOf(options, where);
  return {
    ...(Object.keys(paths).length > 0 && { paths }),
    ...(output !== undefined && { output: template(given(output), `${where}: output`) }),
    ...(assign !== undefined && { assign: assignTemplate(given(assign), `${where}: assign`) }),
  };
}

function pathsOf(options: Omit<AnyWork, "retry" | "catch">, where: string): NonNullable<StepData["paths"]> {
  const given = (["inputPath", "outputPath", "resultPath"] as const).filter((name) => options[name] !== undefined);
  return Object.fromEntries(
    given.map((name) => {
      const path = options[name];
      assertPath(path, `${where}: ${name}`);
      return [upperFirst(name), path];
    }),
  );
}
