import { expect, test } from "vitest";
import { drawingOf } from "./drawing";
import { gallery, viewOf } from "./gallery";
import { type Moment, paint } from "./paint";
import { statesOfView } from "./states";
import type { ExecutionView } from "./view";

const { execution } = viewOf("training-in-flight", gallery["training-in-flight"]!);
const drawing = drawingOf(gallery["training-in-flight"]!.definition, "down");
const indexOf = (name: string): number => drawing.graph.nodes.find((node) => node.name === name)!.index;
const momentOf = (one: ExecutionView, before?: Moment): Moment => ({
  states: statesOfView(one, drawing.graph.nodes.length, before?.states),
  taken: one.taken,
  now: one.now,
});
const keysOf = (after: ExecutionView, before: Moment): readonly string[] =>
  paint(drawing, momentOf(after, before), before).map(({ key }) => key);
const first = momentOf(execution!);

test("the same moment again changes nothing", () => {
  expect(keysOf(structuredClone(execution!), first)).toEqual([]);
});

test("where only time has gone by, only what runs is painted", () => {
  const keys = keysOf({ ...structuredClone(execution!), now: execution!.now + 1000 }, first);
  const running = ["Tune models", "Train candidate"].map((name) => `state-${indexOf(name)}`);
  expect(keys.filter((key) => key.startsWith("state-"))).toEqual(running);
});

test("a state that begins is painted, and the way to it", () => {
  const [from, to] = [indexOf("Tune models"), indexOf("AUC good enough?")];
  const statuses = `${execution!.statuses.slice(0, to)}r${execution!.statuses.slice(to + 1)}`;
  const keys = keysOf({ ...execution!, statuses, taken: [...execution!.taken, from, to] }, first);
  expect(keys.filter((key) => key.startsWith("state-"))).toEqual([`state-${to}`]);
  expect(keys.filter((key) => key.startsWith("way-"))).toHaveLength(1);
});
