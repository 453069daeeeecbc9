// @vitest-environment jsdom
import { createView } from "@stepbook/graph";
import { describe, expect, test } from "vitest";
import { kernelOf } from "../test/kernel";
import { LONG, mapHistory, mapMachine, mapViewAt } from "../test/map-run";
import { usePage } from "../test/page";

const page = usePage();
const panel = () => page.all(".sb-state-tabs [role=tabpanel]").find((one) => !one.hidden)!;
const openWith = (kernel = kernelOf(mapHistory, 100), view = mapViewAt()) => {
  page.open({ askKernel: () => kernel.ask });
  page.view.update(view);
  return kernel;
};
const facts = () =>
  Object.fromEntries(page.all(".sb-facts dt").map((dt) => [dt.textContent, dt.nextElementSibling?.textContent]));
const item = (text: RegExp) => {
  const menu = page.one<HTMLSelectElement>(".sb-item-picker select");
  menu.value = [...menu.options].find((option) => text.test(option.textContent ?? ""))!.value;
  menu.dispatchEvent(new Event("change"));
};

describe("the input and output of a state", () => {
  test("come from the history, which is asked for when they are looked at", async () => {
    const kernel = openWith();
    expect(kernel.asked).toEqual([]);
    page.select("Done");
    page.select("Each");
    await page.settled();
    expect(panel().textContent).toContain("0");
    page.tab("Output");
    expect(panel().querySelector("pre")?.textContent).toBe("[]");
  });

  test("are asked for whole where they were cut", async () => {
    const kernel = openWith();
    page.select("Work");
    await page.settled();
    item(/^1 of 2/);
    page.tab("Output");
    await page.settled();
    expect(kernel.names()).toContain("event");
    expect(JSON.parse(panel().textContent ?? "")).toEqual(JSON.parse(LONG));
  });

  test("are said to be with the kernel where none can be asked", () => {
    page.view.update(mapViewAt());
    page.select("Each");
    expect(panel().textContent).toMatch(/not kept in this output/);
  });

  test("come from the payload where it has them", () => {
    const view = mapViewAt();
    const io = [{ state: 0, input: '{"kept":true}' }];
    page.view.update({ ...view, execution: { ...view.execution, io } });
    page.select("Each");
    expect(panel().querySelector("pre")?.textContent).toContain('"kept": true');
  });
});

describe("the items of a Map", () => {
  test("are picked one by one, and the details are then of that item alone", async () => {
    openWith();
    page.select("Work");
    await page.settled();
    item(/^1 of 2/);
    expect(facts()).toMatchObject({ Status: "Succeeded", Lasted: "6.0 s" });
    page.named("button", "Next item").click();
    expect(facts()).toMatchObject({ Status: "Caught" });
    expect(page.all(".sb-details tbody tr").map((row) => row.textContent)).toEqual([
      "1 of 2Boom5.0 s1.0 s",
      "2 of 2Boom1.0 s",
    ]);
    expect(panel().textContent).toContain('"item": 1');
  });

  test("show their Map's states, each leading to its details", async () => {
    openWith();
    page.select("Each");
    await page.settled();
    item(/^2 of 2/);
    expect(page.all(".sb-item-states .sb-link").map(({ textContent }) => textContent)).toEqual(["Work", "Note"]);
    page.one(".sb-item-states .sb-link").click();
    expect(page.text(".sb-details-title")).toBe("Work");
    expect(facts()).toMatchObject({ Status: "Caught" });
  });

  test("that failed come first", async () => {
    const failed = mapHistory.slice(0, 15).concat({
      ...mapHistory[18]!,
      id: 16,
      previousEventId: 15,
      type: "MapIterationFailed",
      mapIterationFailedEventDetails: { name: "Each", index: 1 },
    } as never);
    openWith(kernelOf(failed, 100));
    page.select("Each");
    await page.settled();
    expect([...page.one<HTMLSelectElement>(".sb-item-picker select").options].map(({ text }) => text)).toEqual([
      "all items",
      "2 of 2 · failed",
      "1 of 2 · succeeded",
    ]);
  });
});

test("the error of a try that was retried is told, with how long it waited", async () => {
  openWith(kernelOf(mapHistory.slice(0, 14), 100), mapViewAt(14));
  page.select("Work");
  await page.settled();
  expect(page.text(".sb-failure")).toBe("Boom — retried after 1.0 sit burst");
  page.tab("Error");
  expect(panel().textContent).toContain("it burst");
});

describe("JSON", () => {
  const shown = (input: string) => {
    const view = mapViewAt();
    page.view.update({ ...view, execution: { ...view.execution, io: [{ state: 0, input }] } });
    page.select("Each");
    return panel();
  };

  test("of many lines is a tree whose parts are made as they are opened", () => {
    const tree = shown(JSON.stringify({ list: Array.from({ length: 250 }, (_, i) => ({ i })), "<b>": "<i>" }));
    expect(tree.querySelector("b, i")).toBeNull();
    const [, list] = tree.querySelectorAll("details");
    expect(list!.querySelectorAll(".sb-json-inner")).toHaveLength(0);
    list!.open = true;
    list!.dispatchEvent(new Event("toggle"));
    expect(list!.querySelectorAll("details")).toHaveLength(100);
    [...list!.querySelectorAll("button")].at(-1)!.click();
    expect(list!.querySelectorAll("details")).toHaveLength(200);
  });

  test("that is no JSON is text as it is", () => {
    expect(shown("<script>alert(1)</script>").querySelector("pre")?.textContent).toBe("<script>alert(1)</script>");
    expect(page.host.querySelector("script")).toBeNull();
  });

  test("nested too deep for a stack is a tree", () => {
    expect(shown(`${"[".repeat(9000)}${"]".repeat(9000)}`).querySelector(".sb-json-tree")).not.toBeNull();
  });
});

test("a definition alone has neither tabs of a run nor facts of one", () => {
  page.view.update(createView({ definition: mapMachine, name: "map", direction: "down", rev: 1, now: 0 }));
  page.select("Work");
  expect(
    page
      .all(".sb-state-tabs [role=tab]")
      .filter(({ hidden }) => !hidden)
      .map(({ textContent }) => textContent),
  ).toEqual(["Definition"]);
  expect(facts()).toEqual({ State: "Task in Map Each", Resource: "lambda:invoke" });
});
