import { durationOf, type GraphNode, STATUSES, type StateView, textOf } from "@stepbook/graph";
import { html, setText } from "./html";
import type { Shown } from "./shown";
import { capitalized, clockTime, type Say } from "./words";

/** A term, what is said of it, and a state that it leads to. */
export interface StateFact {
  readonly term: string;
  readonly text: string;
  readonly state?: { readonly index: number; readonly name: string };
}

/** What there is to know of a state in a line each. */
export const factsOf = (
  node: GraphNode,
  state: StateView,
  { drawing, view, now }: Shown,
  say: Say,
): readonly StateFact[] => {
  const parent = node.parent === undefined ? undefined : drawing.graph.nodes[node.parent];
  const facts: StateFact[] = [
    parent
      ? { term: say("State"), text: say("{1} in {2}", node.type, parent.type), state: parent }
      : { term: say("State"), text: node.type },
  ];
  const add = (term: string, text: string): void => {
    if (text !== "") facts.push({ term, text });
  };
  if ("Resource" in node.state) add(say("Resource"), shortResource(textOf(node.state.Resource)));
  add(say("Comment"), textOf(node.state.Comment));
  if (!view.execution) return facts;
  add(say("Status"), capitalized(say(STATUSES[state.status].words)));
  if (state.active > 1) add(say("At once"), say("{1} running", state.active));
  if (state.items) add(say("Items"), countsOf(state.items, say));
  const { startTime, duration } = state;
  if (startTime === undefined) return facts;
  const started = clockTime(startTime);
  add(say("Started"), duration === undefined ? `${started} · ${say("{1} ago", durationOf(now - startTime))}` : started);
  if (duration !== undefined) add(say("Lasted"), durationOf(duration));
  return facts;
};

const shortResource = (resource: string): string => resource.replace(/^arn:aws[\w-]*:states:[\w-]*:\d*:/, "");

const countsOf = (items: NonNullable<StateView["items"]>, say: Say): string =>
  (["succeeded", "failed", "aborted", "running", "queued"] as const)
    .filter((of) => items[of] > 0)
    .map((of) => `${items[of]} ${say(of === "succeeded" ? "done" : of)}`)
    .join(" · ") || say("none");

/** A list of facts that changes in place: text that is being selected stays. */
export const createFacts = (select: (index: number) => void) => {
  const element = html("dl", { class: "sb-facts" });
  let shape = "";
  return {
    element,
    update: (facts: readonly StateFact[]): void => {
      const next = facts.map(({ term, state }) => `${term} ${state?.index ?? ""}`).join("\n");
      if (next !== shape) {
        shape = next;
        element.replaceChildren(
          ...facts.flatMap(({ term, state }) => [
            html("dt", {}, term),
            html(
              "dd",
              {},
              html("span"),
              state && " ",
              state &&
                html("button", { class: "sb-link", type: "button", onclick: () => select(state.index) }, state.name),
            ),
          ]),
        );
      }
      facts.forEach(({ text }, i) => {
        setText(element.children[2 * i + 1]!.firstElementChild!, text);
      });
    },
  };
};
