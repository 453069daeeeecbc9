import { type Drawing, type Moment, type Piece, paint, paintPiece } from "@stepbook/graph";
import type { Rectangle } from "./camera";
import { createFarView } from "./far-view";
import { patcher, svg, toElement } from "./svg-element";

/** The elements of a drawing. Of a large one only those in view are there, and from far only a few paths. */
export interface Scene {
  readonly stage: SVGGElement;
  draw(drawing: Drawing): void;
  /** Shows a moment; after `anew` as if nothing had been shown before. */
  paint(moment: Moment, anew: boolean): void;
  /** Lets some states stand out from the others. */
  mark(indices: ReadonlySet<number> | undefined): void;
  /** Draws what is in view, where that is not all. */
  look(seen: Rectangle, scale: number): void;
  /** The element of a state that is drawn. */
  stateOf(index: number | undefined): SVGElement | undefined;
  /** The same, drawn where it was not. It stays until another is kept: the focus must not be lost. */
  keep(index: number): SVGElement | undefined;
  dispose(): void;
  /** The elements of all states that are drawn. */
  readonly states: Iterable<readonly [index: number, element: SVGElement]>;
}

export interface SceneNews {
  /** An element of a state has been made. */
  readonly onMade: (index: number, element: SVGElement) => void;
  /** It shows another moment. */
  readonly onPainted: (index: number, element: SVGElement) => void;
}

/** Above so many states what is in view is drawn first, and the rest a little later. */
const SOME = 15;
/** Above so many, only what is in view. */
const MANY = 300;
/** How many parts are drawn at once, of those that are not in view. */
const CHUNK = 150;
/** Milliseconds until then: the view itself comes first. */
const SOON = 50;
/** Below this scale nothing is legible. */
const FAR = 0.4;
/** What is drawn grows and shrinks in squares of this. */
const TILE = 480;

interface Drawn {
  readonly element: SVGElement;
  readonly keys: ReadonlyMap<string, SVGElement>;
}

/** What stands between a tree and its items must say that it is nothing, or they are no items to a screen reader. */
const OF_TREE = { role: "none" };

