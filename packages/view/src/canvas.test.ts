// @vitest-environment jsdom
import { type State, type StateMachine, startProgress } from "@stepbook/asl";
import { createView, type Drawing, readView, statesOfView } from "@stepbook/graph";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Canvas, createCanvas } from "./canvas";
import type { Shown } from "./shown";

const pass = (Next?: string): State => ({ Type: "Pass", ...(Next ? { Next } : { End: true }) }) as State;
const chain = (count: number, name: (i: number) => string) => ({
  StartAt: name(0),
  States: Object.fromEntries(
    Array.from({ length: count }, (_, i) => [name(i), pass(i + 1 < count ? name(i + 1) : undefined)]),
  ),
});
const small: StateMachine = {
  StartAt: "First",
  States: {
    First: pass("Both"),
    Both: {
      Type: "Parallel",
      Branches: [
        { StartAt: "Each", States: { Each: { Type: "Map", ItemProcessor: chain(2, (i) => `In ${i}`), End: true } } },
        chain(1, () => "Beside"),
      ],
      Next: "Last",
    },
    Last: { Type: "Succeed" },
  },
};

let canvas: Canvas;
let drawing: Drawing;
let news: string[];
beforeEach(() => {
  news = [];
  canvas = createCanvas({
    onSelect: (index) => news.push(`selected ${index}`),
    onCollapse: (next) => {
      drawing = next;
      news.push(`collapsed ${[...next.collapsed]}`);
    },
    onFollowing: (following) => news.push(`following ${following}`),
  });
  document.body.append(canvas.element);
});
afterEach(() => {
  canvas.dispose();
  canvas.element.remove();
});

const show = (definition: StateMachine, statuses: Readonly<Record<string, string>> = {}, live = true): void => {
  const view = createView({ definition, name: "x", direction: "down", rev: 1, now: 5, progress: startProgress() });
  const read = readView(view);
  if ("problem" in read) throw new Error(read.problem);
  drawing = canvas.draw(read, "down");
  const letters = drawing.graph.nodes.map(({ name }) => statuses[name] ?? "n").join("");
  const execution = { ...read.view.execution!, status: "RUNNING" as const, statuses: letters };
  const states = statesOfView(execution, letters.length);
  const seen = { view: { ...read.view, execution }, definition, drawing, states };
  const shown: Shown = { ...seen, now: 5, live, end: 5, latest: execution, replayed: false };
  canvas.update(shown);
};
const indexOf = (name: string): number => drawing.graph.nodes.find((node) => node.name === name)!.index;
const names = (): readonly (string | null)[] =>
  [...canvas.element.querySelectorAll(".sb-frame .sb-state")].map((one) => one.querySelector(".sb-name")!.textContent);
const element = (name: string): SVGElement => {
  const index = indexOf(name);
  return canvas.element.querySelector<SVGElement>(`.sb-state[data-key="state-${index}"]`)!;
};
const press = (key: string) =>
  document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

describe("a cluster collapses", () => {
  test("and expands by its sign, and news are told", () => {
    show(small);
    element("Both")
      .querySelector(".sb-fold")!
      .dispatchEvent(new MouseEvent("click", { bubbles: true }));
    expect([...names()].sort()).toEqual(["Both", "First", "Last"]);
    expect(element("Both").getAttribute("aria-expanded")).toBe("false");
    expect(element("Both").querySelector("title")?.textContent).toBe("Both · Parallel · 4 states inside · not started");
    expect(element("Both").querySelector(".sb-fold")!.getAttribute("aria-label")).toBe("Expand Both");
    expect(element("Both").querySelector(".sb-caption")!.textContent).toBe("Parallel · 2 branches · 4 states inside");
    element("Both")
      .querySelector(".sb-fold")!
      .dispatchEvent(new MouseEvent("click", { bubbles: true }));
    expect(names()).toHaveLength(7);
    expect(news).toEqual([`collapsed ${indexOf("Both")}`, "collapsed "]);
  });

  test("by keys, the focus stays on what is shown", () => {
    show(small);
    canvas.focusState(indexOf("In 0"));
    press("-");
    expect(document.activeElement).toBe(element("Each"));
    press("+");
    expect(names()).toContain("In 0");
    canvas.focusState(indexOf("In 1"));
    canvas.collapseAll();
    expect(document.activeElement).toBe(element("Both"));
    expect(canvas.element.querySelectorAll('.sb-state[tabindex="0"]')).toHaveLength(1);
    canvas.expandAll();
    expect(names()).toHaveLength(7);
  });

  test("and shows the most urgent status of what is inside", () => {
    show(small, { First: "s", Both: "r", Each: "r", "In 0": "c", "In 1": "r", Beside: "s" });
    canvas.collapseAll();
    expect(element("Both").dataset.status).toBe("running");
    show(small, { First: "s", Both: "r", Each: "r", "In 0": "f", "In 1": "r", Beside: "s" });
    expect(element("Both").dataset.status).toBe("failed");
  });

  test("and opens for a state inside of it that is gone to", () => {
    show(small);
    canvas.collapseAll();
    canvas.goTo(indexOf("In 1"));
    expect(document.activeElement).toBe(element("In 1"));
  });

  test("stays collapsed when the same definition is drawn anew", () => {
    show(small);
    canvas.toggle(indexOf("Each"));
    const read = readView(createView({ definition: small, name: "x", direction: "down", rev: 1, now: 5 }));
    if ("problem" in read) throw new Error(read.problem);
    drawing = canvas.draw(read, "right");
    expect([...drawing.collapsed]).toEqual([indexOf("Each")]);
    expect(names()).not.toContain("In 0");
  });
});

