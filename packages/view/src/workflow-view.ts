import {
  type Drawing,
  EXECUTION_STATUSES,
  type ReadView,
  readView,
  type StateView,
  statesOfView,
} from "@stepbook/graph";
import { createAnnouncer } from "./announcer";
import { createCanvas } from "./canvas";
import { createClock, type Liveness } from "./clock";
import { createDetails } from "./details";
import { failureOf } from "./failure";
import { graphStyle } from "./graph-style";
import { createHeader } from "./header";
import { html, setAttribute, setText } from "./html";
import { keepKeys } from "./own-keys";
import type { Shown } from "./shown";
import { createEventsTable, createStatesTable } from "./tables";
import { createTabs } from "./tabs";
import { createTimeline } from "./timeline";

export interface WorkflowViewOptions {
  /**
   * Whether updates are to come: then times tick while the execution runs, else they stand still and the header says
   * of when they are. By default it is told from the updates themselves.
   */
  readonly live?: Liveness;
  /**
   * What asks the kernel for the log of a state's job; undefined as long as it may not be asked, as in notebooks that are
   * not trusted.
   */
  readonly askForLog?: () => ((execution: string, state: string) => Promise<readonly string[]>) | undefined;
}

/** A workflow on a page. */
export interface WorkflowViewHandle {
  /**
   * Shows a payload: a `WorkflowView`, as it came. One with an older `rev` than that shown is ignored; one that can't
   * be read is said to be so, and never thrown for.
   */
  update(payload: unknown): void;
  /** Says that the view has been put on the page, or that its size has changed. */
  resize(): void;
  dispose(): void;
}

type Read = Extract<ReadView, { definition: unknown }>;

const TICK = 1000;

/**
 * Puts a workflow's view into an element, which need not be on a page yet. Updates patch it: no element of the graph is
 * made anew while the definition stays the same, and zoom, selection and scroll positions are kept.
 *
 * @example
 * const view = createWorkflowView(document.querySelector("#graph"));
 * view.update(payload);
 */
export const createWorkflowView = (
  host: HTMLElement,
  { live = "auto", askForLog = () => undefined }: WorkflowViewOptions = {},
): WorkflowViewHandle => {
  const clock = createClock(live);
  let read: Read | undefined;
  let drawing: Drawing | undefined;
  let states: readonly StateView[] = [];
  let direction: "down" | "right" = "down";
  let timer: ReturnType<typeof setInterval> | undefined;

  const select = (index: number | undefined): void => {
    const hadFocus = details.element.contains(document.activeElement);
    const before = selected;
    selected = index;
    canvas.select(index);
    details.show(index);
    refresh();
    canvas.resize();
    if (index === undefined && hadFocus && before !== undefined) canvas.focusState(before);
  };
  let selected: number | undefined;

  const header = createHeader({
    turn: () => draw(direction === "down" ? "right" : "down"),
    toggleFullScreen: () =>
      void (document.fullscreenElement === root ? document.exitFullscreen() : root.requestFullscreen?.())?.catch(
        () => {},
      ),
  });
  const canvas = createCanvas(select);
  const details = createDetails(
    () => select(undefined),
    () => {
      const [ask, arn] = [askForLog(), read?.view.execution?.arn];
      return ask && arn !== undefined ? (state) => ask(arn, state) : undefined;
    },
  );
  const tabs = createTabs([
    { name: () => "Timeline", part: createTimeline(select) },
    { name: ({ view }) => `Events (${view.execution?.eventCount ?? 0})`, part: createEventsTable(select) },
    { name: ({ states }) => `States (${states.length})`, part: createStatesTable(select) },
  ]);
  const announcer = createAnnouncer();
  const problem = html("p", { class: "sb-problem", role: "alert", hidden: true });
  const failure = html("p", { class: "sb-execution-error", hidden: true });
  const body = html("div", { class: "sb-body" }, canvas.element, details.element);
  const content = html(
    "div",
    { class: "sb-content", hidden: true },
    header.element,
    failure,
    body,
    tabs.element,
    announcer.element,
  );
  const root = html("div", { class: "sb-view" }, problem, content);
  const releaseKeys = keepKeys(root);
  root.prepend(html("style", {}, graphStyle()));
  host.append(root);

  const resize = (): void => canvas.resize();
  const observer = typeof ResizeObserver === "undefined" ? undefined : new ResizeObserver(resize);
  observer?.observe(root);

  const refresh = (): void => {
    if (!read || !drawing) return;
    const { view } = read;
    states = statesOfView(view.execution, drawing.graph.nodes.length, states);
    const shown: Shown = { view, drawing, states, ...clock.read() };
    header.update(shown);
    canvas.update(shown);
    details.update(shown);
    tabs.update(shown);
    const error = failureOf(shown);
    setText(failure, error);
    setAttribute(failure, "hidden", error ? undefined : "");
    if (view.execution)
      announcer.say(
        [`${view.name}: ${EXECUTION_STATUSES[view.execution.status].words}`, error].filter((part) => part).join(". "),
      );
    tick(shown.live);
  };

  const tick = (runs: boolean): void => {
    if (runs && timer === undefined) timer = setInterval(refresh, TICK);
    if (!runs && timer !== undefined) {
      clearInterval(timer);
      timer = undefined;
    }
  };

  const draw = (next: "down" | "right"): void => {
    if (!read) return;
    direction = next;
    drawing = canvas.draw(read, direction);
    if (selected !== undefined && !drawing.graph.nodes[selected]) selected = undefined;
    canvas.select(selected);
    details.show(selected);
    refresh();
    canvas.resize();
  };

  return {
    update: (payload) => {
      const next = readView(payload, read);
      if ("problem" in next) {
        setText(problem, next.problem);
        setAttribute(problem, "hidden", undefined);
        setAttribute(content, "hidden", read ? undefined : "");
        return;
      }
      setAttribute(problem, "hidden", "");
      setAttribute(content, "hidden", undefined);
      if (read && next.view.rev < read.view.rev && isSame(read, next)) return;
      const before = read;
      read = next;
      clock.note(next.view);
      if (!before || before.view.definition !== next.view.definition) draw(next.view.direction);
      else if (before.view.direction !== next.view.direction) draw(next.view.direction);
      else refresh();
    },
    resize,
    dispose: () => {
      tick(false);
      announcer.dispose();
      releaseKeys();
      observer?.disconnect();
      canvas.camera.dispose();
      root.remove();
    },
  };
};

/** Whether two payloads are of the same output: a cell that is run again begins with the first `rev` anew. */
const isSame = (a: Read, b: Read): boolean =>
  a.view.execution?.arn === b.view.execution?.arn && a.view.name === b.view.name;
