import { select, type ZoomTransform, zoom, zoomIdentity } from "d3";

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rectangle extends Size {
  readonly x: number;
  readonly y: number;
}

/** What part of the drawing is seen, and at what scale. */
export interface Camera {
  /** The part of the drawing that is seen. */
  readonly seen: Rectangle;
  /** Whether the reader has moved it: from then on it is the reader's. */
  touched: boolean;
  /** Shows all of the drawing. */
  fit(): void;
  /** The first view: all, where that is legible; else as much as is, around one part. */
  open(around: Rectangle): void;
  /** Brings a point of the drawing into the middle. */
  center(x: number, y: number): void;
  zoomBy(factor: number): void;
  /** Moves as little as is needed to see a part. */
  reveal(part: Rectangle): void;
  /** Moves the drawing by pixels of its own: what was at a place is then where that place was. */
  shift(x: number, y: number): void;
  /** Keeps the same middle when the size has changed. */
  resized(before: Size): void;
  dispose(): void;
}

const LEGIBLE = 0.7;
/** A drawing that is a little too wide is rather shown whole across. */
const LEAST_WIDE = 0.6;
const SMALLEST = 0.05;
const LARGEST = 3;
const MARGIN = 24;
/** The controls stand at the lower edge. */
const BELOW = 52;

/** The scale at which a drawing that is not all in view is first shown. */
export const legibleScale = (content: Size, width: number): number => {
  const wide = width / Math.max(1, content.width);
  return Math.min(1, wide < LEAST_WIDE ? LEGIBLE : wide);
};

/**
 * Zoom and pan. The wheel scrolls the page; with Ctrl or ⌘, or after a click into the graph, it zooms. The sizes are
 * asked for when they are needed, as a view is made before it is on a page.
 */
export const createCamera = (
  frame: SVGSVGElement,
  stage: SVGGElement,
  content: () => Size,
  size: () => Size,
  onChange: (scale: number, seen: Rectangle) => void,
  onTouch: () => void,
): Camera => {
  let transform: ZoomTransform = zoomIdentity;
  let touched = false;
  const touch = (): void => {
    touched = true;
    onTouch();
  };
  const behavior = zoom<SVGSVGElement, unknown>()
    .extent(() => [
      [0, 0],
      [size().width, size().height],
    ])
    .scaleExtent([SMALLEST, LARGEST])
    .filter((event: MouseEvent | WheelEvent) =>
      event.type === "wheel"
        ? event.ctrlKey || event.metaKey || frame.contains(document.activeElement)
        : !event.ctrlKey && !event.button,
    )
    .on("zoom", (event: { readonly transform: ZoomTransform; readonly sourceEvent: Event | null }) => {
      transform = event.transform;
      if (event.sourceEvent) touch();
      stage.setAttribute("transform", transform.toString());
      onChange(transform.k, seen());
    });
  const seen = (): Rectangle => {
    const { x, y, k } = transform;
    return { x: -x / k, y: -y / k, width: size().width / k, height: size().height / k };
  };
  const selection = select(frame).call(behavior).on("dblclick.zoom", null);
  const move = (to: ZoomTransform) => selection.call(behavior.transform, to);
  const centered = (k: number, y: number): ZoomTransform =>
    zoomIdentity.translate((size().width - content().width * k) / 2, y).scale(k);
  const fitting = (): number =>
    Math.min(1, size().width / Math.max(1, content().width), size().height / Math.max(1, content().height));
  return {
    get seen() {
      return seen();
    },
    get touched() {
      return touched;
    },
    set touched(is) {
      touched = is;
    },
    fit: () => {
      const k = fitting();
      move(centered(k, (size().height - content().height * k) / 2));
    },
    open: ({ x, y, width, height }) => {
      const k = fitting();
      if (k >= LEGIBLE) {
        move(centered(k, (size().height - content().height * k) / 2));
        return;
      }
      const scale = legibleScale(content(), size().width);
      const across = within(x + width / 2, content().width, size().width, scale);
      const along = within(y + height / 2, content().height, size().height, scale);
      move(zoomIdentity.translate(across, along).scale(scale));
    },
    center: (x, y) => {
      touch();
      selection.call(behavior.translateTo, x, y);
    },
    zoomBy: (factor) => {
      touch();
      selection.call(behavior.scaleBy, factor);
    },
    reveal: ({ x, y, width, height }) => {
      const { k } = transform;
      const across = needed(transform.applyX(x), width * k, size().width, MARGIN);
      const along = needed(transform.applyY(y), height * k, size().height, BELOW);
      if (across || along) move(zoomIdentity.translate(transform.x + across, transform.y + along).scale(k));
    },
    shift: (x, y) => {
      const { k } = transform;
      move(zoomIdentity.translate(transform.x + x * k, transform.y + y * k).scale(k));
    },
    resized: (before) => {
      move(zoomIdentity.translate(transform.x + (size().width - before.width) / 2, transform.y).scale(transform.k));
    },
    dispose: () => {
      selection.on(".zoom", null);
    },
  };
};

/** Where a drawing begins so that a point of it is in the middle, and no room is left empty at its ends. */
const within = (point: number, length: number, room: number, scale: number): number =>
  length * scale <= room
    ? (room - length * scale) / 2
    : Math.max(room - length * scale, Math.min(0, room / 2 - point * scale));

/** How far to move so that a stretch is within a length. */
const needed = (start: number, length: number, room: number, after: number): number => {
  if (start < MARGIN || length > room - MARGIN - after) return MARGIN - start;
  return Math.min(0, room - after - start - length);
};
