import type { StateType } from "@stepbook/asl";
import type { GraphNode } from "../graph";
import { fit, widthOf } from "../measure";

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
export const DURATION_ROOM = 62;

/** What a node looks like: the room at its sides and its height, with and without a caption. */
interface Look {
  readonly side: number;
  readonly height: number;
  readonly captioned: number;
}

const BOX: Look = { side: 12, height: 40, captioned: 46 };

export const LOOKS: Readonly<Record<StateType, Look>> = {
  Task: BOX,
  Pass: BOX,
  Wait: BOX,
  Choice: { side: 22, height: 40, captioned: 46 },
  Succeed: { side: 16, height: 38, captioned: 46 },
  Fail: { side: 16, height: 40, captioned: 46 },
  Parallel: BOX,
  Map: BOX,
};

export const HEADER: Readonly<Record<"Parallel" | "Map", number>> = { Parallel: 32, Map: 58 };
export const CLUSTER_PADDING = 18;

export const shownName = (node: GraphNode): string => fit(node.name, WIDEST, NAME_SIZE, "bold");
export const shownCaption = (node: GraphNode): string => fit(node.caption, WIDEST, CAPTION_SIZE);

export const hasRetry = ({ state }: GraphNode): boolean => "Retry" in state && (state.Retry?.length ?? 0) > 0;

/** Types that take no time of their own need no room for a duration. */
const TIMED: Readonly<Record<StateType, boolean>> = {
  Task: true,
  Pass: true,
  Wait: true,
  Choice: false,
  Succeed: false,
  Fail: false,
  Parallel: true,
  Map: true,
};

export const isTimed = ({ type }: GraphNode): boolean => TIMED[type];

/** The size of a state without inner states. It never depends on progress. */
export const leafSize = (node: GraphNode): { readonly width: number; readonly height: number } => {
  const look = LOOKS[node.type];
  const name = widthOf(shownName(node), NAME_SIZE, "bold") + GLYPH_ROOM + (hasRetry(node) ? RETRY_ROOM : 0);
  const caption = widthOf(shownCaption(node), CAPTION_SIZE) + (isTimed(node) ? DURATION_ROOM : 0);
  const width = 2 * look.side + ICON + 8 + Math.max(name, node.caption ? caption : 0);
  return { width: 2 * Math.ceil(width / 2), height: node.caption ? look.captioned : look.height };
};

/** The least width of a Parallel or Map: its header in one line, a Map's counts in another. */
export const headerWidth = (node: GraphNode): number => {
  const name = widthOf(shownName(node), NAME_SIZE, "bold");
  const caption = widthOf(shownCaption(node), CAPTION_SIZE);
  const line =
    2 * BOX.side + ICON + 8 + name + 10 + caption + GLYPH_ROOM + DURATION_ROOM + (hasRetry(node) ? RETRY_ROOM : 0);
  return 2 * Math.ceil(Math.max(line, node.type === "Map" ? 300 : 0) / 2);
};
