// @vitest-environment jsdom
import { describe, expect, test, vi } from "vitest";
import { kernelOf } from "../test/kernel";
import { mapHistory, mapViewAt } from "../test/map-run";
import { usePage } from "../test/page";

const page = usePage();
const field = () => page.one<HTMLInputElement>(".sb-search-field");
const found = () => page.text(".sb-search-count");
const marked = () => page.all<SVGElement>(".sb-marked").map((one) => one.querySelector(".sb-name")?.textContent);

describe("the search", () => {
  test.each([
    ["a name", "wor", ["Work"]],
    ["a type", "succeed", ["Done"]],
    ["a resource", "lambda:invoke", ["Work"]],
  ])("finds states by %s, and lets them stand out", (_, text, names) => {
    page.view.update(mapViewAt());
    page.type(field(), text);
    expect(marked()).toEqual(names);
    expect(found()).toBe(String(names.length));
  });

  test("goes from one state found to the next by Enter, and back by Shift + Enter", () => {
    page.view.update(mapViewAt());
    page.type(field(), "o");
    const count = Number(found());
    expect(count).toBeGreaterThan(2);
    field().focus();
    page.press(field(), "Enter");
    expect(found()).toBe(`1 of ${count}`);
    page.press(field(), "Enter");
    expect(found()).toBe(`2 of ${count}`);
    for (const _ of [1, 2]) page.press(field(), "Enter", { shiftKey: true });
    expect(found()).toBe(`${count} of ${count}`);
    expect(document.activeElement).toBe(field());
    expect(page.one(".sb-details").hidden).toBe(false);
  });

  test("is entered by a slash, cleared by Escape, and left by another", () => {
    page.view.update(mapViewAt());
    page.state("Each").focus();
    page.press(page.state("Each"), "/");
    expect(document.activeElement).toBe(field());
    page.type(field(), "nothing of the kind");
    expect(found()).toBe("none");
    page.press(field(), "Escape");
    expect(field().value).toBe("");
    expect(marked()).toEqual([]);
    page.press(field(), "Escape");
    expect(document.activeElement).toBe(page.state("Each"));
  });

  test("keeps its keys from the page around", () => {
    page.view.update(mapViewAt());
    const reached: string[] = [];
    const listen = (event: KeyboardEvent) => reached.push(event.key);
    document.body.addEventListener("keydown", listen);
    field().focus();
    for (const key of ["x", "Enter", "Escape"]) page.press(field(), key);
    page.press(field(), "Enter", { shiftKey: true });
    document.body.removeEventListener("keydown", listen);
    expect(reached).toEqual([]);
  });
});

test("a count leads from one state of its status to the next", () => {
  page.view.update(mapViewAt());
  const count = page.named("button", /states succeeded/);
  const titles = [1, 2, 3, 4].map(() => {
    count.click();
    return page.text(".sb-details-title");
  });
  expect(titles).toEqual(["Each", "Note", "Done", "Each"]);
});

