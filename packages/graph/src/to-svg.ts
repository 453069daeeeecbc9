import { drawingOf } from "./drawing";
import { durationOf } from "./duration";
import { widthOf } from "./measure";
import { paint } from "./paint";
import { readView } from "./read-view";
import { statesOfView } from "./states";
import { EXECUTION_STATUSES, STATUSES } from "./status";
import { element, patched, type SvgNode, textElement } from "./svg-node";
import { toText } from "./svg-text";
import { standaloneStyle, type Theme } from "./theme";
import type { WorkflowView } from "./view";

export interface SvgOptions {
  /** What the ids of the image begin with, so that two on one page keep apart. By default, from what it shows. */
  readonly idPrefix?: string;
  /** Its colors: one theme's, or by default those that the reader's system prefers. */
  readonly theme?: Theme | "auto";
  /** The indices of the Parallels and Maps to show without their inside; by default as {@link drawingOf} does it. */
  readonly collapsed?: ReadonlySet<number>;
}

const HEADER = 40;

/**
 * A view as an SVG image that stands alone: with its styles, without scripts, and byte for byte the same wherever it is
 * made.
 *
 * @throws RangeError where the view can't be read.
 * @example writeFileSync("hello.svg", toSvg(createView({ definition, name: "hello", direction: "down", rev: 1, now: 0 })))
 */
export const toSvg = (given: WorkflowView, { idPrefix, theme = "auto", collapsed }: SvgOptions = {}): string => {
  const read = readView(given);
  if ("problem" in read) throw new RangeError(read.problem);
  const { view } = read;
  const drawing = drawingOf(read.definition, view.direction, collapsed);
  const { layout, node } = drawing;
  const states = statesOfView(view.execution, drawing.graph.nodes.length);
  const moment = { states, taken: view.execution?.taken ?? [], now: view.execution?.now ?? 0 };
  const patches = new Map(paint(drawing, moment).map((patch) => [patch.key, patch]));
  const header = view.execution && headerOf(view);
  const top = header ? HEADER : 0;
  const width = Math.max(layout.width, header?.width ?? 0);
  const height = layout.height + top;
  const prefix = idPrefix ?? `sb-${hash(JSON.stringify(view))}-`;
  const id = `${prefix}graph`;
  const label = view.execution
    ? `${view.name}: ${EXECUTION_STATUSES[view.execution.status].words.toLowerCase()}`
    : view.name;
  return toText(
    element(
      "svg",
      {
        xmlns: "http://www.w3.org/2000/svg",
        id,
        viewBox: `0 0 ${width} ${height}`,
        width,
        height,
        role: "img",
        "aria-label": label,
      },
      [
        { tag: "style", attributes: {}, text: standaloneStyle(`#${id}`, theme) },
        element("rect", { class: "sb-page", width, height, rx: 8 }),
        header?.node,
        element("g", { transform: `translate(${(width - layout.width) / 2},${top})` }, [
          withIds(patched(node, patches) ?? element("g", {}), prefix),
        ]),
      ],
    ),
  );
};

/** Gives states an id, for links into the image. */
const withIds = (node: SvgNode, prefix: string): SvgNode => ({
  ...node,
  attributes: node.key?.startsWith("state-") ? { id: prefix + node.key, ...node.attributes } : node.attributes,
  ...(node.children && { children: node.children.map((child) => withIds(child, prefix)) }),
});

const headerOf = ({
  name,
  execution,
}: WorkflowView): { readonly node: SvgNode; readonly width: number } | undefined => {
  if (!execution) return undefined;
  const { words, like } = EXECUTION_STATUSES[execution.status];
  const status = `${words} · ${name}`;
  const nameWidth = widthOf(status, 13, "bold");
  const { startTime, stopTime, now } = execution;
  const time = startTime === undefined ? "" : durationOf((stopTime ?? now) - startTime);
  return {
    width: 44 + nameWidth + 12 + widthOf(time, 11) + 16,
    node: element("g", { "data-status": like, transform: "translate(20,14)" }, [
      element("path", { class: "sb-glyph", d: STATUSES[like].glyph }),
      textElement(status, { class: "sb-name", x: 24, y: 12.5 }),
      textElement(time, { class: "sb-caption", x: 24 + nameWidth + 12, y: 12.5 }),
    ]),
  };
};

/** FNV-1a: short, and the same for the same view. */
const hash = (text: string): string => {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value >>> 0).toString(36);
};
