import { collapsedAtFirst, type Drawing, drawingOf, graphOf, type ReadView } from "@stepbook/graph";
import { type Camera, createCamera, legibleScale, type Size } from "./camera";
import { listenTo } from "./canvas-input";
import { createFollowing } from "./following";
import { html, setAttribute, setText } from "./html";
import { iconButton } from "./icon-button";
import { createMinimap } from "./minimap";
import { firstOf, followed, nearest } from "./places";
import { createScene } from "./scene";
import type { Part, Shown } from "./shown";
import { labelOf } from "./state-label";
import { svg } from "./svg-element";
import { asTreeItem } from "./tree";
import { type Say, sayer } from "./words";

export interface Canvas extends Part {
  readonly camera: Camera;
  /** Whether the view moves to what runs, as long as the reader has not moved it. */
  following: boolean;
  /** Draws another definition, or the same in another direction. */
  draw(read: Extract<ReadView, { definition: unknown }>, direction: "down" | "right"): Drawing;
  select(index: number | undefined): void;
  /** Takes the room that it has; the first time, it frames the graph. */
  resize(): void;
  focusState(index: number): void;
  /** Collapses a Parallel or Map, or expands it. Its header stays where it is. */
  toggle(index: number): void;
  collapseAll(): void;
  expandAll(): void;
  /** Expands what is around a state, brings it into view and gives it the focus. */
  goTo(index: number): void;
  /** Lets some states stand out and the others fade, as what was searched for; undefined ends it. */
  mark(indices: readonly number[] | undefined): void;
  dispose(): void;
}

/** What a canvas tells. */
export interface CanvasNews {
  readonly onSelect: (index: number | undefined) => void;
  /** Its texts go through it. */
  readonly say?: Say;
  /** Clusters were collapsed or expanded: the new drawing of the same graph. */
  readonly onCollapse?: (drawing: Drawing) => void;
  /** It began to follow what runs, or no longer does, as the reader has moved it. */
  readonly onFollowing?: (following: boolean) => void;
}

const TALLEST = 620;
const TALLEST_NARROW = 480;
const NARROW = 820;
const SHORTEST = 120;

