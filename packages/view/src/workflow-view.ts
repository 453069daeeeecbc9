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
import { createClock } from "./clock";
import { createDetails } from "./details";
import { failureOf } from "./failure";
import { graphStyle } from "./graph-style";
import { createHeader } from "./header";
import { html, setAttribute, setText } from "./html";
import { DEFAULT_SETTINGS, type ViewAction, type WorkflowViewHandle, type WorkflowViewOptions } from "./options";
import { keepKeys } from "./own-keys";
import type { Shown } from "./shown";
import { createEventsTable, createStatesTable } from "./tables";
import { createTabs } from "./tabs";
import { createTimeline } from "./timeline";

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
  { live = "auto", askKernel = () => undefined, settings = {} }: WorkflowViewOptions = {},
): WorkflowViewHandle => {
  const clock = createClock(live);
  let read: Read | undefined;
  let drawing: Drawing | undefined;
  let states: readonly StateView[] = [];
  let direction: "down" | "right" = "down";
  let chosen = { ...DEFAULT_SETTINGS, ...settings };
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

  const actions: Partial<Record<ViewAction, () => void>> = {
    fit: () => canvas.camera.fit(),
    zoomIn: () => canvas.camera.zoomBy(1.25),
    zoomOut: () => canvas.camera.zoomBy(1 / 1.25),
    turn: () => draw(direction === "down" ? "right" : "down"),
    collapseAll: () => canvas.collapseAll(),
    expandAll: () => canvas.expandAll(),
    fullScreen: () =>
      void (document.fullscreenElement === root ? document.exitFullscreen() : root.requestFullscreen?.())?.catch(
        () => {},
      ),
  };
  const header = createHeader({ turn: actions.turn!, toggleFullScreen: actions.fullScreen! });
  const canvas = createCanvas({
    onSelect: select,
    onCollapse: (next) => {
      drawing = next;
    },
  });
  const details = createDetails(
    () => select(undefined),
    () => {
      const [ask, execution] = [askKernel(), read?.view.execution?.arn];
      return ask && execution !== undefined ? (state) => ask("log", { execution, state }) : undefined;
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
      if (!before || before.view.definition !== next.view.definition) draw(chosen.direction ?? next.view.direction);
      else if (before.view.direction !== next.view.direction) draw(next.view.direction);
      else refresh();
    },
    resize,
    configure: (changes) => {
      const before = chosen.direction;
      chosen = { ...chosen, ...changes };
      if (chosen.direction !== undefined && chosen.direction !== before) draw(chosen.direction);
    },
    run: (action) => {
      if (read) actions[action]?.();
    },
    can: (action) => read !== undefined && Object.hasOwn(actions, action),
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
