import { type Drawing, readView, type WorkflowView } from "@stepbook/graph";
import { createActions } from "./actions";
import { createCanvas } from "./canvas";
import { createClock } from "./clock";
import { createConfirm } from "./confirm";
import type { Ask, Desk } from "./desk";
import { createDetails } from "./details";
import { graphStyle } from "./graph-style";
import { createHeader } from "./header";
import { createHeightHandle } from "./height-handle";
import { createHistory } from "./history";
import { html, setAttribute } from "./html";
import { createLook, type Read } from "./look";
import { createMessages } from "./messages";
import {
  DEFAULT_SETTINGS,
  type Memory,
  type ViewAction,
  type WorkflowViewHandle,
  type WorkflowViewOptions,
} from "./options";
import { keepKeys } from "./own-keys";
import { createPanel } from "./panel";
import { createWholeEvents } from "./payloads";
import { createReplay } from "./replay";
import { createRevive } from "./revive";
import { createSearch } from "./search";
import type { Shown } from "./shown";
import { createTicker } from "./ticker";
import { sayer } from "./words";

let views = 0;

const createMemory = (): Memory => new Map<string, unknown>();

/**
 * Puts a workflow's view into an element, which need not be on a page yet. Updates patch it: no element of the graph is
 * made anew while the definition stays the same, and zoom, selection and scroll positions are kept.
 *
 * @example
 * const view = createWorkflowView(document.querySelector("#graph"));
 * view.update(payload);
 */