/** The graph: drawn once for a definition, then only patched. */
export const createCanvas = ({
  onSelect,
  onCollapse,
  onFollowing,
  say = sayer((text) => text),
}: CanvasNews): Canvas => {
  const element = html("div", { class: "sb-canvas" });
  const scale = html("span", { class: "sb-scale" });
  const minimap = createMinimap((x, y) => camera.center(x, y));
  const scene = createScene({
    onMade: (index, made) => {
      if (!drawing) return;
      const { cluster } = drawing.layout.nodes[index]!;
      asTreeItem(drawing.graph, index, cluster && cluster === "open", made, say);
      if (index === focused) made.setAttribute("tabindex", "0");
      if (index === selected) made.setAttribute("aria-selected", "true");
      made.classList.toggle("sb-marked", marked?.has(index) ?? false);
    },
    onPainted: (index, painted) => {
      // Its name, and not a label beside what is drawn: that would have to repeat each text of it.
      const title = painted.querySelector(":scope > title");
      if (drawing && title) setText(title, labelOf(drawing.layout.nodes[index]!, shown, say));
    },
  });
  const frame = svg("svg", { class: "sb-frame", role: "tree" }, scene.stage);
  let drawing: Drawing | undefined;
  let read: Extract<ReadView, { definition: unknown }> | undefined;
  let size: Size = { width: 0, height: 0 };
  let framed = false;
  let selected: number | undefined;
  let focused = 0;
  let marked: ReadonlySet<number> | undefined;
  let marks: readonly number[] | undefined;
  let shown: Shown | undefined;

  const camera = createCamera(
    frame,
    scene.stage,
    () => drawing?.layout ?? size,
    () => size,
    (k, seen) => {
      setText(scale, `${Math.round(k * 100)}%`);
      minimap.look(seen);
      scene.look(seen, k);
    },
    () => following.set(false),
  );
  const following = createFollowing({
    place: () => shown && drawing && followed(drawing, shown),
    reveal: (place) => camera.reveal(place),
    open: (place) => camera.open(place),
    say,
    onFollowing,
  });
  element.append(
    frame,
    minimap.element,
    html(
      "div",
      { class: "sb-controls" },
      following.button,
      iconButton("minus", say("Zoom out"), () => camera.zoomBy(1 / 1.25)),
      scale,
      iconButton("plus", say("Zoom in"), () => camera.zoomBy(1.25)),
      iconButton("fit", say("Fit the graph"), () => camera.fit(), say("Fit")),
    ),
  );

  const shownBy = (index: number): number => drawing?.layout.shownBy[index] ?? index;
  /** Of all states, one is in the tab order. */
  const setFocused = (index: number): void => {
    scene.stateOf(focused)?.setAttribute("tabindex", "-1");
    focused = index;
    scene.keep(index)?.setAttribute("tabindex", "0");
  };
  const focusState = (wanted: number): void => {
    const index = shownBy(wanted);
    setFocused(index);
    scene.stateOf(index)?.focus({ preventScroll: true });
    const box = drawing?.layout.nodes[index];
    if (box) camera.reveal(box);
  };

  const repaint = (anew: boolean): void => {
    if (!shown || !drawing) return;
    const { view, states, now } = shown;
    const moment = { states, taken: view.execution?.taken ?? [], now };
    scene.paint(moment, anew);
    minimap.paint(moment);
  };
  /** A collapsed cluster stands for what is inside of it here, too. */
  const setMarked = (): void => {
    marked = marks && new Set(marks.map(shownBy));
    scene.mark(marked);
    minimap.mark(marked);
  };
  const setDrawing = (next: Drawing): void => {
    drawing = next;
    focused = shownBy(focused);
    scene.draw(next);
    minimap.draw(next);
    setMarked();
    scene.keep(focused);
  };
  /** Collapses these and no others; the upper left corner of one state, or of what stands for it, stays in place. */
  const setCollapsed = (collapsed: ReadonlySet<number>, anchor: number): void => {
    if (!drawing || !read) return;
    const hadFocus = frame.contains(document.activeElement);
    const before = drawing.layout.nodes[shownBy(anchor)];
    setDrawing(drawingOf(read.definition, drawing.layout.direction, collapsed));
    const after = drawing.layout.nodes[shownBy(anchor)];
    repaint(true);
    const room = size;
    measure();
    if (before && after) camera.shift(before.x - after.x, before.y - after.y);
    if (room.height !== size.height) camera.resized({ ...size, width: room.width });
    if (hadFocus) scene.stateOf(focused)?.focus({ preventScroll: true });
    onCollapse?.(drawing);
  };
  const toggle = (index: number): void => {
    if (!drawing?.graph.nodes[index]?.inside) return;
    const collapsed = new Set(drawing.collapsed);
    if (!collapsed.delete(index)) collapsed.add(index);
    focused = index;
    setCollapsed(collapsed, index);
  };
  listenTo(frame, {
    drawing: () => drawing,
    selected: () => selected,
    seen: () => camera.seen,
    size: () => size,
    focusState,
    onFocus: setFocused,
    toggle,
    onSelect,
  });

  const measure = (): void => {
    if (!drawing) return;
    const width = element.clientWidth;
    const root = element.closest(".sb-view");
    const full = root !== null && (root === document.fullscreenElement || root.hasAttribute("data-fill"));
    const tallest = (root?.clientWidth ?? width) < NARROW ? TALLEST_NARROW : TALLEST;
    const wanted = drawing.layout.height * legibleScale(drawing.layout, width);
    const height = Math.round(Math.max(SHORTEST, Math.min(tallest, wanted)));
    setAttribute(element, "style", full ? undefined : `height:${height}px`);
    // The reader may have chosen another height.
    size = { width, height: element.clientHeight || height };
  };
  const setAll = (collapsed: (index: number) => boolean): void => {
    if (!drawing) return;
    const clusters = drawing.graph.nodes.filter(({ inside }) => inside > 0).map(({ index }) => index);
    setCollapsed(new Set(clusters.filter(collapsed)), nearest(drawing, camera.seen));
  };

  return {
    element,
    camera,
    dispose: () => {
      camera.dispose();
      scene.dispose();
    },
    focusState,
    toggle,
    collapseAll: () => setAll(() => true),
    expandAll: () => setAll(() => false),
    get following() {
      return following.is;
    },
    set following(is) {
      const begins = is && !following.is;
      following.set(is);
      const at = begins && framed && shown && drawing ? followed(drawing, shown) : undefined;
      if (at) camera.open(at);
    },
    draw: (next, direction) => {
      const isSame = read?.view.definition === next.view.definition;
      read = next;
      focused = Math.max(0, graphOf(next.definition).root.start);
      if (!isSame) marks = undefined;
      // What is shown until now is of other states.
      shown = undefined;
      setDrawing(
        drawingOf(
          next.definition,
          direction,
          isSame && drawing ? drawing.collapsed : collapsedAtFirst(graphOf(next.definition)),
        ),
      );
      frame.setAttribute("aria-label", say("Workflow {1}", next.view.name));
      framed = false;
      camera.touched = false;
      return drawing!;
    },
    select: (index) => {
      scene.stateOf(selected)?.removeAttribute("aria-selected");
      selected = index;
      scene.stateOf(index)?.setAttribute("aria-selected", "true");
      if (index === undefined) return;
      camera.touched = true;
      if (shown && drawing && followed(drawing, shown)?.node.index !== shownBy(index)) following.set(false);
    },
    goTo: (index) => {
      if (!drawing?.graph.nodes[index]) return;
      const collapsed = new Set(drawing.collapsed);
      let opens = false;
      for (let at = drawing.graph.nodes[index]!.parent; at !== undefined; at = drawing.graph.nodes[at]!.parent)
        opens = collapsed.delete(at) || opens;
      if (opens) setCollapsed(collapsed, index);
      following.set(false);
      focusState(index);
    },
    mark: (indices) => {
      marks = indices;
      setMarked();
    },
    update: (next) => {
      // Where an execution comes to what was a definition alone, every label changes.
      const anew = !shown?.view.execution;
      shown = next;
      repaint(anew);
      following.update(next, framed);
    },
    resize: () => {
      const before = size;
      measure();
      if (size.width === 0 || !drawing) return;
      const isOther = before.width !== size.width || before.height !== size.height;
      if (!framed || (!camera.touched && isOther)) {
        framed = true;
        camera.open((following.is && shown && followed(drawing, shown)) || firstOf(drawing));
      } else if (isOther) {
        camera.resized(before);
        const box = selected === undefined ? undefined : drawing.layout.nodes[shownBy(selected)];
        if (box) camera.reveal(box);
      } else return;
      minimap.settle(camera.seen);
    },
  };
};
