import type { StateType } from "@stepbook/asl";
import type { GraphNode } from "../graph";
import { fit, type Weight, widthOf } from "../measure";

export const NAME_SIZE = 13;
export const CAPTION_SIZE = 11;
/** Names, captions and labels are cut beyond this. */
const WIDEST = 220;
export const LABEL_LENGTH = 28;
export const LABEL_HEIGHT = 20;

export const ICON = 16;
/** Kept free beside a name for the status glyph, for the tries, and beside a caption for the duration. */
export const GLYPH_ROOM = 24;
export const RETRY_ROOM = 40;
const DURATION_ROOM = 62;

/** What a node looks like: the room at its sides, its height with and without a caption, what is written and shown. */
interface Look {
  readonly side: number;
  readonly height: number;
  readonly captioned: number;
  /** The room for its icon. */
  readonly icon: number;
  /** The size of its status glyph, and the room for it. */
  readonly glyph: { readonly size: number; readonly room: number };
  readonly name: { readonly size: number; readonly weight: Weight };
  /** Types that take no time of their own need no room for a duration. */
  readonly timed: boolean;
}

const BOX: Look = {
  side: 12,
  height: 40,
  captioned: 46,
  icon: ICON + 8,
  glyph: { size: ICON, room: GLYPH_ROOM },
  name: { size: NAME_SIZE, weight: "bold" },
  timed: true,
};

const LOOKS: Readonly<Record<StateType, Look>> = {
  Task: BOX,
  Pass: BOX,
  Wait: BOX,
  Choice: { ...BOX, side: 22, timed: false },
  Succeed: { ...BOX, side: 16, height: 38, timed: false },
  Fail: { ...BOX, side: 16, timed: false },
  Parallel: BOX,
  Map: BOX,
};

const KEEPER: Look = {
  side: 10,
  height: 26,
  captioned: 26,
  icon: 0,
  glyph: { size: 12, room: 17 },
  name: { size: CAPTION_SIZE, weight: "regular" },
  timed: false,
};

export const lookOf = ({ type, keeper }: GraphNode): Look =>
  keeper ? KEEPER : Object.hasOwn(LOOKS, type) ? LOOKS[type] : BOX;

export const HEADER: Readonly<Record<"Parallel" | "Map", number>> = { Parallel: 32, Map: 58 };
export const CLUSTER_PADDING = 18;
/** The room for the sign by which a cluster is collapsed and expanded, before its icon. */
export const FOLD_ROOM = 14;

export const shownName = (node: GraphNode): string => {
  const { size, weight } = lookOf(node).name;
  return fit(node.name, WIDEST, size, weight);
};
export const shownCaption = ({ keeper, caption }: GraphNode): string =>
  keeper ? "" : fit(caption, WIDEST, CAPTION_SIZE);

export const hasRetry = ({ state }: GraphNode): boolean => "Retry" in state && (state.Retry?.length ?? 0) > 0;

/** The size of a state without inner states. It never depends on progress. */
export const leafSize = (node: GraphNode): { readonly width: number; readonly height: number } => {
  const look = lookOf(node);
  const caption = shownCaption(node);
  const name =
    widthOf(shownName(node), look.name.size, look.name.weight) + look.glyph.room + (hasRetry(node) ? RETRY_ROOM : 0);
  const captioned = caption ? widthOf(caption, CAPTION_SIZE) + (look.timed ? DURATION_ROOM : 0) : 0;
  const width = 2 * look.side + look.icon + Math.max(name, captioned);
  return { width: 2 * Math.ceil(width / 2), height: caption ? look.captioned : look.height };
};

/** The least width of a Parallel or Map: its header in one line, a Map's counts in another. */
export const headerWidth = (node: GraphNode): number => {
  const line = nameWidth(node) + 10 + widthOf(shownCaption(node), CAPTION_SIZE) + DURATION_ROOM;
  return 2 * Math.ceil(Math.max(line, node.type === "Map" ? LEAST_MAP : 0) / 2);
};

const LEAST_MAP = 300;
/** Its counts in words are all that is known of what is inside. */
const LEAST_CLOSED_MAP = 350;

/** What a collapsed cluster says of itself. */
export const closedCaption = ({ caption, inside }: GraphNode): string =>
  `${fit(caption, WIDEST, CAPTION_SIZE)} · ${inside} ${inside === 1 ? "state" : "states"} inside`;

/** How far below its place in a header the line of a Map's items is, where the Map is collapsed. */
export const CLOSED_ITEMS = 16;

/** The size of a collapsed Parallel or Map: its name, what is inside, and a Map's counts. */
export const closedSize = (node: GraphNode): { readonly width: number; readonly height: number } => {
  const isMap = node.type === "Map";
  const caption = 2 * BOX.side + widthOf(closedCaption(node), CAPTION_SIZE) + DURATION_ROOM;
  const width = Math.max(nameWidth(node), caption, isMap ? LEAST_CLOSED_MAP : 0);
  return { width: 2 * Math.ceil(width / 2), height: isMap ? 78 : 48 };
};

const nameWidth = (node: GraphNode): number =>
  2 * BOX.side +
  FOLD_ROOM +
  BOX.icon +
  widthOf(shownName(node), NAME_SIZE, "bold") +
  GLYPH_ROOM +
  (hasRetry(node) ? RETRY_ROOM : 0);
