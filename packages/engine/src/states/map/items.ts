import { isJsonObject, type Json } from "@stepbook/asl";
import type { MapItem } from "../../data/context";
import { compileField } from "../../data/jsonata";
import { compileTemplate } from "../../data/template";
import { evaluationTrouble, runtimeTrouble } from "../../failure";
import { only, type Steps } from "../../fiber";
import { Payload } from "../../payload";
import { sourcesOf, type Visit } from "../../visit";
import { nameOf } from "../fail";
import { compileDynamic, type Place } from "../place";

/** The items of a Map, and their names where they are the members of an object. */
export interface Items {
  readonly items: readonly Json[];
  readonly keys?: readonly string[];
}

type ReadItems = (visit: Visit, input: Json) => Steps<Items>;

/** The items that a Map takes from its own input: by ItemsPath, by Items, or the input itself. */
export const compileItems = (place: Place, objects = false): ReadItems => {
  const read = compileDynamic(place, "Items");
  const expression = String(place.fields.Items).slice(2, -2).trim();
  return function* (visit, input) {
    const { value } = read ? yield* read(visit, input) : { value: input };
    if (Array.isArray(value)) return { items: value };
    if (objects && isJsonObject(value)) return { items: Object.values(value), keys: Object.keys(value) };
    const shown = JSON.stringify(value);
    if (place.language === "JSONPath")
      throw runtimeTrouble(
        `Reference path "${place.fields.ItemsPath ?? "$"}" must point to array, but found type: ${nameOf(value)} for value: ${shown}`,
      );
    throw evaluationTrouble(
      place.fields.Items === undefined
        ? `The field 'Items' is not given, and the input is not an array but '${nameOf(value)}': ${shown}`
        : `The JSONata expression '${expression}' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was '${nameOf(value)}' for value: ${shown}`,
      "Items",
    );
  };
};

type Select = (visit: Visit, input: Json, item: MapItem) => Steps<Payload>;

/** ItemSelector, or Parameters of old: what the states of an item begin with, where it is not the bare item. */
export const compileSelector = ({ fields, language }: Place): Select | undefined => {
  const selector = fields.ItemSelector ?? (language === "JSONPath" ? fields.Parameters : undefined);
  if (selector === undefined) return undefined;
  if (language === "JSONPath") {
    const template = compileTemplate(selector);
    return (visit, input, item) => only(new Payload(template(sourcesOf(visit, input, item))));
  }
  const expression = compileField(selector, "ItemSelector");
  if (typeof expression !== "function") return () => only(new Payload(expression));
  return function* (visit, input, item) {
    return new Payload(yield* expression(sourcesOf(visit, input, item), { input }));
  };
};
