import type { Json } from "@stepbook/asl";
import { StepbookError } from "../errors";
import type { StepKey } from "../placeholders/expression";
import { reference } from "../placeholders/reference";
import {
  assertPath,
  assignTemplate,
  describe,
  flatten,
  isPlainObject,
  type StepData,
  template,
  upperFirst,
} from "./data";
import { catchers, retriers } from "./handling";
import type { Catch, Mention, Retry, Sequence, StepOptions } from "./step";

type Common = Pick<
  StepData,
  | "fixed"
  | "templates"
  | "retry"
  | "catchers"
  | "arms"
  | "bodies"
  | "output"
  | "assign"
  | "paths"
  | "selects"
  | "queryLanguage"
  | "fields"
  | "writes"
>;

/** What a step is without any option. */
export const nothing: Common = { fixed: {}, templates: {}, retry: [], catchers: [], arms: [], bodies: [] };

type Mutable<Data> = { -readonly [Field in keyof Data]: Data[Field] };

/** The data of a step with the options of every step, to be filled in. One object for all is cheaper than its parts. */
export function begun(
  key: StepKey,
  type: StepData["type"],
  options: StepOptions & Omit<AnyWork, "retry" | "catch">,
  where: string,
): Mutable<StepData> {
  const { fixed, queryLanguage, fields } = common(options, where);
  const { templates, retry, catchers, arms, bodies } = nothing;
  const data: Mutable<StepData> = { key, type, fixed, templates, retry, catchers, arms, bodies };
  if (queryLanguage !== undefined) data.queryLanguage = queryLanguage;
  if (fields !== undefined) data.fields = fields;
  return Object.assign(data, flow(options, where));
}

/** The options of every step; of those that read and leave data; and of those that do work. */
export const commonNames = ["comment", "queryLanguage", "fields"];
export const pathNames = ["inputPath", "outputPath"];
export const flowNames = ["output", "assign", "resultPath", ...pathNames];
export const workNames = ["retry", "catch", "resultSelector", ...flowNames, ...commonNames];

export function body(sequence: Sequence, where: string): readonly Mention[] {
  const steps = flatten(sequence, where);
  if (steps.length === 0) throw new StepbookError(`${where} holds no step.`);
  return steps;
}

/** What every step can say. */
export function common(options: StepOptions, where: string): Pick<StepData, "fixed" | "queryLanguage" | "fields"> {
  const { comment, queryLanguage, fields } = options;
  if (queryLanguage !== undefined && queryLanguage !== "JSONata" && queryLanguage !== "JSONPath")
    throw new StepbookError(
      `${where}: queryLanguage is "JSONata" or "JSONPath", but here is ${describe(queryLanguage)}.`,
    );
  return {
    fixed: comment === undefined ? {} : { Comment: comment },
    ...(queryLanguage !== undefined && { queryLanguage }),
    ...(fields !== undefined && { fields: fieldsOf(fields, `${where}: fields`) }),
  };
}

/** What the steps of a workflow say by where they stand. */
const structure = ["Type", "Next", "End", "Default", "Choices", "Branches", "ItemProcessor", "Iterator"];

function fieldsOf(fields: unknown, where: string): { readonly [field: string]: Json } {
  if (!isPlainObject(fields))
    throw new StepbookError(`${where} must be an object of values by the names of fields, but is ${describe(fields)}.`);
  const field = Object.keys(fields).find((name) => structure.includes(name));
  if (field !== undefined)
    throw new StepbookError(`${where} must not hold ${field}: the steps and their places say that.`);
  return template(fields, where) as { readonly [field: string]: Json };
}

interface AnyWork {
  readonly retry?: readonly Retry[];
  readonly catch?: readonly Catch[];
  readonly output?: unknown;
  readonly assign?: unknown;
  readonly inputPath?: unknown;
  readonly outputPath?: unknown;
  readonly resultPath?: unknown;
  readonly parameters?: unknown;
  readonly result?: unknown;
  readonly resultSelector?: unknown;
}

/** What a task, a Parallel or a Map has in common. */
export function work(options: AnyWork, key: StepKey, where: string): Common {
  return {
    ...nothing,
    ...((options.retry || options.catch) && {
      writes: { Retry: options.retry !== undefined, Catch: options.catch !== undefined },
    }),
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
): Pick<StepData, Flow> {
  const given = (value: unknown) => (typeof value === "function" && result ? value(result()) : value);
  const { output, assign } = options;
  const flow: { -readonly [Field in Flow]?: StepData[Field] } = {};
  const paths = pathsOf(options, where);
  if (paths) flow.paths = paths;
  const selects = selectsOf(options, where);
  if (selects) flow.selects = selects;
  if (output !== undefined) flow.output = template(given(output), `${where}: output`);
  if (assign !== undefined) flow.assign = assignTemplate(given(assign), `${where}: assign`);
  return flow as Pick<StepData, Flow>;
}

type Flow = "output" | "assign" | "paths" | "selects";
type Given<Field extends Flow> = NonNullable<StepData[Field]> | undefined;

function selectsOf(options: Omit<AnyWork, "retry" | "catch">, where: string): Given<"selects"> {
  const given = (["parameters", "result", "resultSelector"] as const).filter((name) => options[name] !== undefined);
  if (given.length === 0) return undefined;
  if (options.output !== undefined)
    throw new StepbookError(
      `${where} has output and ${given[0]}: ${given[0]} is what output becomes. Give one of them.`,
    );
  return Object.fromEntries(given.map((name) => [upperFirst(name), template(options[name], `${where}: ${name}`)]));
}

function pathsOf(options: Omit<AnyWork, "retry" | "catch">, where: string): Given<"paths"> {
  const given = (["inputPath", "outputPath", "resultPath"] as const).filter((name) => options[name] !== undefined);
  if (given.length === 0) return undefined;
  return Object.fromEntries(
    given.map((name) => {
      const path = options[name];
      assertPath(path, `${where}: ${name}`);
      return [upperFirst(name), path];
    }),
  );
}
