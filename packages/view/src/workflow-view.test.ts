// @vitest-environment jsdom
import type { StateMachine } from "@stepbook/asl";
import { createView } from "@stepbook/graph";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { history, START, viewAt } from "../test/views";
import { createWorkflowView, type WorkflowViewHandle } from ".";

let host: HTMLElement;
let view: WorkflowViewHandle;
beforeEach(() => {
  host = document.createElement("div");
  document.body.append(host);
  view = createWorkflowView(host);
});
afterEach(() => {
  view.dispose();
  host.remove();
  vi.useRealTimers();
});

const state = (name: string): SVGElement =>
  [...host.querySelectorAll<SVGElement>(".sb-state")].find(
    (one) => one.querySelector(".sb-name")?.textContent === name,
  )!;
const press = (target: Element, key: string) =>
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
const text = (selector: string) => host.querySelector(selector)?.textContent;

describe("an update", () => {
  test("changes statuses and keeps every element of the graph", () => {
    view.update(viewAt(history.slice(0, 2), 1));
    const before = [...host.querySelectorAll(".sb-frame *")];
    expect(state("First").dataset.status).toBe("running");
    view.update(viewAt(history, 2));
    expect(state("First").dataset.status).toBe("succeeded");
    expect(state("Both").dataset.status).toBe("running");
    const after = [...host.querySelectorAll(".sb-frame *")];
    expect(after.length).toBe(before.length);
    expect(after.every((element, i) => element === before[i])).toBe(true);
  });

  test("with an older rev is ignored", () => {
    view.update(viewAt(history, 5));
    view.update(viewAt(history.slice(0, 2), 4));
    expect(state("First").dataset.status).toBe("succeeded");
  });

  test("keeps the selection, and what the details show is of the new state of things", () => {
    view.update(viewAt(history.slice(0, 2), 1));
    state("First").dispatchEvent(new MouseEvent("click", { bubbles: true }));
    expect(text(".sb-details-title")).toBe("First");
    expect(text(".sb-facts")).toContain("Running");
    view.update(viewAt(history, 2));
    expect(state("First").getAttribute("aria-selected")).toBe("true");
    expect(text(".sb-facts")).toContain("Succeeded");
  });

  test("with another definition draws it", () => {
    view.update(viewAt(history, 1));
    view.update(
      createView({
        definition: { StartAt: "A", States: { A: { Type: "Succeed" } } },
        name: "a",
        direction: "down",
        rev: 1,
        now: 0,
      }),
    );
    expect(host.querySelectorAll(".sb-state")).toHaveLength(1);
    expect(host.querySelector(".sb-panel")?.hasAttribute("hidden")).toBe(true);
  });
});

test("a name that is markup is only text", () => {
  view.update(viewAt(history, 1));
  expect(host.querySelector("img")).toBeNull();
  expect(state("<img src=x onerror=alert(1)>")).toBeDefined();
});

test.each([
  ["null", null],
  ["text", "hello"],
  ["a cut definition", viewAt(history, 1, { definition: '{"StartAt":' })],
])("a payload that is %s is said to be unreadable, and nothing is thrown", (_, payload) => {
  view.update(payload);
  expect(host.querySelector(".sb-problem")?.hasAttribute("hidden")).toBe(false);
  expect(text(".sb-problem")).toMatch(/can't be shown/);
});

test("after an unreadable update, the graph that was there stays", () => {
  view.update(viewAt(history, 1));
  view.update({});
  expect(host.querySelector(".sb-content")?.hasAttribute("hidden")).toBe(false);
});

describe("with the keyboard", () => {
  test("arrows go along the edges and into what is nested, and one state is in the tab order", () => {
    view.update(viewAt(history, 1));
    state("First").focus();
    press(state("First"), "ArrowDown");
    expect(document.activeElement).toBe(state("Both"));
    press(state("Both"), "ArrowRight");
    expect(document.activeElement).toBe(state("Inner"));
    press(state("Inner"), "ArrowUp");
    expect(document.activeElement).toBe(state("Both"));
    expect(host.querySelectorAll('.sb-state[tabindex="0"]')).toHaveLength(1);
  });

  test("no key that the view has a use for, or a letter, reaches the page around; commands do", () => {
    view.update(viewAt(history, 1));
    const reached: string[] = [];
    const listen = (event: KeyboardEvent) => reached.push(event.key);
    document.body.addEventListener("keydown", listen);
    state("First").focus();
    for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "Enter", "x", "d"]) press(document.activeElement!, key);
    const command = new KeyboardEvent("keydown", { key: "s", ctrlKey: true, bubbles: true });
    document.activeElement!.dispatchEvent(command);
    document.body.removeEventListener("keydown", listen);
    expect(reached).toEqual(["s"]);
  });

  test("Enter opens the details of a state, and Escape closes them", () => {
    view.update(viewAt(history, 1));
    press(state("Both"), "Enter");
    expect(text(".sb-details-title")).toBe("Both");
    press(state("Both"), "Escape");
    expect(host.querySelector(".sb-details")?.hasAttribute("hidden")).toBe(true);
  });
});

