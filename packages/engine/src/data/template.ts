import { isIntrinsic, isJsonObject, type Json } from "@stepbook/asl";
import { runtimeTrouble } from "../failure";
import { compileIntrinsic } from "./intrinsics";
import { compilePath, Missing, ordinary, type Read } from "./json-path";

/** Compiles a path or a call of an intrinsic function. */
export const compileReference = (text: string): Read =>
  isIntrinsic(text) ? compileIntrinsic(text) : compilePath(text);

/**
 * Compiles a payload template: a value of which each member whose name ends in `.$` is read by a path or an intrinsic
 * function.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/input-output-inputpath-params.html
 */
export const compileTemplate = (template: Json): Read => {
  if (Array.isArray(template)) return compileList(template);
  return isJsonObject(template) ? compileObject(template) : () => template;
};

const compileList = (template: readonly Json[]): Read => {
  if (!isDynamic(template)) return () => template;
  const items = template.map(compileTemplate);
  return (sources) => items.map((read) => read(sources));
};

const compileObject = (template: { readonly [name: string]: Json }): Read => {
  if (!isDynamic(template)) return () => template;
  const members = Object.entries(template).map(([field, value]): readonly [string, Read] =>
    field.endsWith(".$") && typeof value === "string"
      ? [field.slice(0, -2), located(field, value)]
      : [field, compileTemplate(value)],
  );
  return (sources) => {
    const made: { [name: string]: Json } = {};
    for (const [name, read] of members) {
      const value = read(sources);
      if (name === "__proto__") Object.defineProperty(made, name, { value, ...ordinary });
      else made[name] = value;
    }
    return made;
  };
};

const isDynamic = (template: Json): boolean =>
  Array.isArray(template)
    ? template.some(isDynamic)
    : isJsonObject(template) &&
      Object.entries(template).some(([field, value]) => field.endsWith(".$") || isDynamic(value));

/** A reference that tells which field of a template it stands in. */
const located = (field: string, text: string): Read => {
  const read = compileReference(text);
  return (sources) => {
    try {
      return read(sources);
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      throw runtimeTrouble(
        `The JSONPath '${text}' specified for the field '${field}' could not be found in the input '${JSON.stringify(sources.root)}'`,
      );
    }
  };
};
