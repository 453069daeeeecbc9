import type { HistoryEvent } from "@stepbook/asl";
import { copyButton } from "./copy-button";
import type { Desk } from "./desk";
import { html } from "./html";
import { type Payload, payloadOf, payloadView, type WholeEvents, whyNone } from "./payloads";
import type { Part, Shown } from "./shown";
import { payloadOfState } from "./state-payload";

interface Box {
  readonly title: string;
  readonly field: "input" | "output";
  readonly payload: Payload | undefined;
  readonly why: string;
}

/** What went into the execution and the selected state, and what came out. */
export const createIoTab = (desk: Desk, whole: WholeEvents): Part => {
  const element = html("div", { class: "sb-io" });
  let key = "";
  return {
    element,
    update: (shown) => {
      const boxes = boxesOf(desk, shown);
      const next = boxes
        .map((box) =>
          [box.title, box.payload?.text ?? box.why, box.payload?.event, whole.get(box.payload?.event ?? 0)?.id].join(
            "\n",
          ),
        )
        .join("\n\n");
      if (next === key) return;
      key = next;
      element.replaceChildren(...boxes.map((box) => boxView(desk, whole, box)));
    },
  };
};

const boxView = (desk: Desk, whole: WholeEvents, { title, field, payload, why }: Box): HTMLElement =>
  html(
    "div",
    { class: "sb-io-box" },
    html(
      "div",
      { class: "sb-io-head" },
      html("h4", {}, title),
      payload &&
        copyButton(
          desk,
          `${desk.say("Copy")}: ${title}`,
          () =>
            (payload.event === undefined ? undefined : payloadOf(whole.get(payload.event), field)?.text) ??
            payload.text,
        ),
    ),
    ...(payload ? payloadView(desk, whole, payload, field, title) : [html("p", { class: "sb-notice" }, why)]),
  );

const boxesOf = (desk: Desk, shown: Shown): readonly Box[] => {
  const { say, history, selected } = desk;
  const { view, drawing, now, states } = shown;
  const first = history.events[0];
  const last = lastOf(history.events, now);
  const none = whyNone(desk);
  const runs = view.execution?.status === "RUNNING";
  const boxes: Box[] = [
    { title: say("Input of the execution"), field: "input", payload: payloadOf(first, "input"), why: none },
    {
      title: say("Output of the execution"),
      field: "output",
      payload: payloadOf(last, "output"),
      why: runs ? say("It has not ended.") : last ? say("It has none.") : none,
    },
  ];
  const node = drawing.graph.nodes[selected() ?? -1];
  if (!node) return boxes;
  const state = states[node.index]!;
  for (const field of ["input", "output"] as const) {
    const payload = payloadOfState(desk, shown, node, field);
    const title = field === "input" ? say("Input of {1}", node.name) : say("Output of {1}", node.name);
    const why =
      state.startTime === undefined
        ? say("It has not begun.")
        : state.status === "running" && field === "output"
          ? say("It has not ended.")
          : none;
    boxes.push({ title, field, payload, why });
  }
  return boxes;
};

/** What ended the execution. */
const lastOf = (events: readonly HistoryEvent[], now: number): HistoryEvent | undefined => {
  const last = events.at(-1);
  return last?.type.startsWith("Execution") && last.timestamp.getTime() <= now ? last : undefined;
};
