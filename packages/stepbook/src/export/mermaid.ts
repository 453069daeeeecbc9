import type { StateMachine, StateType } from "@stepbook/asl";
import { type EdgeKind, type GraphNode, type GraphScope, graphOf } from "@stepbook/graph";
import type { Direction } from "../direction";
import { describeValue, StepbookError } from "../errors";

const directions: Readonly<Record<Direction, string>> = { down: "TB", right: "LR" };

/** What stands around the label of a state, by its type. Parallels and Maps hold others; these are empty ones. */
const shapes: Readonly<Record<StateType, readonly [open: string, close: string]>> = {
  Task: ["[[", "]]"],
  Pass: ["[", "]"],
  Choice: ["{", "}"],
  Wait: ["{{", "}}"],
  Succeed: ["([", "])"],
  Fail: [">", "]"],
  Parallel: ["[", "]"],
  Map: ["[", "]"],
};

const arrows: Readonly<Record<EdgeKind, string>> = { next: "-->", choice: "-->", default: "-->", catch: "-.->" };

/** A label at an arrow is short. */
const longestLabel = 120;

/**
 * A definition as a flowchart of Mermaid. A Parallel is a box of its branches, a Map one of its processor.
 *
 * @see https://mermaid.js.org/syntax/flowchart.html
 */
export function mermaidOf(definition: StateMachine, { direction = "down" }: { direction?: Direction }): string {
  if (!Object.hasOwn(directions, direction))
    throw new StepbookError(
      `toMermaid(options): direction is ${Object.keys(directions).join(" or ")}, but here it is ${describeValue(direction)}.`,
    );
  const { root } = graphOf(definition);
  const ends = root.nodes.filter(({ state }) => "End" in state && state.End === true);
  return [
    `flowchart ${directions[direction]}`,
    ...indented([
      ...(root.start < 0 ? [] : ["start((Start))"]),
      ...linesOf(root, directions[direction]),
      ...(root.start < 0 ? [] : [`start --> ${idOf(root.start)}`]),
      ...(ends.length === 0 ? [] : ["finish((End))"]),
      ...ends.map(({ index }) => `${idOf(index)} --> finish`),
    ]),
    "",
  ].join("\n");
}

/** The states of a scope, then its arrows: both ends of an arrow are known by then. */
function linesOf({ nodes, edges }: GraphScope, way: string): readonly string[] {
  return [
    ...nodes.flatMap((node) => linesOfNode(node, way)),
    ...edges.map(({ from, to, kind, label }) => {
      const text = escaped(shortened(label));
      return `${idOf(from)} ${arrows[kind]}${label === "" ? "" : `|"${text}"|`} ${idOf(to)}`;
    }),
  ];
}

function linesOfNode(node: GraphNode, way: string): readonly string[] {
  const { index, name, type, caption, scopes } = node;
  const words = [name, caption].filter((word, at) => at === 0 || word !== "").map(escaped);
  const bodies = scopes
    .map((scope) => ({ scope, lines: linesOfBody(scope, way) }))
    .filter(({ lines }) => lines.length > 0);
  if (bodies.length === 0) {
    const [open, close] = Object.hasOwn(shapes, type) ? shapes[type] : shapes.Pass;
    return [`${idOf(index)}${open}"${words.join("<br/>")}"${close}`];
  }
  const inside =
    type === "Parallel"
      ? bodies.flatMap(({ lines }, branch) => box(`${idOf(index)}b${branch}`, `Branch ${branch + 1}`, way, lines))
      : bodies.flatMap(({ lines }) => lines);
  // The title of a box has one line.
  return box(idOf(index), words.join(" · ").replaceAll("<br/>", " "), way, inside);
}

/** What stands in a box. Its start is marked where an arrow leads back to it: elsewhere, it is plain to see. */
function linesOfBody(scope: GraphScope, way: string): readonly string[] {
  const lines = linesOf(scope, way);
  if (!scope.edges.some(({ to }) => to === scope.start)) return lines;
  const start = idOf(scope.start);
  return [`${start}start((Start))`, ...lines, `${start}start --> ${start}`];
}

/** A box that says no direction turns what is in it. */
const box = (id: string, title: string, way: string, lines: readonly string[]): readonly string[] => [
  `subgraph ${id}["${title}"]`,
  ...indented([`direction ${way}`, ...lines]),
  "end",
];

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);
/** Names may be anything; numbers are no word of the language. */
const idOf = (index: number): string => `s${index}`;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const characters = [...line];
  return characters.length > longestLabel ? `${characters.slice(0, longestLabel - 1).join("")}…` : line;
}

/** What has a meaning in Mermaid, HTML, Markdown or formulas; and at the beginning of a line, in lists. */
const special = /["#$%&*:;<>@[\\\]^_`{|}~!+]|^[-= ]|[ ](?=[ ]|$)|(?<=^\d+)[.)]|(?<=www)\./giu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what no font has, and what no page may hold
const unshowable = /[\0-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff]|\p{Cs}/gu;

/** A text as it stands between quotes: Mermaid has codes of its own, `#35;` for `#`. No page drops spaces that don't break. */
function escaped(text: string): string {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) =>
    line
      .replace(/\t/g, " ")
      .replace(unshowable, "\ufffd")
      .replace(special, (character) => (character === " " ? "#160;" : `#${character.charCodeAt(0)};`)),
  );
  return lines.join("<br/>") || "#160;";
}
