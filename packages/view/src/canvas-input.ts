import type { Drawing } from "@stepbook/graph";
import type { Rectangle, Size } from "./camera";
import { foldOf, neighbor } from "./neighbor";
import { placedOf } from "./places";

/** What the pointer and the keys do to a graph. */
export interface CanvasInput {
  readonly drawing: () => Drawing | undefined;
  readonly selected: () => number | undefined;
  /** The part of the drawing that is seen, and the pixels that it is seen in. */
  readonly seen: () => Rectangle;
  readonly size: () => Size;
  readonly focusState: (index: number) => void;
  /** A state has the focus, whoever gave it. */
  readonly onFocus: (index: number) => void;
  readonly toggle: (index: number) => void;
  readonly onSelect: (index: number | undefined) => void;
}

export const listenTo = (frame: SVGSVGElement, input: CanvasInput): void => {
  const { drawing, selected, seen, size, focusState, onFocus, toggle, onSelect } = input;
  const indexAt = (target: EventTarget | null): number | undefined => {
    const key = target instanceof Element ? target.closest<SVGElement>(".sb-state")?.dataset.key : undefined;
    return key === undefined ? undefined : Number(key.slice("state-".length));
  };
  /** The innermost state at a place on the page: from far, states have no elements. */
  const indexUnder = ({ clientX, clientY }: MouseEvent): number | undefined => {
    const { left, top } = frame.getBoundingClientRect();
    const k = size().width / seen().width;
    const [x, y] = [seen().x + (clientX - left) / k, seen().y + (clientY - top) / k];
    return placedOf(drawing())
      .filter((box) => x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height)
      .at(-1)?.node.index;
  };
  const isFold = (target: EventTarget | null): boolean => target instanceof Element && !!target.closest(".sb-fold");

  frame.addEventListener("focusin", (event) => {
    const index = indexAt(event.target);
    if (index !== undefined) onFocus(index);
  });
  frame.addEventListener("click", (event) => {
    const index = indexAt(event.target) ?? indexUnder(event);
    if (index !== undefined && isFold(event.target)) {
      toggle(index);
      return;
    }
    if (index !== undefined) focusState(index);
    onSelect(index);
  });
  frame.addEventListener("dblclick", (event) => {
    const index = indexAt(event.target);
    if (index !== undefined && !isFold(event.target)) toggle(index);
  });
  frame.addEventListener("keydown", (event) => {
    const index = indexAt(event.target);
    const shown = drawing();
    if (!shown || index === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = neighbor(shown, index, event.key);
    const fold = next === undefined ? folded(shown, index, event.key) : undefined;
    if (event.key === "Enter" || event.key === " ") onSelect(index);
    else if (event.key === "Escape" && selected() !== undefined) onSelect(undefined);
    else if (next !== undefined) {
      focusState(next);
      if (selected() !== undefined) onSelect(next);
    } else if (fold !== undefined) toggle(fold);
    else if (!event.key.startsWith("Arrow")) return;
    event.preventDefault();
    if (event.key === "Escape") event.stopPropagation();
  });
};

/** What a key collapses or expands: on a leaf, `-` collapses what is around it. */
const folded = ({ layout }: Drawing, index: number, key: string): number | undefined => {
  const { cluster, node } = layout.nodes[index]!;
  const wish = foldOf(layout.direction, key);
  if (wish === "expand") return cluster === "closed" ? index : undefined;
  if (wish === "collapse") return cluster === "open" ? index : key === "-" ? node.parent : undefined;
  return undefined;
};
