// @vitest-environment jsdom
import { describe, expect, test, vi } from "vitest";
import { kernelOf } from "../test/kernel";
import { mapHistory, mapViewAt } from "../test/map-run";
import { usePage } from "../test/page";

const page = usePage();
const openTab = () => page.one('.sb-panel-tabs [role=tab][aria-selected="true"]');

describe("the tabs", () => {
  test("are gone through by arrows, Home and End, and name their panels", () => {
    page.view.update(mapViewAt());
    openTab().focus();
    const names = ["ArrowRight", "ArrowRight", "End", "ArrowRight", "ArrowLeft", "Home"].map((key) => {
      page.press(document.activeElement!, key);
      expect(document.activeElement).toBe(openTab());
      expect(page.one(`#${openTab().getAttribute("aria-controls")}`).hidden).toBe(false);
      return openTab().textContent;
    });
    expect(names).toEqual(["Events (24)", "States (4)", "Definition", "Timeline", "Definition", "Timeline"]);
  });

  test("are remembered by the page", () => {
    const memory = new Map<string, unknown>();
    page.open({ memory });
    page.view.update(mapViewAt());
    page.tab(/^States/);
    page.open({ memory });
    page.view.update(mapViewAt());
    expect(openTab().textContent).toBe("States (4)");
  });
});

test("the line beside the tabs says of when all is, and a kernel can tell of now", async () => {
  const kernel = kernelOf(mapHistory, 100);
  const asked: string[] = [];
  vi.useFakeTimers({ now: mapHistory[23]!.timestamp });
  page.open({
    askKernel: () =>
      (async (name: string, question: never) => {
        asked.push(name);
        return name === "view" ? mapViewAt(24, 2) : kernel.ask(name as "log", question);
      }) as never,
  });
  const late = mapViewAt(10);
  vi.setSystemTime(mapHistory[9]!.timestamp.getTime() + 3_600_000);
  page.view.update(late);
  expect(page.text(".sb-freshness > span")).toMatch(/^as of .*, not live$/);
  page.named("button", "Update").click();
  await page.settled();
  expect(asked).toEqual(["view"]);
  expect(page.text(".sb-status")).toBe("Succeeded");
  expect(page.text(".sb-freshness > span")).toMatch(/^ended/);
});

test("what was left out, and what the payload could not be read for, is one plain line", () => {
  const view = mapViewAt();
  page.view.update({ ...view, execution: { ...view.execution, dropped: ["io", "events", "<b>"] } });
  expect(page.text(".sb-notices")).toContain("inputs and outputs, older events, <b>");
  page.view.update(mapViewAt(24, 2));
  expect(page.one(".sb-notices").hidden).toBe(true);
});

describe("the height", () => {
  test("is changed by keys, and remembered", () => {
    const memory = new Map<string, unknown>();
    page.open({ memory });
    page.view.update(mapViewAt());
    const handle = page.named("separator", "Height of the graph");
    page.press(handle, "PageDown");
    const height = memory.get("height");
    expect(height).toBeGreaterThanOrEqual(160);
    expect(page.one(".sb-view").style.getPropertyValue("--sb-height")).toBe(`${height}px`);
    page.open({ memory });
    page.view.update(mapViewAt());
    expect(page.one(".sb-view").style.getPropertyValue("--sb-height")).toBe(`${height}px`);
    page.press(page.named("separator", "Height of the graph"), "Enter");
    expect(page.one(".sb-view").hasAttribute("data-height")).toBe(false);
    expect(memory.get("height")).toBe(0);
  });

  test.each([["text"], [Number.NaN], [-3], [{}]])("that was remembered wrongly (%s) is passed over", (height) => {
    page.open({ memory: { get: () => height, set: () => {} } });
    page.view.update(mapViewAt());
    expect(page.one(".sb-view").hasAttribute("data-height")).toBe(false);
  });
});

