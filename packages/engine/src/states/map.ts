import type { ItemProcessor, Json } from "@stepbook/asl";
import { compileField } from "../data/jsonata";
import { compileTemplate } from "../data/template";
import { Variables } from "../data/variables";
import { evaluationTrouble, runtimeTrouble } from "../failure";
import { only, type Steps } from "../fiber";
import { Payload } from "../payload";
import { runScope } from "../run-scope";
import { recordAborted, together } from "../threads";
import { UnsupportedDefinition } from "../unsupported";
import { sourcesOf, type Thread, type Visit } from "../visit";
import { nameOf } from "./fail";
import { type CompileState, compileDynamic, leaveBy, type Place, type ReadValue } from "./place";

/** How many items an inline Map works on at the same time, at most. */
const mostAtOnce = 40;

/** Runs its processor for each item of a list, and gives the list of what they give. */
export const compileMap: CompileState = (place) => {
  const field = place.fields.ItemProcessor === undefined ? "Iterator" : "ItemProcessor";
  const processor = place.fields[field] as unknown as ItemProcessor;
  refuseDistributed(place, processor);
  const scope = place.scope(processor, [field]);
  const readItems = compileItems(place);
  const select = compileSelector(place);
  const concurrency = compileDynamic(place, "MaxConcurrency");
  return function* (visit) {
    const { thread } = visit;
    const { recorder } = thread.execution;
    const input = yield* place.flow.input(visit);
    const items = yield* readItems(visit, input.value);
    const most = yield* concurrencyOf(concurrency, visit, input.value);
    const inputs = yield* select(visit, input.value, items);
    thread.lastId = recorder.add("MapStateStarted", thread.lastId, "mapStateStartedEventDetails", {
      length: items.length,
    });
    const tell = (step: "Started" | "Succeeded" | "Failed" | "Aborted", afterId: number, index: number): number =>
      recorder.add(`MapIteration${step}`, afterId, `mapIteration${step}EventDetails`, { name: place.name, index });
    const outputs: Payload[] = [];
    let lastId = thread.lastId;
    yield together(thread, {
      count: items.length,
      most: Math.min(most || mostAtOnce, mostAtOnce),
      begin: (index, afterId) => {
        const inner: Thread = {
          execution: thread.execution,
          variables: new Variables(thread.variables),
          item: { Index: index, Value: items[index]! },
          lastId: tell("Started", afterId, index),
          inner: new Set(),
        };
        return { thread: inner, work: runScope(inner, scope, inputs[index]!) };
      },
      succeeded: (index, inner, output) => {
        outputs[index] = output;
        lastId = tell("Succeeded", inner.lastId, index);
      },
      failed: (index, inner, others) => {
        tell("Failed", inner.lastId, index);
        for (const [other, running] of others) {
          recordAborted(running);
          tell("Aborted", running.lastId, other);
        }
        thread.lastId = inner.lastId;
      },
    });
    recorder.add("MapStateSucceeded", lastId);
    thread.lastId = lastId;
    const result = new Payload(
      outputs.map((output) => output.value),
      `[${outputs.map((output) => output.text).join(",")}]`,
    );
    return yield* leaveBy(place, visit, input, result);
  };
};

const distributedOnly = ["ItemReader", "ItemBatcher", "ResultWriter"];

const refuseDistributed = (place: Place, processor: ItemProcessor): void => {
  if (processor.ProcessorConfig?.Mode === "DISTRIBUTED")
    throw new UnsupportedDefinition(
      `${place.path}.ItemProcessor.ProcessorConfig.Mode`,
      `The Map ${JSON.stringify(place.name)} cannot run yet: its mode is DISTRIBUTED. Use INLINE.`,
    );
  const field = distributedOnly.find((name) => place.fields[name] !== undefined);
  if (field !== undefined)
    throw new UnsupportedDefinition(
      `${place.path}.${field}`,
      `The Map ${JSON.stringify(place.name)} cannot run yet: ${field} belongs to the mode DISTRIBUTED.`,
    );
};

type ReadItems = (visit: Visit, input: Json) => Steps<readonly Json[]>;

const compileItems = (place: Place): ReadItems => {
  const read = compileDynamic(place, "Items");
  const expression = String(place.fields.Items).slice(2, -2).trim();
  return function* (visit, input) {
    const found = read ? yield* read(visit, input) : { value: input };
    if (Array.isArray(found.value)) return found.value;
    const shown = JSON.stringify(found.value);
    if (place.language === "JSONPath")
      throw runtimeTrouble(
        `Reference path "${place.fields.ItemsPath ?? "$"}" must point to array, but found type: ${nameOf(found.value)} for value: ${shown}`,
      );
    throw evaluationTrouble(
      place.fields.Items === undefined
        ? `The field 'Items' is not given, and the input is not an array but '${nameOf(found.value)}': ${shown}`
        : `The JSONata expression '${expression}' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was '${nameOf(found.value)}' for value: ${shown}`,
      "Items",
    );
  };
};

type Select = (visit: Visit, input: Json, items: readonly Json[]) => Steps<readonly Payload[]>;

/** ItemSelector, or Parameters of old: what each item's states begin with, where it is not the bare item. */
const compileSelector = ({ fields, language }: Place): Select => {
  const selector = fields.ItemSelector ?? (language === "JSONPath" ? fields.Parameters : undefined);
  if (selector === undefined) return (_visit, _input, items) => only(items.map((item) => new Payload(item)));
  const expression = language === "JSONata" ? compileField(selector, "ItemSelector") : undefined;
  const template = language === "JSONata" ? undefined : compileTemplate(selector);
  return function* (visit, input, items) {
    const inputs: Payload[] = [];
    for (const [Index, Value] of items.entries()) {
      const inner = { ...visit, thread: { ...visit.thread, item: { Index, Value } } };
      const sources = sourcesOf(inner, input);
      if (template) inputs.push(new Payload(template(sources)));
      else if (typeof expression === "function") inputs.push(new Payload(yield* expression(sources, { input })));
      else inputs.push(new Payload(expression ?? null));
    }
    return inputs;
  };
};

function* concurrencyOf(read: ReadValue | undefined, visit: Visit, input: Json): Steps<number> {
  if (!read) return 0;
  const { value, path } = yield* read(visit, input);
  if (typeof value === "number" && Number.isInteger(value) && value >= 0) return value;
  const shown = typeof value === "string" ? value : JSON.stringify(value);
  throw path === undefined
    ? evaluationTrouble(`The MaxConcurrency field cannot be parsed as a whole number: ${shown}`, "MaxConcurrency")
    : runtimeTrouble(`The MaxConcurrencyPath field refers to value "${shown}" which is not a valid integer: ${path}`);
}
