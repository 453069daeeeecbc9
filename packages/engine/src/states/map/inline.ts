import { Payload } from "../../payload";
import type { Program, ScopeProgram } from "../../program";
import { recordAborted, together } from "../../threads";
import { UnsupportedDefinition } from "../../unsupported";
import { threadWithin } from "../../visit";
import { leaveBy, type Place } from "../place";
import { compileItems, compileSelector } from "./items";
import { compileNumber } from "./numbers";

/** How many items an inline Map works on at the same time, at most. */
const mostAtOnce = 40;

/** A Map whose items are worked on within the execution itself. */
export const compileInline = (place: Place, scope: ScopeProgram): Program["attempt"] => {
  refuseDistributed(place);
  const readItems = compileItems(place);
  const select = compileSelector(place);
  const concurrency = compileNumber(place, "MaxConcurrency");
  return function* (visit) {
    const { thread } = visit;
    const { recorder } = thread.execution;
    const input = yield* place.flow.input(visit);
    const { items } = yield* readItems(visit, input.value);
    const most = yield* concurrency(visit, input.value);
    const inputs: Payload[] = [];
    for (const [Index, Value] of items.entries())
      inputs.push(select ? yield* select(visit, input.value, { Index, Value }) : new Payload(Value));
    if (!visit.group)
      thread.lastId = recorder.add("MapStateStarted", thread.lastId, "mapStateStartedEventDetails", {
        length: items.length,
      });
    const tell = (step: "Started" | "Succeeded" | "Failed" | "Aborted", afterId: number, index: number): number =>
      recorder.add(`MapIteration${step}`, afterId, `mapIteration${step}EventDetails`, { name: place.name, index });
    let lastId = thread.lastId;
    const result = yield* together(visit, {
      count: items.length,
      most: Math.min(most || mostAtOnce, mostAtOnce),
      scope: () => scope,
      begin: (index, afterId) => {
        const item = { Index: index, Value: items[index]! };
        return threadWithin(visit, scope, inputs[index]!, tell("Started", afterId, index), item);
      },
      succeeded: (index, inner) => {
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
    return yield* leaveBy(place, visit, input, result);
  };
};

const distributedOnly = ["ItemReader", "ItemBatcher", "ResultWriter"];

const refuseDistributed = (place: Place): void => {
  const field = distributedOnly.find((name) => place.fields[name] !== undefined);
  if (field !== undefined)
    throw new UnsupportedDefinition(
      `${place.path}.${field}`,
      `The Map ${JSON.stringify(place.name)} has ${field}, which belongs to the mode DISTRIBUTED. Set ProcessorConfig.Mode to "DISTRIBUTED".`,
    );
};