export const createWorkflowView = (host: HTMLElement, options: WorkflowViewOptions = {}): WorkflowViewHandle => {
  const { live = "auto", askKernel = () => undefined, translate = (text) => text } = options;
  const { memory = createMemory() } = options;
  views += 1;
  const id = `sb-${views}`;
  const say = sayer(translate);
  const clock = createClock(live);
  let settings = { ...DEFAULT_SETTINGS, ...options.settings };
  let read: Read | undefined;
  let drawing: Drawing | undefined;
  let shown: Shown | undefined;
  let direction: "down" | "right" = "down";
  let selected: number | undefined;
  /** What was asked for may come when the view is no more. */
  let gone = false;

  const asker = (): Ask | undefined => {
    const [ask, execution] = [askKernel(), read?.view.execution?.arn];
    return ask && execution !== undefined ? (name, asked) => ask(name, { ...asked, execution }) : undefined;
  };
  const history = createHistory(asker, () => refresh());
  const select = (index: number | undefined): void => {
    const hadFocus = details.element.contains(document.activeElement);
    const before = selected;
    selected = index;
    canvas.select(index);
    refresh();
    canvas.resize();
    if (index === undefined && hadFocus && before !== undefined) canvas.focusState(before);
    const name = index === undefined ? undefined : drawing?.graph.nodes[index]?.name;
    if (name !== undefined && index !== before) options.onSelect?.(name);
  };
  const messages = createMessages(say);
  const { tell } = messages;
  const desk: Desk = {
    id,
    say,
    memory,
    history,
    settings: () => settings,
    asker,
    select,
    selected: () => selected,
    show: (index) => {
      const focused = document.activeElement;
      select(index);
      canvas.goTo(index);
      if (focused instanceof HTMLElement && root.contains(focused)) focused.focus({ preventScroll: true });
    },
    openEvents: (state) => panel.openEvents(state),
    refresh: () => refresh(),
    tell,
  };

  const canvas = createCanvas({
    onSelect: select,
    say,
    onCollapse: (next) => {
      drawing = next;
      refresh();
    },
  });
  const confirm = createConfirm(`${id}-confirm`, say);
  const search = createSearch(
    desk,
    (indices) => canvas.mark(indices),
    () => canvas.focusState(selected ?? 0),
  );
  const revive = createRevive(
    asker,
    () => read?.view.execution?.status === "RUNNING" && !clock.read().live,
    (view) => accept(view, true),
    tell,
  );
  const root = html("div", { class: "sb-view", "data-fill": options.fill ?? false });
  const actions = createActions({
    desk,
    canvas,
    confirm,
    root,
    read: () => read!,
    seen: () => ({ ...(shown?.view ?? read!.view), direction }) as WorkflowView,
    drawing: () => drawing!,
    turn: () => draw(direction === "down" ? "right" : "down"),
    search: search.focus,
    revive: revive.start,
  });
  const can = (action: ViewAction): boolean =>
    read !== undefined && Object.hasOwn(actions, action) && actions[action].can();
  const run = (action: ViewAction): void => {
    if (!can(action)) return;
    tell("");
    void (async () => actions[action].run())()
      .catch((error: unknown) => tell((error as Error).message))
      .then(refresh);
  };
  const header = createHeader(desk, search, { run, can });
  const whole = createWholeEvents(desk);
  const details = createDetails(desk, whole);
  const replay = createReplay(desk);
  const panel = createPanel(desk, whole, replay, revive.start);
  const handle = createHeightHandle(memory, say, root, canvas.element, () => canvas.resize());
  const content = html(
    "div",
    { class: "sb-content", hidden: true },
    header.element,
    ...messages.lines,
    html("div", { class: "sb-body" }, canvas.element, details.element),
    handle.element,
    panel.element,
    confirm.element,
  );
  root.append(html("style", {}, graphStyle()), messages.problem, content);
  const releaseKeys = keepKeys(root);
  host.append(root);
  root.addEventListener("keydown", (event) => {
    const isText = event.target instanceof HTMLInputElement && event.target.type === "text";
    if (event.key === "/" && !isText && !event.ctrlKey && !event.metaKey && !event.altKey) {
      search.focus();
      event.preventDefault();
    } else if (event.key === "Escape" && replay.on) {
      replay.leave();
      event.preventDefault();
    }
  });
  const resize = (): void => {
    canvas.resize();
    handle.tell();
  };
  const observer = typeof ResizeObserver === "undefined" ? undefined : new ResizeObserver(resize);
  observer?.observe(root);

  const look = createLook(clock, history, () => replay.time);
  const refresh = (): void => {
    if (!read || !drawing || gone) return;
    shown = look(read, drawing);
    header.update(shown);
    canvas.update(shown);
    details.update(shown);
    panel.update(shown);
    messages.update(shown, read.notices);
    history.follow(shown.latest, replay.on || panel.wantsHistory(shown) || details.wantsHistory(shown));
    tick(clock.read().live);
  };
  const tick = createTicker(refresh);

  const draw = (next: "down" | "right"): void => {
    if (!read) return;
    direction = next;
    drawing = canvas.draw(read, direction);
    if (selected !== undefined && !drawing.graph.nodes[selected]) selected = undefined;
    canvas.select(selected);
    refresh();
    canvas.resize();
  };

  /** @param isAsked Whether it is an answer of the kernel's: it is never older than what is shown. */
  const accept = (payload: unknown, isAsked: boolean): void => {
    const next = readView(payload, read);
    if ("problem" in next) {
      messages.setProblem(next.problem);
      setAttribute(content, "hidden", read ? undefined : "");
      return;
    }
    messages.setProblem(undefined);
    setAttribute(content, "hidden", undefined);
    if (read && !isAsked && next.view.rev < read.view.rev && isSame(read, next)) return;
    const before = read;
    read = next;
    clock.note(next.view);
    const isOther = !before || before.view.definition !== next.view.definition;
    if (isOther || before.view.direction !== next.view.direction)
      draw((isOther && settings.direction) || next.view.direction);
    else refresh();
  };
  canvas.following = settings.follow;
  root.toggleAttribute("data-reduced", settings.reducedDetail);

  return {
    update: (payload) => accept(payload, false),
    resize,
    configure: (changes) => {
      const before = settings;
      settings = { ...settings, ...changes };
      if (settings.follow !== before.follow) canvas.following = settings.follow;
      root.toggleAttribute("data-reduced", settings.reducedDetail);
      if (settings.direction !== undefined && settings.direction !== before.direction) draw(settings.direction);
      else refresh();
    },
    run,
    can,
    show: (state) => {
      const index = drawing?.graph.nodes.findIndex(({ name }) => name === state) ?? -1;
      if (index >= 0) desk.show(index);
    },
    dispose: () => {
      gone = true;
      tick(false);
      for (const part of [messages, header, panel, details, replay, revive, confirm]) part.dispose?.();
      releaseKeys();
      observer?.disconnect();
      canvas.dispose();
      root.remove();
    },
  };
};

/** Whether two payloads are of the same output: a cell that is run again begins with the first `rev` anew. */
const isSame = (a: Read, b: Read): boolean =>
  a.view.execution?.arn === b.view.execution?.arn && a.view.name === b.view.name;
