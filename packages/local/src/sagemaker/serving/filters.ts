import type { Json } from "@stepbook/asl";
import { JobFailure } from "../failure";

type Step =
  | { readonly kind: "member"; readonly name: string }
  | { readonly kind: "items"; readonly indices: readonly number[] }
  | { readonly kind: "slice"; readonly from: number | undefined; readonly to: number | undefined };

const parts = /\.([A-Za-z_][\w-]*)|\['([^']*)'\]|\["([^"]*)"\]|\[(-?\d*):(-?\d*)\]|\[(-?\d+(?:\s*,\s*-?\d+)*)\]/gy;

const stepsOf = (path: string, field: string): readonly Step[] => {
  const steps: Step[] = [];
  parts.lastIndex = 1;
  let end = 1;
  for (let found = parts.exec(path); found; found = parts.exec(path)) {
    const [, name, quoted, double, from, to, indices] = found;
    const member = name ?? quoted ?? double;
    if (member !== undefined) steps.push({ kind: "member", name: member });
    else if (indices !== undefined) steps.push({ kind: "items", indices: indices.split(",").map(Number) });
    else steps.push({ kind: "slice", from: from ? Number(from) : undefined, to: to ? Number(to) : undefined });
    end = parts.lastIndex;
  }
  if (path.startsWith("$") && end === path.length) return steps;
  const forms = "$, $.features, $['features'], $[0], $[0,2] and $[1:]";
  throw new JobFailure("ClientError", `${field} is ${JSON.stringify(path)}, which is no path such as ${forms}`);
};

const taken = (value: Json, step: Step, field: string): Json => {
  const missing = (what: string): never => {
    throw new JobFailure("ClientError", `${field} finds no ${what} in ${JSON.stringify(value).slice(0, 200)}`);
  };
  if (step.kind === "member") {
    const isThere = typeof value === "object" && value !== null && Object.hasOwn(value, step.name);
    return isThere ? ((value as { readonly [name: string]: Json })[step.name] as Json) : missing(step.name);
  }
  if (!Array.isArray(value)) return missing("list");
  if (step.kind === "slice") return value.slice(step.from, step.to);
  const found = step.indices.map((index) => value.at(index) ?? missing(`item ${index}`));
  return found.length === 1 ? (found[0] as Json) : found;
};

/**
 * What takes a part of a record, as batch transform's filters do.
 *
 * @throws JobFailure where the path is none; what it gives, where a record lacks what the path names.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/batch-transform-data-processing.html
 */
export const filterOf = (path: string | undefined, field: string): ((record: Json) => Json) => {
  if (path === undefined || path === "" || path === "$") return (record) => record;
  const steps = stepsOf(path, field);
  return (record) => steps.reduce((value, step) => taken(value, step, field), record);
};