describe("an execution", () => {
  const open = (events: number, hasKernel = true) => {
    const kernel = kernelOf(mapHistory, 100);
    page.open({ askKernel: () => (hasKernel ? kernel.ask : undefined) });
    vi.useFakeTimers({ now: mapHistory[events - 1]!.timestamp });
    page.view.update(mapViewAt(events));
    return kernel;
  };
  const dialog = () => page.named("alertdialog", /.*/);

  test("is stopped when the reader says so, and not before", async () => {
    const kernel = open(10);
    const stop = page.named("button", "Stop the execution");
    stop.focus();
    stop.click();
    expect(dialog().textContent).toContain("Stop this execution?");
    expect(document.activeElement?.textContent).toBe("Cancel");
    page.press(document.activeElement!, "Tab");
    expect(document.activeElement?.textContent).toBe("Stop");
    expect(kernel.names()).not.toContain("stop");
    page.press(document.activeElement!, "Escape");
    expect(document.activeElement).toBe(stop);
    await page.settled();
    expect(kernel.names()).not.toContain("stop");
    stop.click();
    page.all<HTMLButtonElement>(".sb-confirm-yes")[0]!.click();
    await page.settled();
    expect(kernel.asked.find(([name]) => name === "stop")?.[1]).toEqual({
      execution: "arn:aws:states:us-east-1:123456789012:execution:map:run",
    });
  });

  test.each([
    ["that runs", "RUNNING", "arn:aws:states:r:1:execution:m:e", [true, false]],
    ["that failed", "FAILED", "arn:aws:states:r:1:execution:m:e", [false, true]],
    ["that timed out", "TIMED_OUT", "arn:aws:states:r:1:execution:m:e", [false, true]],
    ["that was aborted", "ABORTED", "arn:aws:states:r:1:execution:m:e", [false, true]],
    ["that succeeded", "SUCCEEDED", "arn:aws:states:r:1:execution:m:e", [false, false]],
    ["of type Express that runs", "RUNNING", "arn:aws:states:r:1:express:m:e:1", [false, false]],
    ["of type Express that failed", "FAILED", "arn:aws:states:r:1:express:m:e:1", [false, false]],
  ] as const)("%s can be stopped, redriven or neither", (_, status, arn, can) => {
    page.open({ askKernel: () => kernelOf([]).ask });
    const view = mapViewAt();
    page.view.update({ ...view, execution: { ...view.execution, status, arn } });
    expect([page.view.can("stop"), page.view.can("redrive")]).toEqual(can);
    expect([page.named("button", /^Stop/) !== undefined, page.named("button", /^Redrive/) !== undefined]).toEqual(can);
  });

  test("has no such buttons where the kernel may not be asked", () => {
    open(10, false);
    expect(page.view.can("stop")).toBe(false);
    expect(page.named("button", /^Stop/)).toBeUndefined();
  });

  test("that the kernel can't stop is told of in the panel", async () => {
    page.open({
      askKernel: () => async () => {
        throw new Error("It has ended already.");
      },
    });
    vi.useFakeTimers({ now: mapHistory[9]!.timestamp });
    page.view.update(mapViewAt(10));
    page.view.run("stop");
    page.all<HTMLButtonElement>(".sb-confirm-yes")[0]!.click();
    await page.settled();
    expect(page.text(".sb-trouble > span")).toBe("It has ended already.");
  });
});

describe("the menu of exports", () => {
  test("is gone through by arrows and closed by Escape, with the focus back on its button", () => {
    page.view.update(mapViewAt());
    const button = page.named("button", "Export");
    button.click();
    expect(button.getAttribute("aria-expanded")).toBe("true");
    const texts = ["ArrowDown", "ArrowDown", "End", "ArrowDown"].map((key) => {
      page.press(document.activeElement!, key);
      return document.activeElement?.textContent;
    });
    expect(texts).toEqual(["Picture (PNG)", "Definition (ASL)", "Copy the definition", "Picture (SVG)"]);
    page.press(document.activeElement!, "Escape");
    expect(document.activeElement).toBe(button);
    expect(page.one(".sb-menu").hidden).toBe(true);
  });

  test("copies the definition", async () => {
    const copied: string[] = [];
    vi.stubGlobal("navigator", { clipboard: { writeText: async (text: string) => copied.push(text) } });
    page.view.update(mapViewAt());
    page.view.run("copyAsl");
    page.view.run("copySvg");
    await page.settled();
    vi.unstubAllGlobals();
    expect(JSON.parse(copied[0]!).StartAt).toBe("Each");
  });

  test("lets the whole history be kept, which is asked for then", async () => {
    const kernel = kernelOf(mapHistory, 5);
    const blobs: Blob[] = [];
    vi.stubGlobal("URL", {
      ...URL,
      createObjectURL: (blob: Blob) => String(blobs.push(blob)),
      revokeObjectURL: () => {},
    });
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => {});
    page.open({ askKernel: () => kernel.ask });
    page.view.update(mapViewAt());
    page.view.run("exportHistory");
    for (let i = 0; i < 5; i += 1) await page.settled();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    expect(kernel.names()).toEqual(["history", "history", "history", "history", "history"]);
    expect(blobs).toHaveLength(1);
    expect(blobs[0]!.type).toBe("application/json");
  });
});