describe("the States table", () => {
  const cells = (column: number) =>
    page
      .all('[aria-label="States"] .sb-row')
      .sort((a, b) => Number(a.getAttribute("aria-rowindex")) - Number(b.getAttribute("aria-rowindex")))
      .map((row) => row.children[column]!.textContent);

  test("is sorted by its heads", () => {
    page.view.update(mapViewAt(15));
    page.tab(/^States/);
    expect(cells(0)).toEqual(["Each", "Work", "Note", "Done"]);
    page.named("button", "Type").click();
    expect(cells(1)).toEqual(["Map", "Pass", "Succeed", "Task"]);
    expect(page.one('[aria-sort="ascending"]').textContent).toBe("Type");
    page.named("button", "Type").click();
    expect(cells(1)).toEqual(["Task", "Succeed", "Pass", "Map"]);
    page.named("button", "State").click();
    page.named("button", "State").click();
    expect(cells(0)).toEqual(["Done", "Note", "Work", "Each"]);
  });

  test("has the columns of the settings, and those that it does not know are passed over", () => {
    page.open({ settings: { columns: ["status", "nonsense", "items"] } });
    page.view.update(mapViewAt());
    page.tab(/^States/);
    const heads = () => page.all("[aria-label=States] [role=columnheader]").map(({ textContent }) => textContent);
    expect(heads()).toEqual(["State", "Status", "Items"]);
    expect(cells(2)).toEqual(["2 / 2", "", "", ""]);
    page.view.configure({ columns: ["state", "error"] });
    expect(heads()).toEqual(["State", "Error"]);
  });

  test("leads to a state by the keyboard", () => {
    page.view.update(mapViewAt());
    page.tab(/^States/);
    const grid = page.one('[aria-label="States"][role=grid]');
    grid.focus();
    for (const key of ["ArrowDown", "ArrowDown", "Enter"]) page.press(grid, key);
    expect(page.text(".sb-details-title")).toBe("Note");
    expect(document.activeElement).toBe(grid);
  });
});

describe("the timeline", () => {
  const lines = () => page.all("[role=option]");
  const bars = (name: string) =>
    [
      ...lines()
        .find((line) => line.querySelector("[title]")?.getAttribute("title") === name)!
        .querySelectorAll(".sb-bar"),
    ].map((bar) => bar.getAttribute("data-kind"));

  test("has a line for each state that has begun, and a bar for each try", () => {
    page.view.update(mapViewAt(15));
    expect(lines()).toHaveLength(2);
    expect(bars("Work")).toEqual(["state", "failed", "failed"]);
    expect(bars("Each")).toEqual(["try", "items", "items"]);
    expect(page.all(".sb-now")[0]!.hidden).toBe(false);
  });

  test("has a hatched bar for a state whose only try failed", () => {
    const view = mapViewAt(13);
    const statuses = `${view.execution!.statuses[0]}fnn`;
    page.view.update({ ...view, execution: { ...view.execution, statuses, attempts: [] } });
    expect(bars("Work")).toEqual(["failed"]);
  });

  test("has a lane for each of the visits that go on beside each other, once the history is there", async () => {
    page.open({ askKernel: () => kernelOf(mapHistory, 100).ask });
    page.view.update(mapViewAt());
    page.select("Work");
    await page.settled();
    const lanes = page.all<SVGPathElement>(".sb-lanes path").map((path) => path.dataset.status);
    expect(lanes).toEqual(["succeeded", "caught"]);
    expect(lines().find((line) => line.getAttribute("aria-selected") === "true")?.textContent).toContain("Work");
  });

  test("leads to a state by click and by key", () => {
    page.view.update(mapViewAt());
    lines()[0]!.click();
    expect(page.text(".sb-details-title")).toBe("Each");
    const list = page.one("[role=listbox]");
    list.focus();
    for (const key of ["End", "Enter"]) page.press(list, key);
    expect(page.text(".sb-details-title")).toBe("Done");
  });
});

describe("the definition", () => {
  test("is whole, with the selected state marked", () => {
    page.view.update(mapViewAt());
    page.tab("Definition");
    expect(
      JSON.parse(
        page
          .all(".sb-definition pre")
          .map((block) => block.textContent)
          .join("\n"),
      ).StartAt,
    ).toBe("Each");
    page.select("Note");
    expect(JSON.parse(`{${page.text(".sb-definition-mark")}}`.replace(/,\}$/, "}"))).toEqual({
      Note: { Type: "Pass", End: true },
    });
  });
});

test("inputs and outputs of the run and of the selected state stand side by side", async () => {
  page.open({ askKernel: () => kernelOf(mapHistory, 100).ask });
  page.view.update(mapViewAt());
  page.tab("Input & output");
  await page.settled();
  page.select("Each");
  const boxes = page
    .all(".sb-io-box")
    .map((box) => [box.querySelector("h4")?.textContent, box.querySelector("pre")?.textContent?.replace(/\s/g, "")]);
  expect(boxes).toEqual([
    ["Input of the execution", "[0,1]"],
    ["Output of the execution", '"done"'],
    ["Input of Each", "[0,1]"],
    ["Output of Each", "[]"],
  ]);
});