test("the focus stays on what a key has collapsed, whoever gave it the focus", () => {
  show(small);
  element("Each").focus();
  press("-");
  expect(document.activeElement).toBe(element("Each"));
  expect(element("Each").getAttribute("aria-expanded")).toBe("false");
  press("+");
  expect(document.activeElement).toBe(element("Each"));
});

test("what was searched for stands out, or what stands for it", () => {
  show(small);
  canvas.mark([indexOf("In 0"), indexOf("Last")]);
  const marked = () => [...canvas.element.querySelectorAll(".sb-marked .sb-name")].map((one) => one.textContent);
  expect(marked()).toEqual(["In 0", "Last"]);
  canvas.toggle(indexOf("Each"));
  expect(marked()).toEqual(["Each", "Last"]);
  expect(canvas.element.querySelector(".sb-minimap .sb-far-marked")!.getAttribute("d")!.split("M")).toHaveLength(3);
  canvas.mark(undefined);
  expect(marked()).toEqual([]);
  expect(canvas.element.querySelector(".sb-marking")).toBeNull();
});

test("it follows what runs, until the reader moves it, and again when asked to", () => {
  show(small, { First: "r" });
  const button = canvas.element.querySelector<HTMLButtonElement>(".sb-follow")!;
  expect([button.hidden, button.getAttribute("aria-pressed"), button.textContent]).toEqual([
    false,
    "true",
    "Following",
  ]);
  canvas.camera.zoomBy(2);
  expect([canvas.following, button.getAttribute("aria-pressed")]).toEqual([false, "false"]);
  button.click();
  expect(canvas.following).toBe(true);
  expect(news).toEqual(["following false", "following true"]);
  show(small, { First: "r" }, false);
  expect(button.hidden).toBe(true);
});

test("of a large graph only what is in view is there, and what has the focus", () => {
  show(chain(1000, (i) => `S${i}`) as StateMachine);
  expect(names().length).toBeLessThan(50);
  canvas.focusState(900);
  expect(names()).toContain("S900");
  expect(document.activeElement).toBe(element("S900"));
});

test("what comes into view of a large graph shows how it stands now", () => {
  show(chain(1000, (i) => `S${i}`) as StateMachine, { S0: "s", S900: "r" });
  canvas.focusState(900);
  expect(element("S900").dataset.status).toBe("running");
  expect(element("S900").querySelector("title")?.textContent).toBe("S900 · Pass · running");
});

test("from far, a large graph is a path for each status, and the state with the focus stays", () => {
  show(chain(1000, (i) => `S${i}`) as StateMachine, { S0: "s", S1: "r", S2: "r" });
  canvas.focusState(1);
  canvas.camera.zoomBy(0.2);
  expect(names()).toEqual(["S1"]);
  const path = (status: string) =>
    canvas.element.querySelector(`.sb-frame .sb-far [data-status="${status}"]`)!.getAttribute("d")!;
  const count = (status: string) => path(status).split("M").length - 1;
  expect(["succeeded", "running", "notStarted"].map(count)).toEqual([1, 2, 997]);
  expect(canvas.element.querySelectorAll(".sb-frame .sb-far path").length).toBeLessThan(12);
  canvas.camera.zoomBy(5);
  expect(canvas.element.querySelector(".sb-frame .sb-far")).toBeNull();
  expect(names().length).toBeGreaterThan(1);
});

test("from far, a small graph keeps its elements and hides what can't be read", () => {
  show(small);
  canvas.camera.zoomBy(0.3);
  expect(names()).toHaveLength(7);
  expect(canvas.element.querySelector(".sb-from-far")).not.toBeNull();
});

test("of an earlier drawing nothing stays on the minimap", () => {
  const paths = () =>
    [...canvas.element.querySelectorAll('.sb-minimap [data-status="running"]')].map((path) => path.getAttribute("d"));
  show(small, { First: "r" });
  expect(paths()[0]).not.toBe("");
  show({ StartAt: "A", States: { A: { Type: "Succeed" } } });
  expect(paths()).toEqual([""]);
});

test("a definition without states is an empty graph", () => {
  show({ StartAt: "A", States: {} });
  canvas.resize();
  canvas.collapseAll();
  expect(names()).toEqual([]);
});
