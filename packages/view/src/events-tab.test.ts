// @vitest-environment jsdom
import { describe, expect, test } from "vitest";
import { kernelOf } from "../test/kernel";
import { LONG, mapHistory, mapViewAt } from "../test/map-run";
import { usePage } from "../test/page";

const page = usePage();
const rows = () =>
  page
    .all(".sb-event")
    .sort((a, b) => Number(a.getAttribute("aria-rowindex")) - Number(b.getAttribute("aria-rowindex")));
const ids = () => rows().map((row) => Number(row.children[0]!.textContent));
const openEvents = async (kernel = kernelOf(mapHistory, 10)) => {
  page.open({ askKernel: () => kernel.ask });
  page.view.update(mapViewAt());
  page.tab(/^Events/);
  await page.settled();
  return kernel;
};

describe("the events", () => {
  test("are the payload's last ones without a kernel, and the panel says so", () => {
    page.view.update(mapViewAt());
    page.tab(/^Events/);
    expect(ids()).toEqual([24, 23, 22, 21, 20]);
    expect(page.text(".sb-events-tab [role=status]")).toMatch(/the last 5 of 24 events/);
  });

  test("are all of the history with a kernel, asked for when the tab opens", async () => {
    const kernel = kernelOf(mapHistory, 10);
    page.open({ askKernel: () => kernel.ask });
    page.view.update(mapViewAt());
    expect(kernel.asked).toEqual([]);
    page.tab(/^Events/);
    await page.settled();
    expect(kernel.names()).toEqual(["history", "history", "history"]);
    expect(ids().slice(0, 6)).toEqual([24, 23, 22, 21, 20, 19]);
    page.named("button", "Newest first").click();
    expect(ids()[0]).toBe(1);
    expect(page.one(".sb-events").getAttribute("aria-rowcount")).toBe("25");
  });

  test("are filtered by state, by type and by any text of theirs", async () => {
    await openEvents();
    const [state, type] = page.all<HTMLSelectElement>(".sb-events-tab select");
    const choose = (menu: HTMLSelectElement, text: string) => {
      menu.value = [...menu.options].find((option) => option.textContent === text)!.value;
      menu.dispatchEvent(new Event("change"));
    };
    choose(state!, "Note");
    expect(ids()).toEqual([18, 17]);
    choose(state!, "All states");
    choose(type!, "TaskFailed");
    expect(ids()).toEqual([15, 13]);
    choose(type!, "All types");
    page.type(page.one<HTMLInputElement>(".sb-events-tab input"), "caught");
    expect(ids()).toEqual([16]);
    expect(page.text(".sb-events-tab [role=status]")).toBe("1 of 24");
  });

  test("open to their JSON, which is asked for whole where it was cut", async () => {
    const kernel = await openEvents();
    rows()[24 - 11]!.click();
    expect(kernel.names().at(-1)).toBe("event");
    await page.settled();
    expect(rows()[24 - 11]!.getAttribute("aria-expanded")).toBe("true");
    expect(page.text(".sb-event-json")).toContain("stateExitedEventDetails");
    expect(page.one(".sb-event-json").dataset.key).toBe("whole");
    expect(LONG.length).toBeGreaterThan(2000);
  });

  test("are gone through by the keyboard: arrows, Enter, and the links of the active one", async () => {
    await openEvents();
    const grid = page.one(".sb-events");
    grid.focus();
    for (const key of ["Home", "ArrowDown", "Enter"]) page.press(grid, key);
    const active = document.getElementById(grid.getAttribute("aria-activedescendant")!)!;
    expect(active.getAttribute("aria-rowindex")).toBe("3");
    expect(active.getAttribute("aria-expanded")).toBe("true");
    page.press(grid, "ArrowLeft");
    expect(active.getAttribute("aria-expanded")).toBe("false");
    const reached = page.all(".sb-event .sb-link").filter((link) => link.tabIndex === 0);
    expect(reached.every((link) => active.contains(link))).toBe(true);
    reached.at(-1)!.click();
    expect(grid.getAttribute("aria-activedescendant")).toMatch(/-22$/);
    page.press(grid, "End");
    expect(grid.getAttribute("aria-activedescendant")).toMatch(/-1$/);
  });

  test("lead to their state", async () => {
    await openEvents();
    page.named("button", "Go to the state Note").click();
    expect(page.text(".sb-details-title")).toBe("Note");
  });

  test("of one state are opened from its details", async () => {
    await openEvents();
    page.tab("Timeline");
    page.select("Done");
    page.named("button", "Events of this state").click();
    expect(ids()).toEqual([23, 22]);
  });

  test("are no more in the document than are seen, however many there are", async () => {
    const many = Array.from({ length: 5000 }, (_, i) => ({
      ...mapHistory[0]!,
      id: i + 1,
      previousEventId: i,
    }));
    page.open({ askKernel: () => kernelOf(many, 5000).ask });
    const view = mapViewAt();
    page.view.update({ ...view, execution: { ...view.execution, eventCount: 5000 } });
    page.tab(/^Events/);
    await page.settled();
    expect(page.one(".sb-events").getAttribute("aria-rowcount")).toBe("5001");
    expect(rows().length).toBeLessThan(60);
    const grid = page.one(".sb-events");
    grid.scrollTop = 28 * 2500;
    grid.dispatchEvent(new Event("scroll"));
    expect(ids()).toContain(2500);
    expect(rows().length).toBeLessThan(60);
  });
});
