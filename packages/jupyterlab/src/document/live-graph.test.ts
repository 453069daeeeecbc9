// @vitest-environment jsdom
import { nullTranslator } from "@jupyterlab/translation";
import { afterEach, expect, it, vi } from "vitest";
import { OpenViews } from "../open-views";
import { createLiveGraph, type LiveGraph, type Source } from "./live-graph";

const trans = nullTranslator.load("stepbook");
const definition = (next: string): string => `StartAt: First
States:
  First:
    Type: Pass
    Next: ${next}
  Second:
    Type: Map
    ItemProcessor:
      StartAt: In
      States:
        In:
          Type: Choice
          Choices:
            - Condition: "{% true %}"
              Next: Out
        Out: &out
          Type: Pass
          End: true
    End: true
`;

let graph: LiveGraph | undefined;
afterEach(() => graph?.dispose());

const open = async (first: string) => {
  let text = first;
  const node = document.createElement("div");
  const reveal = vi.fn<Source["reveal"]>();
  const views = new OpenViews();
  graph = await createLiveGraph(node, { views }, { name: "x", language: "yaml", text: () => text, reveal }, trans);
  const write = (next: string): void => {
    text = next;
    graph?.refresh();
  };
  const alert = (): HTMLElement => node.querySelector<HTMLElement>(".jp-StepbookDocument-broken")!;
  return { node, reveal, views, write, alert };
};

it("a text that can't be read keeps the last good drawing and says where its fault is", async () => {
  const { node, write, alert } = await open(definition("Second"));
  const state = node.querySelector(".sb-state");
  expect(state).not.toBeNull();
  expect(alert().hidden).toBe(true);
  write(`${definition("Second")}  - x`);
  expect(alert().textContent).toMatch(/text before\. Line 20, column \d+: ./);
  expect(node.querySelector(".sb-state")).toBe(state);
  write(definition("Second"));
  expect(alert().hidden).toBe(true);
  expect(node.querySelector(".sb-state")).toBe(state);
});

it("a click on a finding moves the cursor to its place", async () => {
  const { node, reveal } = await open(definition("Nowhere"));
  const finding = node.querySelector<HTMLButtonElement>(".jp-StepbookDocument-finding")!;
  expect(finding.textContent).toContain("Line 5, column 5");
  finding.click();
  expect(reveal).toHaveBeenLastCalledWith({ line: 4, column: 4 }, true);
});

it("every text on the way to a definition is taken", async () => {
  const whole = definition("Second");
  const { write, alert } = await open("");
  for (let end = 0; end <= whole.length; end += 3) write(whole.slice(0, end));
  write(whole);
  expect(alert().hidden).toBe(true);
});

it.each([
  "a: *nothing",
  "States: &all\n  A: *all\n",
  "States: [1, 2]",
  "States: {A: 1, B: [], C: null, D: x}",
  "States: {A: {Type: Map, ItemProcessor: {States: {X: null}}, Catch: [1], Next: [3]}, __proto__: {Type: Pass}}",
  "States: {A: {Type: Parallel, Branches: [null]}, B: {Type: Choice, Choices: [null, 3]}}",
  "1: 2",
  "--- a\n--- b",
  "%",
  "!!foo x",
])("%j does no harm", async (text) => {
  const { node, write, alert } = await open(text);
  write(definition("Second"));
  expect(alert().hidden).toBe(true);
  expect(node.querySelector(".sb-state")).not.toBeNull();
});

it("nothing is left when it is closed", async () => {
  const { node, views } = await open(definition("Second"));
  expect(views.current).toBeDefined();
  graph?.dispose();
  graph?.dispose();
  expect(node.childElementCount).toBe(0);
  expect(views.current).toBeUndefined();
});
