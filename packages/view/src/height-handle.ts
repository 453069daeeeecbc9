import { html, setAttribute } from "./html";
import type { Memory } from "./options";
import type { Say } from "./words";

const KEY = "height";
const LEAST_HEIGHT = 160;
const MOST_HEIGHT = 2400;
const STEP = 24;

export interface HeightHandle {
  readonly element: HTMLElement;
  /** Tells a screen reader how high the graph is. */
  tell(): void;
}

const STEPS: Readonly<Record<string, (height: number) => number | undefined>> = {
  ArrowDown: (height) => height + STEP,
  ArrowUp: (height) => height - STEP,
  PageDown: (height) => height + 8 * STEP,
  PageUp: (height) => height - 8 * STEP,
  Home: () => LEAST_HEIGHT,
  Enter: () => undefined,
};

/** The edge below the graph, by which it is made higher; a double click or Enter gives it back its own height. */
export const createHeightHandle = (
  memory: Memory,
  say: Say,
  root: HTMLElement,
  graph: HTMLElement,
  onChange: () => void,
): HeightHandle => {
  const heightNow = (): number => graph.clientHeight;
  const element = html("div", {
    class: "sb-height",
    role: "separator",
    tabindex: 0,
    "aria-orientation": "horizontal",
    "aria-label": say("Height of the graph"),
    "aria-valuemin": LEAST_HEIGHT,
    "aria-valuemax": MOST_HEIGHT,
    "aria-valuenow": LEAST_HEIGHT,
    title: say("Drag to make the graph higher or lower; double-click for its own height"),
  });
  const remembered = memory.get(KEY);
  let height = isHeight(remembered) ? within(remembered) : undefined;
  const set = (next: number | undefined): void => {
    height = next === undefined ? undefined : within(next);
    apply();
    onChange();
    tell();
  };
  const apply = (): void => {
    root.toggleAttribute("data-height", height !== undefined);
    root.style.setProperty("--sb-height", height === undefined ? "auto" : `${height}px`);
  };
  const tell = (): void => setAttribute(element, "aria-valuenow", String(Math.round(heightNow())));
  apply();
  const keep = (): void => memory.set(KEY, height ?? 0);
  element.addEventListener("keydown", (event) => {
    const step = Object.hasOwn(STEPS, event.key) ? STEPS[event.key] : undefined;
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    set(step(heightNow()));
    keep();
  });
  let from: { readonly y: number; readonly height: number } | undefined;
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    from = { y: event.clientY, height: heightNow() };
    event.preventDefault();
    element.focus();
  });
  element.addEventListener("pointermove", (event) => {
    if (from) set(from.height + event.clientY - from.y);
  });
  const end = (): void => {
    if (from && height !== undefined) keep();
    from = undefined;
  };
  element.addEventListener("pointerup", end);
  element.addEventListener("pointercancel", end);
  element.addEventListener("dblclick", () => {
    set(undefined);
    keep();
  });
  return { element, tell };
};

const isHeight = (value: unknown): value is number => typeof value === "number" && value > 0 && Number.isFinite(value);
const within = (height: number): number => Math.round(Math.max(LEAST_HEIGHT, Math.min(MOST_HEIGHT, height)));
