import { messageOfCause } from "@stepbook/asl";
import {
  durationOf,
  type GraphNode,
  type JobView,
  STATUSES,
  type StateView,
  statusOfLetter,
  textOf,
  triesOf,
} from "@stepbook/graph";
import { glyph, setGlyph } from "./glyph";
import { clockTime } from "./header";
import { html, setAttribute, setText } from "./html";
import { iconButton } from "./icon-button";
import { type AskForLog, createLog, type Fact, jobElements, jobFacts, keepLogs } from "./job";
import { jsonText } from "./json-text";
import type { Part, Shown } from "./shown";

const NOT_ASKED = "The kernel can't be asked.";

export interface Details extends Part {
  show(index: number | undefined): void;
}

/** What there is to know of the selected state. */
export const createDetails = (onClose: () => void, ask: () => AskForLog | undefined): Details => {
  const log = createLog(async (state) => {
    const asked = ask();
    if (!asked) throw new Error(NOT_ASKED);
    return asked(state);
  });
  const mark = glyph("notStarted");
  const title = html("h3", { class: "sb-details-title" });
  const body = html("div", { class: "sb-details-body" });
  const element = html(
    "aside",
    { class: "sb-details", "aria-label": "State", hidden: true },
    html("div", { class: "sb-details-head" }, mark, title, iconButton("close", "Close the details", onClose)),
    body,
  );
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  });
  const moreLog = (job: JobView, state: string): HTMLElement | undefined => {
    if (!ask()) return undefined;
    log.show(state, job);
    return log.element;
  };
  let index: number | undefined;
  let lastNode: GraphNode | undefined;
  let lastState: StateView | undefined;
  let terms: readonly string[] = [];
  const update = (shown: Shown): void => {
    const node = index === undefined ? undefined : shown.drawing.graph.nodes[index];
    setAttribute(element, "hidden", node ? undefined : "");
    if (!node) return;
    const state = shown.states[node.index]!;
    setGlyph(mark, state.status);
    setAttribute(mark, "hidden", shown.view.execution ? undefined : "");
    setText(title, node.name);
    const facts = factsOf(node, state, shown);
    const jobs = [...state.jobs].reverse();
    const texts = [...facts, ...jobs.flatMap((job) => jobFacts(job, shown.now))];
    // Rebuilt only where something has changed: text that is being selected must stay.
    const sameFacts = texts.length === terms.length && texts.every(([term], i) => term === terms[i]);
    if (node === lastNode && state === lastState && sameFacts) {
      body.querySelectorAll("dd").forEach((element, i) => {
        setText(element, texts[i]![1]);
      });
      return;
    }
    [lastNode, lastState, terms] = [node, state, texts.map(([term]) => term)];
    const putLogsBack = keepLogs(body);
    body.replaceChildren(
      html(
        "dl",
        { class: "sb-facts" },
        ...facts.flatMap(([term, text]) => [html("dt", {}, term), html("dd", {}, text)]),
      ),
      ...attempts(node, state),
      ...failure(state),
      ...jobs.flatMap((job, i) => jobElements(job, shown.now, i === 0 ? moreLog(job, node.name) : undefined)),
      ...text("Input", state.io?.input, state.io?.cut?.includes("input")),
      ...text("Output", state.io?.output, state.io?.cut?.includes("output")),
      ...text("Definition", JSON.stringify(node.state, undefined, 2)),
    );
    putLogsBack();
  };
  return {
    element,
    show: (next) => {
      if (next !== index) body.scrollTop = 0;
      index = next;
    },
    update,
  };
};

const factsOf = (node: GraphNode, state: StateView, { drawing, view, now }: Shown): readonly Fact[] => {
  const parent = node.parent === undefined ? undefined : drawing.graph.nodes[node.parent];
  const facts: Fact[] = [["State", parent ? `${node.type} in ${parent.type} ${parent.name}` : node.type]];
  if (node.state.Type === "Task") facts.push(["Resource", shortResource(textOf(node.state.Resource))]);
  if (textOf(node.state.Comment)) facts.push(["Comment", textOf(node.state.Comment)]);
  if (!view.execution) return facts;
  facts.push(["Status", capitalized(STATUSES[state.status].words)]);
  if (state.active > 1) facts.push(["At once", `${state.active} running`]);
  if (state.items) facts.push(["Items", itemsOf(state.items)]);
  if (state.startTime !== undefined) {
    facts.push(["Started", clockTime(state.startTime)]);
    facts.push([
      state.duration === undefined ? "Running for" : "Lasted",
      durationOf(state.duration ?? now - state.startTime),
    ]);
  }
  return facts;
};

const shortResource = (resource: string): string => resource.replace(/^arn:aws[\w-]*:states:[\w-]*:\d*:/, "");

const itemsOf = (items: NonNullable<StateView["items"]>): string =>
  (["succeeded", "failed", "aborted", "running", "queued"] as const)
    .filter((of) => items[of] > 0)
    .map((of) => `${items[of]} ${of === "succeeded" ? "done" : of}`)
    .join(" · ") || "none";

const capitalized = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const attempts = (node: GraphNode, { tries }: StateView): readonly HTMLElement[] => {
  if (tries.length < 2) return [];
  const most = Math.max(triesOf(node), tries.length);
  const heads = ["Attempt", "Result", "Lasted"].map((head) => html("th", { scope: "col" }, head));
  const rows = tries.map(({ status, error, duration }, i) => {
    const one = statusOfLetter(status);
    return html(
      "tr",
      {},
      html("td", {}, `${i + 1} of ${most}`),
      html(
        "td",
        { title: error ?? "" },
        html("span", { class: "sb-result" }, glyph(one), lastPart(error) ?? STATUSES[one].words),
      ),
      html("td", {}, duration === undefined ? "" : durationOf(duration)),
    );
  });
  return [
    html("table", { class: "sb-table" }, html("thead", {}, html("tr", {}, ...heads)), html("tbody", {}, ...rows)),
  ];
};

/** "Lambda.ServiceException" is "ServiceException": the whole is in the title. */
const lastPart = (error: string | undefined): string | undefined => error?.split(".").pop();

const failure = ({ error, status }: StateView): readonly HTMLElement[] => {
  if (!error?.error && !error?.cause) return [];
  const kind = status === "failed" || status === "timedOut" || status === "aborted" ? status : "caught";
  return [
    html(
      "div",
      { class: "sb-failure", "data-status": kind },
      html("strong", {}, error.error ?? "Error"),
      html("p", {}, messageOfCause(error.cause ?? "")),
    ),
    ...(messageOfCause(error.cause ?? "") === error.cause ? [] : text("Cause", error.cause)),
  ];
};

const text = (name: string, value: string | undefined, cut = false): readonly HTMLElement[] =>
  value === undefined ? [] : [html("h4", {}, cut ? `${name} (cut)` : name), jsonText(value)];
