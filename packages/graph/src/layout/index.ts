import { shownByOf } from "../collapse";
import type { Graph, GraphEdge, GraphNode, GraphScope } from "../graph";
import { clip, widthOf } from "../measure";
import type { Direction } from "../view";
import { arrange } from "./arrange";
import { solve } from "./route";
import {
  CAPTION_SIZE,
  CLUSTER_PADDING,
  closedSize,
  HEADER,
  headerWidth,
  LABEL_HEIGHT,
  LABEL_LENGTH,
  leafSize,
} from "./size";
import type { Box, Point, Problem, ProblemEdge, Solution } from "./types";

export type { Box, Point } from "./types";

/** Where everything is, in pixels from the upper left corner. It depends on the definition alone, never on progress. */
export interface Layout {
  readonly direction: Direction;
  readonly width: number;
  readonly height: number;
  /** By the nodes' index; those inside of a collapsed cluster have no place. */
  readonly nodes: readonly (PlacedNode | undefined)[];
  /** By the nodes' index: the node that stands for it, itself or the outermost collapsed cluster around it. */
  readonly shownBy: readonly number[];
  readonly edges: readonly PlacedEdge[];
  /** The mark before the first state. */
  readonly start?: Point;
}

export interface PlacedNode extends Box {
  readonly node: GraphNode;
  /** Whether its inside is shown; undefined for a state that has none. */
  readonly cluster?: "open" | "closed";
  /** Dotted lines between a Parallel's branches: each an end and another. */
  readonly separators: readonly (readonly [Point, Point])[];
}

export interface PlacedEdge {
  /** `from` is −1 for the edge out of the start mark. */
  readonly edge: Pick<GraphEdge, "from" | "to" | "kind" | "title" | "alike">;
  readonly points: readonly Point[];
  /** After how many of its points it goes on upon another edge, to the same end. */
  readonly joins?: number;
  readonly label?: PlacedLabel;
}

export interface PlacedLabel extends Box {
  readonly text: string;
}

const MARGIN = 20;
const START_SIZE = 14;
const PILL_PADDING = 16;
const CATCH_MARK = 14;

/** A scope laid out by itself, with its corner at 0, 0. */
interface ScopeLayout {
  readonly scope: GraphScope;
  readonly solution: Solution;
  readonly labels: readonly string[];
  readonly problem: Problem;
}

const NONE: ReadonlySet<number> = new Set();

/**
 * Lays out a graph: every scope by itself from the innermost outward, and each as one box in the scope around it.
 *
 * @param collapsed The indices of the Parallels and Maps whose inside is not shown.
 */
export const layout = (graph: Graph, direction: Direction = "down", collapsed: ReadonlySet<number> = NONE): Layout => {
  const shownBy = shownByOf(graph, collapsed);
  const sizes: { width: number; height: number }[] = new Array(graph.nodes.length);
  const inner = new Map<GraphScope, ScopeLayout>();
  const arrangements = new Map<number, ReturnType<typeof arrange>>();
  for (const node of [...graph.nodes].reverse()) {
    if (shownBy[node.index] !== node.index) continue;
    if (node.inside === 0 || collapsed.has(node.index)) {
      sizes[node.index] = node.inside === 0 ? leafSize(node) : closedSize(node);
      continue;
    }
    const boxes = node.scopes.map((scope) => {
      const laid = layScope(scope, sizes, direction, false);
      inner.set(scope, laid);
      return laid.solution;
    });
    const arrangement = arrange(boxes, direction);
    arrangements.set(node.index, arrangement);
    sizes[node.index] = {
      width: Math.max(headerWidth(node), arrangement.width + 2 * CLUSTER_PADDING),
      height: HEADER[node.type === "Map" ? "Map" : "Parallel"] + arrangement.height + 2 * CLUSTER_PADDING,
    };
  }
  const root = layScope(graph.root, sizes, direction, true);
  return compose(graph, root, sizes, inner, arrangements, direction, shownBy);
};

const labelOf = ({ label, kind }: GraphEdge): string => {
  const text = clip(label, LABEL_LENGTH);
  return kind === "catch" || text ? text || "any error" : "";
};

