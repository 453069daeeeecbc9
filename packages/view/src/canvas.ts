import { type Drawing, drawingOf, type Moment, type PlacedNode, paint, type ReadView, STATUSES } from "@stepbook/graph";
import { type Camera, createCamera, legibleScale, type Size } from "./camera";
import { html, setAttribute, setText } from "./html";
import { iconButton } from "./icon-button";
import { createMinimap } from "./minimap";
import { neighbor } from "./neighbor";
import type { Part, Shown } from "./shown";
import { patcher, svg, toElement } from "./svg-element";
import { asTree } from "./tree";

export interface Canvas extends Part {
  readonly camera: Camera;
  /** Draws another definition, or the same in another direction. */
  draw(read: Extract<ReadView, { definition: unknown }>, direction: "down" | "right"): Drawing;
  select(index: number | undefined): void;
  /** Takes the room that it has; the first time, it frames the graph. */
  resize(): void;
  focusState(index: number): void;
}

const TALLEST = 620;
const TALLEST_NARROW = 480;
const NARROW = 820;
const SHORTEST = 120;
/** Where one looks first. */
const FOLLOWED: ReadonlySet<string | undefined> = new Set(["running", "failed", "timedOut"]);

/** The graph: drawn once for a definition, then only patched. */
export const createCanvas = (onSelect: (index: number | undefined) => void): Canvas => {
  const stage = svg("g");
  const frame = svg("svg", { class: "sb-frame", role: "tree" }, stage);
  const scale = html("span", { class: "sb-scale" });
  const element = html("div", { class: "sb-canvas" });
  const minimap = createMinimap((x, y) => camera.center(x, y));
  element.append(
    frame,
    minimap.element,
    html(
      "div",
      { class: "sb-controls" },
      iconButton("minus", "Zoom out", () => camera.zoomBy(1 / 1.25)),
      scale,
      iconButton("plus", "Zoom in", () => camera.zoomBy(1.25)),
      iconButton("fit", "Fit the graph", () => camera.fit(), "Fit"),
    ),
  );
  let drawing: Drawing | undefined;
  let keys = new Map<string, SVGElement>();
  let apply = patcher(keys);
  let size: Size = { width: 0, height: 0 };
  let framed = false;
  let selected: number | undefined;
  let focused = 0;
  let follows: number | undefined;
  let painted: Moment | undefined;
  let shown: Shown | undefined;

  const camera = createCamera(
    frame,
    stage,
    () => drawing?.layout ?? size,
    () => size,
    (k, seen) => {
      setText(scale, `${Math.round(k * 100)}%`);
      minimap.look(seen);
    },
  );
  const stateOf = (index: number | undefined) => (index === undefined ? undefined : keys.get(`state-${index}`));
  const indexAt = (target: EventTarget | null): number | undefined => {
    const key = target instanceof Element ? target.closest<SVGElement>(".sb-state")?.dataset.key : undefined;
    return key === undefined ? undefined : Number(key.slice("state-".length));
  };
  const focusState = (index: number): void => {
    stateOf(focused)?.setAttribute("tabindex", "-1");
    focused = index;
    const state = stateOf(index);
    state?.setAttribute("tabindex", "0");
    state?.focus({ preventScroll: true });
    const box = drawing?.layout.nodes[index];
    if (box) camera.reveal(box);
  };

  frame.addEventListener("click", (event) => {
    const index = indexAt(event.target);
    if (index !== undefined) focusState(index);
    onSelect(index);
  });
  frame.addEventListener("keydown", (event) => {
    const index = indexAt(event.target);
    if (!drawing || index === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = neighbor(drawing, index, event.key);
    if (event.key === "Enter" || event.key === " ") onSelect(index);
    else if (event.key === "Escape" && selected !== undefined) onSelect(undefined);
    else if (next !== undefined) {
      focusState(next);
      if (selected !== undefined) onSelect(next);
    } else if (!event.key.startsWith("Arrow")) return;
    event.preventDefault();
    if (event.key === "Escape") event.stopPropagation();
  });

  /** The innermost, latest state that runs or has failed. */
  const followed = (): PlacedNode | undefined =>
    drawing?.layout.nodes.filter(({ node: { index } }) => FOLLOWED.has(shown?.states[index]?.status)).at(-1);

  const measure = (): void => {
    if (!drawing) return;
    const width = element.clientWidth;
    const root = element.closest(".sb-view");
    const full = root !== null && root === document.fullscreenElement;
    const tallest = (root?.clientWidth ?? width) < NARROW ? TALLEST_NARROW : TALLEST;
    const wanted = drawing.layout.height * legibleScale(drawing.layout, width);
    setAttribute(
      element,
      "style",
      full ? undefined : `height:${Math.round(Math.max(SHORTEST, Math.min(tallest, wanted)))}px`,
    );
    size = { width, height: element.clientHeight };
  };

  return {
    element,
    camera,
    focusState,
    draw: ({ view, definition }, direction) => {
      drawing = drawingOf(definition, direction);
      keys = new Map();
      apply = patcher(keys);
      painted = undefined;
      stage.replaceChildren(toElement(drawing.node, keys));
      minimap.draw(drawing);
      asTree(drawing.graph, (index) => stateOf(index)!);
      frame.setAttribute("aria-label", `Workflow ${view.name}`);
      focused = Math.max(0, drawing.graph.root.start);
      stateOf(focused)?.setAttribute("tabindex", "0");
      framed = false;
      camera.touched = false;
      return drawing;
    },
    select: (index) => {
      stateOf(selected)?.removeAttribute("aria-selected");
      selected = index;
      stateOf(index)?.setAttribute("aria-selected", "true");
      if (index !== undefined) camera.touched = true;
    },
    update: (next) => {
      const { view, states, now } = next;
      // Where an execution comes to what was a definition alone, every label changes.
      if (!shown?.view.execution) painted = undefined;
      const moment = { states, taken: view.execution?.taken ?? [], now };
      apply(paint(next.drawing, moment, painted));
      for (const { index, name, type } of next.drawing.graph.nodes) {
        const { status } = states[index]!;
        if (painted?.states[index]?.status === status) continue;
        minimap.mark(index, status);
        const words = view.execution ? STATUSES[status].words : "";
        setAttribute(stateOf(index)!, "aria-label", [name, type, words].filter((part) => part).join(", "));
      }
      painted = moment;
      shown = next;
      const running = followed();
      if (framed && !camera.touched && next.live && running && running.node.index !== follows) camera.reveal(running);
      follows = running?.node.index;
    },
    resize: () => {
      const before = size;
      measure();
      if (size.width === 0 || !drawing) return;
      if (!framed || (!camera.touched && (before.width !== size.width || before.height !== size.height))) {
        framed = true;
        camera.open(followed() ?? firstOf(drawing));
      } else if (before.width !== size.width || before.height !== size.height) {
        camera.resized(before);
        const box = selected === undefined ? undefined : drawing.layout.nodes[selected];
        if (box) camera.reveal(box);
      } else return;
      minimap.settle(camera.seen);
    },
  };
};

/** The state that a workflow starts at. */
const firstOf = ({ graph, layout }: Drawing): PlacedNode => layout.nodes[Math.max(0, graph.root.start)]!;
