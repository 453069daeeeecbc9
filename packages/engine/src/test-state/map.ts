import { type InspectionData, isJsonObject, type Json } from "@stepbook/asl";
import { compileField } from "../data/jsonata";
import { compileTemplate } from "../data/template";
import { Failure, runtimeTrouble } from "../failure";
import type { Steps } from "../fiber";
import { Payload } from "../payload";
import { type CompileState, compileDynamic, leaveBy, type Place } from "../states/place";
import { sourcesOf, type Visit } from "../visit";
import type { Inspection } from "./inspection";
import { type Mock, playMock } from "./mock";

/** What a test says about a Map beside its mock. */
export interface MapConditions {
  /** How many iterations have failed. */
  readonly failureCount: number;
  /** What the ItemReader of the Map read, as text. */
  readonly itemReaderData?: string;
}

/** A Map whose iterations give what a mock says. */
export const compileMockedMap =
  (mock: Mock, { failureCount, itemReaderData }: MapConditions, inspection: Inspection): CompileState =>
  (place) => {
    const readItems = compileItems(place, itemReaderData);
    const select = compileSelector(place);
    const numbers = ["MaxConcurrency", "ToleratedFailureCount", "ToleratedFailurePercentage"] as const;
    const readers = numbers.map((field) => [field, compileDynamic(place, field)] as const);
    return function* (visit) {
      const input = yield* place.flow.input(visit);
      const items = yield* readItems(visit, input.value);
      if (itemReaderData === undefined) inspection.note("afterItemsPath", new Payload(items as Json));
      const bounds: { [K in (typeof numbers)[number]]?: number } = {};
      for (const [field, read] of readers) {
        const found = read && (yield* read(visit, input.value));
        if (typeof found?.value === "number") bounds[field] = found.value;
      }
      inspection.add(boundsOf(bounds));
      if (select) inspection.note("afterItemSelector", new Payload(yield* all(visit, select, input.value, items)));
      if ("result" in mock && isExceeded(bounds, failureCount, items.length))
        throw new Failure(
          "state",
          "States.ExceedToleratedFailureThreshold",
          "The specified tolerated failure threshold was exceeded",
        );
      return yield* leaveBy(place, visit, input, playMock(mock));
    };
  };

interface Bounds {
  readonly MaxConcurrency?: number;
  readonly ToleratedFailureCount?: number;
  readonly ToleratedFailurePercentage?: number;
}

const boundsOf = (bounds: Bounds): InspectionData => ({
  maxConcurrency: bounds.MaxConcurrency ?? 0,
  ...(bounds.ToleratedFailureCount === undefined ? {} : { toleratedFailureCount: bounds.ToleratedFailureCount }),
  ...(bounds.ToleratedFailurePercentage === undefined
    ? {}
    : { toleratedFailurePercentage: bounds.ToleratedFailurePercentage }),
});

/** Whether more failed than is tolerated. Where nothing is said of it, a test tolerates all. */
const isExceeded = ({ ToleratedFailureCount, ToleratedFailurePercentage }: Bounds, failed: number, total: number) =>
  (ToleratedFailureCount !== undefined && failed > ToleratedFailureCount) ||
  (ToleratedFailurePercentage !== undefined && failed * 100 > ToleratedFailurePercentage * total);

type ReadItems = (visit: Visit, input: Json) => Steps<readonly Json[]>;

const compileItems = (place: Place, itemReaderData: string | undefined): ReadItems => {
  const read = compileDynamic(place, "Items");
  return function* (visit, input) {
    if (itemReaderData !== undefined) return itemsIn(itemReaderData);
    if (place.fields.ItemReader !== undefined) return [];
    const { value } = read ? yield* read(visit, input) : { value: input };
    if (Array.isArray(value)) return value;
    if (isJsonObject(value)) return Object.values(value);
    throw runtimeTrouble(`The items of a Map are a list, but found value: ${JSON.stringify(value)}`);
  };
};

/** What a reader of JSON finds in its data: a list, or one item a line. */
const itemsIn = (data: string): readonly Json[] => {
  try {
    const value = JSON.parse(data) as Json;
    return Array.isArray(value) ? value : [value];
  } catch {
    return data.split("\n").filter((line) => line.trim() !== "");
  }
};

type Select = (visit: Visit, input: Json) => Steps<Json>;

const compileSelector = ({ fields, language }: Place): Select | undefined => {
  const selector = fields.ItemSelector ?? (language === "JSONPath" ? fields.Parameters : undefined);
  if (selector === undefined) return undefined;
  const expression = language === "JSONata" ? compileField(selector, "ItemSelector") : undefined;
  const template = language === "JSONata" ? undefined : compileTemplate(selector);
  return function* (visit, input) {
    const sources = sourcesOf(visit, input);
    if (template) return template(sources);
    return typeof expression === "function" ? yield* expression(sources, { input }) : (expression ?? null);
  };
};

function* all(visit: Visit, select: Select, input: Json, items: readonly Json[]): Steps<Json> {
  const made: Json[] = [];
  for (const [Index, Value] of items.entries())
    made.push(yield* select({ ...visit, thread: { ...visit.thread, item: { Index, Value } } }, input));
  return made;
}