const layScope = (
  scope: GraphScope,
  sizes: readonly { readonly width: number; readonly height: number }[],
  direction: Direction,
  withStart: boolean,
): ScopeLayout => {
  const places = new Map(scope.nodes.map(({ index }, i) => [index, i]));
  const down = direction === "down";
  const boxes = scope.nodes.map(({ index }) => sizes[index]!);
  const labels = scope.edges.map(labelOf);
  const start = places.get(scope.start) ?? -1;
  const edges: ProblemEdge[] = scope.edges.map(({ from, to, kind }, i) => {
    const text = labels[i];
    const width = text ? labelWidth(text, kind === "catch") : 0;
    const height = text ? LABEL_HEIGHT : 0;
    return {
      from: places.get(from)!,
      to: places.get(to)!,
      kind,
      across: down ? width : height,
      along: down ? height : width,
    };
  });
  const marked = withStart && start >= 0;
  if (marked) {
    edges.push({ from: boxes.length, to: start, kind: "start", across: 0, along: 0 });
    boxes.push({ width: START_SIZE, height: START_SIZE });
  }
  const problem: Problem = {
    start: marked ? boxes.length - 1 : start,
    across: boxes.map(({ width, height }) => (down ? width : height)),
    along: boxes.map(({ width, height }) => (down ? height : width)),
    edges,
  };
  const solution = solve(problem);
  return { scope, labels, problem, solution: down ? solution : turned(solution) };
};

const labelWidth = (text: string, caught: boolean): number =>
  2 * Math.ceil((widthOf(text, CAPTION_SIZE) + PILL_PADDING + (caught ? CATCH_MARK : 0)) / 2);

const turn = ({ x, y }: Point): Point => ({ x: y, y: x });

const turned = ({ width, height, nodes, edges }: Solution): Solution => ({
  width: height,
  height: width,
  nodes: nodes.map(turn),
  edges: edges.map(({ points, label, ...rest }) => ({
    ...rest,
    points: points.map(turn),
    ...(label && { label: turn(label) }),
  })),
});

/** Places scopes within their nodes, from the outermost inward. */
const compose = (
  graph: Graph,
  root: ScopeLayout,
  sizes: readonly { readonly width: number; readonly height: number }[],
  inner: ReadonlyMap<GraphScope, ScopeLayout>,
  arrangements: ReadonlyMap<number, ReturnType<typeof arrange>>,
  direction: Direction,
  shownBy: readonly number[],
): Layout => {
  const nodes: (PlacedNode | undefined)[] = new Array(graph.nodes.length).fill(undefined);
  const edges: PlacedEdge[] = [];
  let start: Point | undefined;
  const put = ({ scope, solution, labels, problem }: ScopeLayout, { x, y }: Point) => {
    const move = (point: Point): Point => ({ x: point.x + x, y: point.y + y });
    scope.nodes.forEach((node, i) => {
      const center = move(solution.nodes[i]!);
      const { width, height } = sizes[node.index]!;
      nodes[node.index] = {
        node,
        ...(node.inside > 0 && { cluster: arrangements.has(node.index) ? "open" : "closed" }),
        x: center.x - width / 2,
        y: center.y - height / 2,
        width,
        height,
        separators: [],
      };
    });
    solution.edges.forEach(({ points, label, ...rest }, i) => {
      const edge = scope.edges[i] ?? { from: -1, to: scope.start, kind: "next" as const, title: "", alike: false };
      const text = labels[i];
      const placed = { ...rest, edge, points: points.map(move) };
      if (!label || !text) {
        edges.push(placed);
        return;
      }
      const width = labelWidth(text, edge.kind === "catch");
      const { x: cx, y: cy } = move(label);
      edges.push({
        ...placed,
        label: { text, x: cx - width / 2, y: cy - LABEL_HEIGHT / 2, width, height: LABEL_HEIGHT },
      });
    });
    if (problem.across.length > scope.nodes.length) start = move(solution.nodes[scope.nodes.length]!);
  };
  put(root, { x: MARGIN, y: MARGIN });
  for (const { index, type, scopes } of graph.nodes) {
    const arrangement = arrangements.get(index);
    if (!arrangement) continue;
    const box = nodes[index]!;
    const left = box.x + (box.width - arrangement.width) / 2;
    const top = box.y + HEADER[type === "Map" ? "Map" : "Parallel"] + CLUSTER_PADDING;
    scopes.forEach((scope, i) => {
      const corner = arrangement.corners[i]!;
      put(inner.get(scope)!, { x: left + corner.x, y: top + corner.y });
    });
    const separators = arrangement.separators.map(
      ([a, b]) =>
        [
          { x: left + a.x, y: top + a.y },
          { x: left + b.x, y: top + b.y },
        ] as const,
    );
    nodes[index] = { ...box, separators };
  }
  const { width, height } = root.solution;
  return {
    direction,
    width: width + 2 * MARGIN,
    height: height + 2 * MARGIN,
    nodes,
    shownBy,
    edges,
    ...(start && { start }),
  };
};
