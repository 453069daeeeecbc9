import { reduceAll, startProgress } from "@stepbook/asl";
import { describe, expect, test } from "vitest";
import { kernelOf } from "../test/kernel";
import { mapHistory, mapViewAt } from "../test/map-run";
import type { Ask } from "./desk";
import { createHistory } from "./history";

const execution = mapViewAt().execution!;
const asking = (page = 3) => {
  const kernel = kernelOf(mapHistory, page);
  return {
    kernel,
    history: createHistory(
      () => kernel.ask as unknown as Ask,
      () => {},
    ),
  };
};

describe("the history of an execution", () => {
  test("is not asked for as long as nobody looks, and then in pages, each event once", async () => {
    const { kernel, history } = asking();
    history.follow(execution, false);
    expect(kernel.asked).toHaveLength(0);
    await history.load();
    expect(history.events).toHaveLength(mapHistory.length);
    expect(kernel.asked).toHaveLength(mapHistory.length / 3);
    history.follow(execution, true);
    expect(kernel.asked).toHaveLength(mapHistory.length / 3);
    expect(history.whole).toBe(true);
  });

  test("is asked for nothing by an update that nobody looks at", () => {
    const { kernel, history } = asking();
    history.follow(execution, false);
    expect(kernel.asked).toHaveLength(0);
    expect(history.whole).toBe(false);
  });

  test("goes on where it was when there is more", async () => {
    const { kernel, history } = asking(100);
    history.follow(mapViewAt(5).execution, true);
    await history.load();
    kernel.asked.length = 0;
    history.follow({ ...execution, eventCount: mapHistory.length + 1 }, true);
    await history.load();
    expect(kernel.asked.map(([, asked]) => asked)).toEqual([{ after: mapHistory.length }]);
  });

  test("gives the progress after any number of events, in any order of asking", async () => {
    const { history } = asking(100);
    history.follow(execution, true);
    await history.load();
    for (const count of [24, 3, 10, 11, 9, 0])
      expect(history.progressAfter(count).states).toEqual(
        reduceAll(startProgress(), mapHistory.slice(0, count)).states,
      );
    expect(history.countAt(mapHistory[4]!.timestamp.getTime())).toBe(5);
    expect(history.countAt(0)).toBe(0);
  });

  test("of another execution begins anew", async () => {
    const { history } = asking(100);
    history.follow(execution, true);
    await history.load();
    history.follow({ ...execution, arn: "arn:other" }, false);
    expect(history.events).toHaveLength(0);
  });

  test("tells why there is none, and is asked for again when there is news", async () => {
    let works = false;
    const kernel = kernelOf(mapHistory, 100);
    const ask = (async (...of: Parameters<typeof kernel.ask>) => {
      if (!works) throw new Error("The kernel has gone.");
      return kernel.ask(...of);
    }) as unknown as Ask;
    const history = createHistory(
      () => ask,
      () => {},
    );
    history.follow(execution, true);
    await history.load();
    expect(history.problem).toBe("The kernel has gone.");
    works = true;
    history.follow(execution, true);
    expect(history.loading).toBe(false);
    history.follow({ ...execution, eventCount: 25 }, true);
    await history.load();
    expect(history.problem).toBeUndefined();
    expect(history.events).toHaveLength(24);
  });

  test.each([
    ["nothing", undefined],
    ["text", "events"],
    ["events that are none", { events: [null, 3, { id: "1" }, { id: 1, type: "X", timestamp: "now" }], more: true }],
    ["the same events for ever", { events: [{ id: 0, type: "X", timestamp: 1 }], more: true }],
  ])("that a kernel answers with %s is none", async (_, answer) => {
    const history = createHistory(
      () => (async () => answer) as unknown as Ask,
      () => {},
    );
    history.follow(execution, true);
    await history.load();
    expect(history.events).toHaveLength(0);
    expect(history.loading).toBe(false);
  });
});

test("visits are told apart by the items of a Map, each with its end", async () => {
  const { history } = asking(100);
  history.follow(execution, true);
  await history.load();
  const { byName, items, stateOf } = history.visits();
  const work = byName.get("Work")!;
  expect(work.map(({ status, frame, failures }) => [status, frame?.item, failures.length])).toEqual([
    ["succeeded", 0, 0],
    ["caught", 1, 2],
  ]);
  expect(byName.get("Each")!.map(({ status, exit }) => [status, exit])).toEqual([["succeeded", 21]]);
  expect([...items.values()].flat().map(({ index, status }) => [index, status])).toEqual([
    [0, "succeeded"],
    [1, "succeeded"],
  ]);
  expect(mapHistory.map(stateOf).slice(3, 9)).toEqual(["Each", "Work", "Work", "Each", "Work", "Work"]);
});