export const createScene = ({ onMade, onPainted }: SceneNews): Scene => {
  const stage = svg("g", OF_TREE);
  const far = createFarView();
  const patches = patcher();
  let drawing: Drawing | undefined;
  let layers: readonly SVGGElement[] = [];
  let drawn = new Map<Piece, Drawn>();
  let states = new Map<number, SVGElement>();
  let ways: ReadonlyMap<number, Piece> = new Map();
  let pieces: ReadonlyMap<number, Piece> = new Map();
  let kept: Piece | undefined;
  let moment: Moment | undefined;
  let mode: "all" | "soon" | "tiles" = "all";
  let due: ReturnType<typeof setTimeout> | undefined;
  let isFar = false;
  let view: Rectangle | undefined;

  const makeOne = (piece: Piece): SVGElement => {
    const keys = new Map<string, SVGElement>();
    const element = toElement(piece.draw(), keys);
    drawn.set(piece, { element, keys });
    patches.add(keys);
    if (moment && drawing) patches.apply(paintPiece(drawing, piece, moment));
    if (piece.state !== undefined) {
      states.set(piece.state, element);
      onMade(piece.state, element);
      onPainted(piece.state, element);
    }
    return element;
  };
  const drop = (piece: Piece, { element, keys }: Drawn): void => {
    element.remove();
    patches.remove(keys);
    drawn.delete(piece);
    if (piece.state !== undefined) states.delete(piece.state);
  };
  const isWanted = (piece: Piece): boolean => {
    if (piece === kept || (mode === "soon" && drawn.has(piece))) return true;
    if (isFar || !view || !overlap(piece.box, view)) return false;
    return piece.way === undefined || isTaken(piece);
  };
  /** A way that was not taken has nothing to show. */
  const isTaken = (piece: Piece): boolean =>
    moment !== undefined && drawing !== undefined && paintPiece(drawing, piece, moment).length > 0;
  /** Makes what is missing of each layer, in order: what reads the page reads it so. */
  const make = (isMissing: (piece: Piece) => boolean): void =>
    drawing?.layers.forEach((layer, i) => {
      let after: SVGElement | null = null;
      for (let at = layer.length - 1; at >= 0; at -= 1) {
        const piece = layer[at]!;
        const one = drawn.get(piece);
        if (one) after = one.element;
        else if (isMissing(piece)) after = layers[i]!.insertBefore(makeOne(piece), after);
      }
    });
  const fill = (): void => {
    for (const [piece, one] of drawn) if (!isWanted(piece)) drop(piece, one);
    make(isWanted);
  };
  /** Draws what is not in view, some at a time; a page that it is not on must not be kept busy. */
  const complete = (): void => {
    due = undefined;
    if (mode !== "soon" || !stage.isConnected) return;
    let room = CHUNK;
    make(() => {
      room -= 1;
      return room >= 0;
    });
    if (room >= 0) mode = "all";
    else schedule();
  };
  const schedule = (): void => {
    due ??= setTimeout(complete, SOON);
  };

  return {
    stage,
    dispose: () => clearTimeout(due),
    get states() {
      return states;
    },
    stateOf: (index) => (index === undefined ? undefined : states.get(index)),
    draw: (next) => {
      for (const { keys } of drawn.values()) patches.remove(keys);
      drawing = next;
      moment = undefined;
      kept = undefined;
      view = undefined;
      drawn = new Map();
      states = new Map();
      const all = next.layers.flat();
      pieces = new Map(all.flatMap((piece) => (piece.state === undefined ? [] : [[piece.state, piece]])));
      ways = new Map(all.flatMap((piece) => (piece.way === undefined ? [] : [[piece.way, piece]])));
      mode = pieces.size > MANY ? "tiles" : pieces.size > SOME ? "soon" : "all";
      isFar = false;
      stage.classList.remove("sb-from-far");
      layers = next.layers.map(() => svg("g", OF_TREE));
      if (mode === "all") make(() => true);
      stage.replaceChildren(svg("g", { class: "sb-graph", ...OF_TREE }, ...layers));
      if (mode === "tiles") far.draw(next);
    },
    paint: (next, anew) => {
      if (!drawing) return;
      const before = anew ? undefined : moment;
      moment = next;
      const changes = paint(drawing, next, before, {
        state: (index) => states.has(index),
        way: (index) => mode === "all" || drawn.has(ways.get(index)!),
      });
      for (const index of patches.apply(changes)) onPainted(index, states.get(index)!);
      if (isFar) far.paint(next);
      else if (mode !== "all" && before?.taken !== next.taken)
        make((piece) => piece.way !== undefined && isWanted(piece));
    },
    mark: (indices) => {
      stage.classList.toggle("sb-marking", indices !== undefined);
      for (const [index, state] of states) state.classList.toggle("sb-marked", indices?.has(index) ?? false);
      far.mark(indices);
    },
    look: (seen, scale) => {
      if (mode !== "tiles") stage.classList.toggle("sb-from-far", scale < FAR);
      if (mode === "all" || !drawing) return;
      const wasFar = isFar;
      isFar = mode === "tiles" && scale < FAR;
      const next = tiled(seen);
      if (wasFar === isFar && view && isSame(view, next)) return;
      view = next;
      if (isFar !== wasFar) {
        if (isFar) {
          if (moment) far.paint(moment);
          stage.prepend(far.element);
        } else far.element.remove();
      }
      if (!isFar || !wasFar) fill();
      if (mode === "soon") schedule();
    },
    keep: (index) => {
      const piece = pieces.get(index);
      const before = kept;
      kept = piece;
      const one = before && before !== piece && mode === "tiles" && !isWanted(before) ? drawn.get(before) : undefined;
      if (before && one) drop(before, one);
      if (piece && !drawn.has(piece)) make((missing) => missing === piece);
      return states.get(index);
    },
  };
};

const overlap = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const isSame = (a: Rectangle, b: Rectangle): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;

/** The tiles that are seen, and half of one more around them. */
const tiled = ({ x, y, width, height }: Rectangle): Rectangle => {
  const low = (at: number) => Math.floor(at / TILE - 0.5) * TILE;
  const high = (at: number) => Math.ceil(at / TILE + 0.5) * TILE;
  return { x: low(x), y: low(y), width: high(x + width) - low(x), height: high(y + height) - low(y) };
};
