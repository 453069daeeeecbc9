// @vitest-environment jsdom
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { kernelOf } from "../test/kernel";
import { mapHistory, mapViewAt } from "../test/map-run";
import { usePage } from "../test/page";

const page = usePage();
const TABS = [/^Timeline/, /^Events/, /^States/, /^Input/, /^Definition/];
const MARKUP = '<img src=x onerror="globalThis.hacked=1"><script>globalThis.hacked=1</script>';

/** Opens everything there is. */
const lookAround = async () => {
  for (const tab of TABS) {
    page.named("tab", tab)?.click();
    await page.settled();
  }
  for (const row of page.all(".sb-event").slice(0, 3)) row.click();
  const state = page.all<SVGElement>(".sb-state")[0];
  state?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  await page.settled();
  for (const tab of page.all(".sb-state-tabs [role=tab]")) tab.click();
  page.named("button", "Replay")?.click();
  const slider = page.one<HTMLInputElement>(".sb-replay-slider");
  for (const at of ["0", "7000", "999999999"]) page.type(slider, at);
};

test("texts of a payload and of a history are never markup", async () => {
  const view = mapViewAt();
  const evil = mapHistory.map((event) =>
    JSON.parse(JSON.stringify(event).replaceAll("Boom", JSON.stringify(MARKUP).slice(1, -1)), (key, value) =>
      key === "timestamp" ? new Date(value) : value,
    ),
  );
  page.open({ askKernel: () => kernelOf(evil, 100).ask });
  page.view.update({
    ...view,
    name: MARKUP,
    execution: {
      ...view.execution,
      name: MARKUP,
      status: "FAILED",
      error: MARKUP,
      cause: MARKUP,
      errors: [{ state: 0, error: MARKUP, cause: MARKUP }],
      io: [{ state: 0, input: MARKUP, output: JSON.stringify({ [MARKUP]: MARKUP }) }],
      jobs: [
        { state: 0, kind: MARKUP, name: MARKUP, links: { resource: "javascript:alert(1)", logs: "data:text/html,x" } },
      ],
      dropped: [MARKUP],
    },
  });
  await lookAround();
  expect(page.all("img, script, iframe")).toEqual([]);
  expect(page.all<HTMLAnchorElement>("a").map(({ href }) => href)).toEqual([]);
  expect((globalThis as { hacked?: number }).hacked).toBeUndefined();
});

test("a history that does not fit the definition is shown as it is", async () => {
  const other = mapHistory.map((event) => ({
    ...event,
    ...("stateEnteredEventDetails" in event && { stateEnteredEventDetails: { name: "__proto__" } }),
  }));
  page.open({ askKernel: () => kernelOf(other as never, 100).ask });
  page.view.update(mapViewAt());
  await lookAround();
  page.tab(/^Events/);
  expect(page.all(".sb-event").length).toBeGreaterThan(0);
});

test("whatever a kernel answers, the view stays", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          id: fc.nat(40),
          type: fc.constantFrom(...mapHistory.map(({ type }) => type)),
          timestamp: fc.double(),
          previousEventId: fc.nat(40),
          stateEnteredEventDetails: fc.jsonValue(),
          mapIterationStartedEventDetails: fc.jsonValue(),
          stateExitedEventDetails: fc.jsonValue(),
          taskFailedEventDetails: fc.jsonValue(),
        }),
      ),
      async (events) => {
        page.open({ askKernel: () => (async () => ({ events, more: false })) as never });
        page.view.update(mapViewAt());
        await lookAround();
        expect(page.one(".sb-content").hidden).toBe(false);
      },
    ),
    { numRuns: 5 },
  );
});

describe("a page that is left", () => {
  test("has no timers, and hears nothing of what comes later", async () => {
    vi.useFakeTimers({ now: mapHistory[9]!.timestamp });
    let answer: (value: unknown) => void = () => {};
    page.open({ askKernel: () => (() => new Promise((resolve) => (answer = resolve as never))) as never });
    page.view.update(mapViewAt(10));
    page.tab(/^Events/);
    page.named("button", "Replay").click();
    page.named("button", "Play").click();
    page.named("button", "Export").click();
    page.view.dispose();
    // What the page's own selection still has to do.
    vi.advanceTimersByTime(1);
    expect(vi.getTimerCount()).toBe(0);
    answer({ events: mapHistory.map((event) => ({ ...event, timestamp: 1 })), more: false });
    await page.settled();
    expect(page.host.childElementCount).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("has taken back every listener on the document and the window", () => {
    const heard = new Map<string, number>();
    const count = (target: EventTarget, by: 1 | -1, method: "addEventListener" | "removeEventListener") => {
      const real = target[method].bind(target);
      vi.spyOn(target, method).mockImplementation((...given: Parameters<EventTarget["addEventListener"]>) => {
        heard.set(given[0], (heard.get(given[0]) ?? 0) + by);
        real(...given);
      });
    };
    for (const target of [document, window]) {
      count(target, 1, "addEventListener");
      count(target, -1, "removeEventListener");
    }
    page.open();
    page.view.update(mapViewAt());
    page.named("button", "Export").click();
    page.view.dispose();
    vi.restoreAllMocks();
    expect([...heard].filter(([, times]) => times > 0)).toEqual([]);
  });
});
