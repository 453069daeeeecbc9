import {
  isJsonObject,
  type Scope,
  type State,
  type StateMachine,
  type StateType,
  scopesOf,
  statesOf,
  type Transition,
  transitionsOf,
} from "@stepbook/asl";
import { captionOf } from "./caption";
import { conditionOf } from "./condition";
import type { IconName } from "./icons";
import { textOf } from "./text-of";

/** A definition as nodes and edges: a tree of scopes, each a graph that no edge leaves. */
export interface Graph {
  readonly root: GraphScope;
  /** Every node, by its index. */
  readonly nodes: readonly GraphNode[];
}

export interface GraphScope {
  /** The index of the node that it starts at; −1 where the definition names none. */
  readonly start: number;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphNode {
  /** Its place in depth-first order, which names it everywhere: in the payload, in keys, in the layout. */
  readonly index: number;
  readonly name: string;
  readonly type: StateType;
  readonly state: State;
  readonly caption: string;
  readonly icon: IconName;
  /** Whether it only keeps a value for later states, and nobody wrote it: it is drawn small. */
  readonly keeper: boolean;
  readonly parent?: number;
  /** How many states are around it. */
  readonly depth: number;
  /** How many states are inside of it, at any depth: those that follow it in depth-first order. */
  readonly inside: number;
  /** A Parallel's branches, a Map's processor. */
  readonly scopes: readonly GraphScope[];
}

export type EdgeKind = "next" | "choice" | "default" | "catch";

/** All transitions of one kind from one state to another. */
export interface GraphEdge {
  readonly from: number;
  readonly to: number;
  readonly kind: EdgeKind;
  readonly label: string;
  readonly title: string;
  /** Whether an edge of another kind goes the same way. */
  readonly alike: boolean;
}

/** How each kind of transition is labeled. */
const LABELS: { readonly [Kind in EdgeKind]: (transition: Extract<Transition, { kind: Kind }>) => string } = {
  next: () => "",
  choice: ({ rule }) => conditionOf(rule),
  default: () => "otherwise",
  catch: ({ errorEquals }) => errorEquals.map(textOf).join(", "),
};

/** The states that are put between those of the author say so in their comment. */
const isKeeper = ({ Type, Comment }: State): boolean => Type === "Pass" && textOf(Comment).startsWith("Keeps the ");

const labelOf = (transition: Transition): string =>
  (LABELS[transition.kind] as (transition: Transition) => string)(transition);

const graphs = new WeakMap<StateMachine, Graph>();

/**
 * Reads a definition, once: it must not be changed afterward. Transitions to states that do not exist are left out, so
 * that drafts can be drawn too.
 */
export const graphOf = (machine: StateMachine): Graph => {
  const known = graphs.get(machine);
  if (known) return known;
  const graph = readGraph(machine);
  graphs.set(machine, graph);
  return graph;
};

const readGraph = (machine: StateMachine): Graph => {
  const nodes: GraphNode[] = [];
  const outer: GraphNode[] = [];
  const inner: GraphNode[][] = [];
  for (const { index, name, state, parent } of statesOf(machine)) {
    const node: GraphNode = {
      index,
      name,
      type: state.Type,
      state,
      ...captionOf(state),
      keeper: isKeeper(state),
      ...(parent !== undefined && { parent }),
      depth: parent === undefined ? 0 : nodes[parent]!.depth + 1,
      inside: 0,
      scopes: [],
    };
    nodes.push(node);
    inner.push([]);
    (parent === undefined ? outer : inner[parent]!).push(node);
  }
  for (const node of nodes) (node.scopes as GraphScope[]).push(...scopesIn(scopesOf(node.state), inner[node.index]!));
  for (const { parent, inside } of [...nodes].reverse())
    if (parent !== undefined) (nodes[parent] as { inside: number }).inside += inside + 1;
  return { root: scopesIn([machine], outer)[0]!, nodes };
};

/** Scopes with their states, which come one scope after the other: one object may stand for several scopes. */
const scopesIn = (scopes: readonly Scope[], children: readonly GraphNode[]): readonly GraphScope[] => {
  let at = 0;
  return scopes.map(({ StartAt, States }) => {
    const count = Object.values(isJsonObject(States) ? States : {}).filter(isJsonObject).length;
    const members = children.slice(at, at + count);
    at += count;
    const indices = new Map(members.map(({ name, index }) => [name, index]));
    return { start: indices.get(StartAt) ?? -1, nodes: members, edges: edgesOf(members, indices) };
  });
};

const edgesOf = (members: readonly GraphNode[], indices: ReadonlyMap<string, number>): readonly GraphEdge[] => {
  const edges: GraphEdge[] = [];
  for (const { index: from, state } of members) {
    const merged = new Map<string, GraphEdge>();
    for (const transition of transitionsOf(state)) {
      const to = indices.get(transition.target);
      if (to === undefined) continue;
      const { kind } = transition;
      const key = `${kind} ${to}`;
      const label = labelOf(transition);
      const same = merged.get(key);
      merged.set(
        key,
        same
          ? { ...same, label: `${same.label} or ${label}`, title: `${same.title}\n${label}` }
          : { from, to, kind, label, title: label, alike: false },
      );
    }
    const own = [...merged.values()];
    edges.push(
      ...own.map((edge) => ({ ...edge, alike: own.some(({ to, kind }) => to === edge.to && kind !== edge.kind) })),
    );
  }
  return edges;
};
