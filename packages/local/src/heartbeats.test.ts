import { mkdtempSync, rmSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { beat, beatEvery, Heartbeats } from "./heartbeats";

it("a process that has given no sign of life for four of its beats is gone, whatever the clock of its machine says", () => {
  const folder = mkdtempSync(join(tmpdir(), "stepbook-beats-"));
  let now = 0;
  const heartbeats = new Heartbeats(() => now);
  utimesSync(folder, 1, 1);
  const after = (milliseconds: number): boolean => {
    now += milliseconds;
    return heartbeats.isAlive(folder);
  };
  try {
    expect([after(0), after(4 * beatEvery - 1), after(1)]).toEqual([true, true, false]);
    beat(folder);
    expect([after(0), after(4 * beatEvery - 1), after(1)]).toEqual([true, true, false]);
    utimesSync(folder, 2, 2);
    expect(after(0)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
  expect(after(0)).toBe(false);
  beat(folder);
});
