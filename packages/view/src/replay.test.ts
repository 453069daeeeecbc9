// @vitest-environment jsdom
import { describe, expect, test, vi } from "vitest";
import { kernelOf } from "../test/kernel";
import { mapHistory, mapViewAt } from "../test/map-run";
import { usePage } from "../test/page";

const page = usePage();
const slider = () => page.one<HTMLInputElement>(".sb-replay-slider");
const status = (name: string) => page.state(name).dataset.status;
/** Moves to so many seconds after the start. */
const goTo = (seconds: number) => page.type(slider(), String(seconds * 1000));

describe.each([
  ["by its history", true],
  ["by the times of the payload", false],
])("a run is replayed %s", (_, hasKernel) => {
  const open = async () => {
    const kernel = kernelOf(mapHistory, 100);
    page.open({ askKernel: () => (hasKernel ? kernel.ask : undefined) });
    page.view.update(mapViewAt());
    page.named("button", "Replay").click();
    await page.settled();
  };

  test("forward and backward", async () => {
    await open();
    expect(status("Done")).toBe("succeeded");
    for (const [seconds, each, note, done, head] of [
      [3, "running", "notStarted", "notStarted", "Running"],
      [17.5, "running", hasKernel ? "succeeded" : "succeeded", "notStarted", "Running"],
      [23, "succeeded", "succeeded", "succeeded", "Succeeded"],
      [16, "running", "running", "notStarted", "Running"],
    ] as const) {
      goTo(seconds);
      expect([seconds, status("Each"), status("Note"), status("Done")]).toEqual([seconds, each, note, done]);
      expect(page.text(".sb-status")).toBe(head);
      expect(page.text(".sb-freshness > span")).toMatch(/^as of/);
    }
  });

  test("and left by Escape, back to now", async () => {
    await open();
    goTo(3);
    page.press(slider(), "Escape");
    expect(status("Done")).toBe("succeeded");
    expect(page.one(".sb-replay").hidden).toBe(true);
    expect(document.activeElement).toBe(page.named("button", "Replay"));
  });

  test("with arrows from one moment to the next", async () => {
    await open();
    for (const key of ["Home", "ArrowRight"]) page.press(slider(), key);
    const first = Number(slider().value);
    page.press(slider(), "ArrowRight");
    expect(Number(slider().value)).toBeGreaterThan(first);
    page.press(slider(), "ArrowLeft");
    expect(Number(slider().value)).toBe(first);
    page.press(slider(), "End");
    expect(slider().value).toBe("23000");
  });
});

test("it plays the whole in ten seconds, and stands at its end", () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 1, 1) });
  page.view.update(mapViewAt());
  page.named("button", "Replay").click();
  page.named("button", "Play").click();
  vi.advanceTimersByTime(5000);
  expect(Number(slider().value)).toBeGreaterThan(10_000);
  expect(Number(slider().value)).toBeLessThan(13_000);
  vi.advanceTimersByTime(6000);
  expect(slider().value).toBe("23000");
  expect(page.named("button", "Play")).toBeDefined();
  expect(vi.getTimerCount()).toBe(0);
});

test("at the end of a run that goes on, what is shown is live", () => {
  vi.useFakeTimers({ now: mapHistory[9]!.timestamp });
  page.view.update(mapViewAt(10));
  page.named("button", "Replay").click();
  expect(page.text(".sb-replay-time")).toBe("live");
  goTo(2);
  expect(page.text(".sb-replay-time")).not.toBe("live");
  page.press(slider(), "End");
  expect(page.text(".sb-replay-time")).toBe("live");
  expect(page.text(".sb-freshness > span")).toMatch(/live$/);
});

test("the details and the counts are of that moment", async () => {
  page.open({ askKernel: () => kernelOf(mapHistory, 100).ask });
  page.view.update(mapViewAt());
  page.select("Each");
  page.named("button", "Replay").click();
  await page.settled();
  goTo(11);
  expect(page.text(".sb-facts")).toContain("1 done · 1 running");
  expect(page.all(".sb-count-of").map((one) => one.getAttribute("aria-label"))).toEqual([
    "2 states running: go to the next",
    "2 states not started: go to the next",
  ]);
});