describe("the time of an execution that runs", () => {
  test("ticks while updates come", () => {
    vi.useFakeTimers({ now: START + 400 });
    view.update(viewAt(history, 1));
    vi.advanceTimersByTime(5000);
    expect(text(".sb-elapsed")).toBe("5.3 s");
    expect(text(".sb-freshness > span")).toMatch(/live$/);
  });

  test("stands still when none has come for long, and the panel says so", () => {
    vi.useFakeTimers({ now: START + 400 });
    view.update(viewAt(history, 1));
    vi.advanceTimersByTime(120_000);
    expect(text(".sb-elapsed")).toBe("300 ms");
    expect(text(".sb-freshness > span")).toMatch(/not live/);
  });

  test("stands still in an output that was saved long ago", () => {
    vi.useFakeTimers({ now: START + 86_400_000 });
    view.update(viewAt(history, 1));
    expect(text(".sb-freshness > span")).toMatch(/not live/);
  });
});

test("the tables tell of every state and event", () => {
  view.update(viewAt(history, 1));
  const open = (name: RegExp) =>
    [...host.querySelectorAll<HTMLButtonElement>(".sb-panel-tabs [role=tab]")]
      .find(({ textContent }) => name.test(textContent ?? ""))!
      .click();
  open(/^Events/);
  expect(host.querySelectorAll('[aria-label="Events"] .sb-row')).toHaveLength(4);
  open(/^States/);
  expect(host.querySelectorAll('[aria-label="States"] .sb-row')).toHaveLength(4);
});

test("a screen reader is told how the execution stands, of many changes the last, and not within two seconds", () => {
  vi.useFakeTimers({ now: START + 400 });
  const told = () => text("[aria-live]");
  view.update(viewAt(history, 1));
  expect(told()).toBe("hello: Running");
  const ended = (status: "FAILED" | "ABORTED", rev: number, more: object) => {
    const running = viewAt(history, rev);
    view.update({ ...running, execution: { ...running.execution, status, ...more } });
  };
  ended("ABORTED", 2, {});
  ended("FAILED", 3, { error: "Broken", cause: "Of itself." });
  expect(told()).toBe("hello: Running");
  vi.advanceTimersByTime(2000);
  expect(told()).toBe("hello: Failed. Broken — Of itself.");
});

test("of a Lambda function's failure, the message is shown", () => {
  const running = viewAt(history, 1);
  const cause = JSON.stringify({ errorType: "Error", errorMessage: "Out of order.", trace: ["at x"] });
  view.update({ ...running, execution: { ...running.execution, status: "FAILED", error: "Error", cause } });
  expect(text(".sb-execution-error")).toBe("Error — Out of order.");
});

test("Escape in the details closes them, and the state has the focus again", () => {
  view.update(viewAt(history, 1));
  press(state("First"), "Enter");
  const close = host.querySelector<HTMLElement>('[aria-label="Close the details"]')!;
  close.focus();
  press(close, "Escape");
  expect(host.querySelector(".sb-details")?.hasAttribute("hidden")).toBe(true);
  expect(document.activeElement).toBe(state("First"));
});

test("every state is an item of the tree, at its place among its siblings", () => {
  view.update(viewAt(history, 1));
  for (let around = state("Inner").parentElement!; !around.matches("[role=tree]"); around = around.parentElement!)
    expect(around.getAttribute("role")).toBe("none");
  const place = (name: string) =>
    ["level", "posinset", "setsize"].map((part) => state(name).getAttribute(`aria-${part}`)).join(" ");
  expect([place("First"), place("Both"), place("Inner")]).toEqual(["1 1 3", "1 2 3", "2 1 1"]);
});

test("after dispose nothing is left: on the page, and of timers", () => {
  vi.useFakeTimers({ now: START + 400 });
  view.update(viewAt(history, 1));
  expect(vi.getTimerCount()).toBeGreaterThan(0);
  view.dispose();
  expect(host.childElementCount).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});

test("a run of another workflow takes the place of a run that is shown", () => {
  view.update(viewAt(history, 1));
  const States = Object.fromEntries(
    Array.from({ length: 9 }, (_, i) => [
      `Step ${i}`,
      { Type: "Pass", ...(i < 8 ? { Next: `Step ${i + 1}` } : { End: true }) },
    ]),
  ) as StateMachine["States"];
  const other = { StartAt: "Step 0", States };
  view.update(viewAt(history, 1, { name: "other", definition: JSON.stringify(other) }));
  expect(state("Step 8").querySelector("title")?.textContent).toContain("Step 8 · Pass");
});
