import { copyButton } from "./copy-button";
import type { Desk } from "./desk";
import type { Subject } from "./details";
import { html } from "./html";
import { createJobTab } from "./job-tab";
import { jsonView } from "./json-view";
import { type Payload, payloadOf, payloadView, type WholeEvents, whyNone } from "./payloads";
import type { Shown } from "./shown";
import { payloadOfState } from "./state-payload";
import { createTabs, type Tab } from "./tabs";

type Key = "job" | "input" | "output" | "error" | "definition";

/** The input, output, error and definition of a state, one at a time, each to be copied. */
export const createStateTabs = (desk: Desk, whole: WholeEvents) => {
  const { say } = desk;
  let subject: Subject | undefined;
  let shown: Shown | undefined;

  const payload = (field: "input" | "output"): Payload | undefined =>
    subject && shown && payloadOfState(desk, shown, subject.node, field, subject.item);
  const wholeText = (field: "input" | "output"): string | undefined => {
    const one = payload(field);
    return (one?.event === undefined ? undefined : payloadOf(whole.get(one.event), field)?.text) ?? one?.text;
  };
  const why = (field: "input" | "output"): string => {
    const { startTime, status } = subject!.state;
    if (!shown!.view.execution) return say("This workflow has not run.");
    if (startTime === undefined) return say("This state has not begun.");
    if (field === "output" && status === "running") return say("This state has not ended.");
    return whyNone(desk);
  };
  const cause = (): { readonly error: string; readonly cause: string } | undefined => {
    const { error, tries } = subject!.state;
    const last = error ?? tries.filter((one) => one.error !== undefined || one.cause !== undefined).at(-1);
    return last && { error: last.error ?? "", cause: last.cause ?? "" };
  };

  /** A panel that is made anew only where its key has changed. */
  const panel = (keyOf: () => string, make: () => readonly (Node | string)[]) => {
    const element = html("div", { class: "sb-state-panel" });
    let key = "";
    return {
      element,
      update: (): void => {
        if (!subject) return;
        const next = `${subject.node.index} ${keyOf()}`;
        if (next === key) return;
        key = next;
        element.replaceChildren(...make());
      },
    };
  };
  const payloadPanel = (field: "input" | "output", label: string) =>
    panel(
      () =>
        `${payload(field)?.text ?? why(field)} ${payload(field)?.event} ${whole.get(payload(field)?.event ?? 0)?.id}`,
      () => {
        const one = payload(field);
        return one ? payloadView(desk, whole, one, field, label) : [html("p", { class: "sb-notice" }, why(field))];
      },
    );
  let defined: { readonly of: unknown; readonly text: string } = { of: undefined, text: "" };
  const definition = (): string => {
    const of = subject?.node.state;
    if (of !== defined.of) defined = { of, text: JSON.stringify(of, undefined, 2) };
    return defined.text;
  };
  const ran = ({ view }: Shown): boolean => view.execution !== undefined;
  const job = createJobTab(desk);
  const list: readonly (Tab<Key> & { readonly text: () => string | undefined })[] = [
    {
      key: "job",
      name: () => say("Job"),
      part: {
        element: job.element,
        update: (now) => {
          if (subject) job.update(subject, now.now);
        },
      },
      has: () => subject !== undefined && subject.state.jobs.length > 0,
      text: () => job.element.textContent ?? "",
    },
    {
      key: "input",
      name: () => say("Input"),
      part: payloadPanel("input", say("Input")),
      has: ran,
      text: () => wholeText("input"),
    },
    {
      key: "output",
      name: () => say("Output"),
      part: payloadPanel("output", say("Output")),
      has: ran,
      text: () => wholeText("output"),
    },
    {
      key: "error",
      name: () => say("Error"),
      part: panel(
        () => JSON.stringify(cause()) ?? "",
        () => {
          const one = cause();
          if (!one) return [html("p", { class: "sb-notice" }, say("None."))];
          return [
            html("p", { class: "sb-error-name" }, one.error),
            ...(one.cause === "" ? [] : [jsonView(one.cause, say("Cause"), say)]),
          ];
        },
      ),
      has: ran,
      text: () => {
        const one = cause();
        return one && [one.error, one.cause].filter((part) => part).join("\n");
      },
    },
    {
      key: "definition",
      name: () => say("Definition"),
      part: panel(definition, () => [jsonView(definition(), say("Definition"), say)]),
      text: definition,
    },
  ];
  const copy = copyButton(desk, say("Copy what is shown"), () => list.find(({ key }) => key === tabs.open)?.text());
  const tabs = createTabs<Key>(desk, "state", say("Of this state"), list, copy);
  return {
    element: tabs.element,
    dispose: () => tabs.dispose?.(),
    /** Whether an input or output is looked at that the payload does not have. */
    wantsHistory: (): boolean => {
      const { open } = tabs;
      if (open !== "input" && open !== "output") return false;
      return subject?.state.startTime !== undefined && subject.state.io?.[open] === undefined;
    },
    update: (next: Subject, now: Shown): void => {
      [subject, shown] = [next, now];
      tabs.update(now);
    },
  };
};
