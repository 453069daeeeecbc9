import { messageOfCause } from "@stepbook/asl";
import { durationOf } from "./duration";
import { type Graph, type GraphNode, graphOf } from "./graph";
import { triesOf } from "./paint";
import { readView } from "./read-view";
import { type StateView, statesOfView } from "./states";
import { EXECUTION_STATUSES, STATUSES } from "./status";
import type { ExecutionView, WorkflowView } from "./view";

const MOST_LINES = 60;
const WIDEST_NAME = 40;

const SIGNS: Readonly<Record<StateView["status"], string>> = {
  succeeded: "✓",
  running: "●",
  failed: "✗",
  caught: "!",
  timedOut: "⏱",
  aborted: "■",
  notTaken: "–",
  notStarted: "·",
};

/**
 * A view as a few lines for a terminal: how the execution stands, then a line a state.
 *
 * @example
 * hello-world · Running · 1.2 s
 *   ✓ Start       5 ms
 *   ● Both words  1.1 s
 */
export const toPlainText = (given: WorkflowView): string => {
  const read = readView(given);
  if ("problem" in read) return read.problem;
  const { view } = read;
  const graph = graphOf(read.definition);
  const { execution } = view;
  const states = statesOfView(execution, graph.nodes.length);
  const lines = [
    headOf(view),
    ...failureOf(execution),
    ...stateLines(graph, states, execution),
    ...read.notices.map(oneLine),
  ];
  return lines.map((line) => line.trimEnd()).join("\n");
};

const headOf = ({ name, execution }: WorkflowView): string => {
  if (!execution) return oneLine(name);
  const { status, startTime, stopTime, now } = execution;
  const time = startTime === undefined ? [] : [durationOf((stopTime ?? now) - startTime)];
  return [oneLine(name), EXECUTION_STATUSES[status].words, ...time].join(" · ");
};

const failureOf = (execution: ExecutionView | undefined): readonly string[] => {
  if (!execution?.error && !execution?.cause) return [];
  return [
    `  ${[execution.error, messageOfCause(execution.cause ?? "")]
      .filter((part) => part)
      .map((part) => oneLine(part!))
      .join(": ")}`,
  ];
};

const stateLines = (graph: Graph, states: readonly StateView[], execution: ExecutionView | undefined): string[] => {
  const rows = graph.nodes.map((node) => ({
    node,
    start: `${"  ".repeat(node.depth + 1)}${execution ? `${SIGNS[states[node.index]!.status]} ` : ""}${shorten(node.name)}`,
  }));
  const shown = rows.length <= MOST_LINES ? rows : rows.slice(0, MOST_LINES);
  const width = shown.reduce((most, { start }) => Math.max(most, [...start].length), 0);
  const lines = shown.map(({ node, start }) => {
    const state = states[node.index]!;
    const about = execution ? progressOf(node, state, execution.now) : node.caption || node.type;
    return `${start}${" ".repeat(width - [...start].length)}  ${oneLine(about)}`;
  });
  if (rows.length > shown.length) lines.push(`  … and ${rows.length - shown.length} more states`);
  return lines;
};

const progressOf = (node: GraphNode, state: StateView, now: number): string => {
  const parts: string[] = [];
  if (state.startTime !== undefined) parts.push(durationOf(state.duration ?? now - state.startTime));
  if (state.tries.length > 1) parts.push(`try ${state.tries.length} of ${Math.max(triesOf(node), state.tries.length)}`);
  if (state.items) parts.push(`${state.items.succeeded} of ${state.items.total} items`);
  const plain = state.status === "succeeded" || state.status === "running" || state.status === "notStarted";
  if (!plain) parts.unshift(STATUSES[state.status].words);
  if (state.error?.error) parts.push(state.error.error);
  return parts.join(" · ");
};

/** Control characters of a name must not reach a terminal. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");

const shorten = (name: string): string => {
  const parts = [...oneLine(name)];
  return parts.length <= WIDEST_NAME ? parts.join("") : `${parts.slice(0, WIDEST_NAME - 1).join("")}…`;
};
