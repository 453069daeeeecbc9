import {
  type Drawing,
  EXECUTION_STATUSES,
  type ReadView,
  readView,
  type StateView,
  statesOfView,
  type WorkflowView,
} from "@stepbook/graph";
import { createActions } from "./actions";
import { createAnnouncer } from "./announcer";
import { createCanvas } from "./canvas";
import { createClock } from "./clock";
import { createConfirm } from "./confirm";
import type { Ask, Desk } from "./desk";
import { createDetails } from "./details";
import { failureOf } from "./failure";
import { graphStyle } from "./graph-style";
import { createHeader } from "./header";
import { createHeightHandle } from "./height-handle";
import { createHistory } from "./history";
import { html, setAttribute, setText } from "./html";
import { createNotices } from "./notices";
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
import { rewoundByHistory, rewoundByTimes } from "./rewind";
import { createSearch } from "./search";
import type { Shown } from "./shown";
import { sayer } from "./words";

type Read = Extract<ReadView, { definition: unknown }>;

const TICK = 1000;
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
  let states: readonly StateView[] = [];
  let shown: Shown | undefined;
  let direction: "down" | "right" = "down";
  let selected: number | undefined;
  /** What was asked for may come when the view is no more. */
  let gone = false;
  let timer: ReturnType<typeof setInterval> | undefined;

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
  };
  const tell = (text: string): void => {
    setText(said, text);
    setAttribute(trouble, "hidden", text === "" ? "" : undefined);
  };
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
  const root = html("div", { class: "sb-view" });
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
  const announcer = createAnnouncer();
  const notices = createNotices(say);
  const said = html("span");
  const trouble = html(
    "p",
    { class: "sb-trouble", role: "alert", hidden: true },
    said,
    html("button", { class: "sb-link", type: "button", onclick: () => tell("") }, say("Close")),
  );
  const problem = html("p", { class: "sb-problem", role: "alert", hidden: true });
  const failure = html("p", { class: "sb-execution-error", hidden: true });
  const handle = createHeightHandle(
    memory,
    say,
    () => canvas.element.clientHeight,
    () => {
      fitHeight();
      canvas.resize();
      handle.tell(canvas.element.clientHeight);
    },
  );
  const content = html(
    "div",
    { class: "sb-content", hidden: true },
    header.element,
    failure,
    notices.element,
    trouble,
    html("div", { class: "sb-body" }, canvas.element, details.element),
    handle.element,
    panel.element,
    announcer.element,
    confirm.element,
  );
  root.append(html("style", {}, graphStyle()), problem, content);
  const releaseKeys = keepKeys(root);
  host.append(root);
  const fitHeight = (): void => {
    const { height } = handle;
    root.toggleAttribute("data-height", height !== undefined);
    root.style.setProperty("--sb-height", height === undefined ? "auto" : `${height}px`);
  };
  fitHeight();

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
    handle.tell(canvas.element.clientHeight);
  };
  const observer = typeof ResizeObserver === "undefined" ? undefined : new ResizeObserver(resize);
  observer?.observe(root);

  /** What there is to see: now, or at the moment that is replayed. */
  const look = (): Shown => {
    const { view, definition } = read!;
    const { execution } = view;
    const { graph } = drawing!;
    states = statesOfView(execution, graph.nodes.length, states);
    const { now, live: isLive } = clock.read();
    const end = execution?.stopTime ?? now;
    const latest = {
      view,
      definition,
      drawing: drawing!,
      states,
      now,
      live: isLive,
      end,
      latest: execution,
      replayed: false,
    };
    const { time } = replay;
    if (time === undefined || !execution) return latest;
    const covers = history.whole || (history.events.at(-1)?.timestamp.getTime() ?? 0) >= time;
    const then =
      history.events.length > 0 && covers
        ? rewoundByHistory(definition, execution, graph.nodes.length, history, time)
        : rewoundByTimes(execution, states, time);
    return {
      ...latest,
      view: { ...view, execution: then.execution },
      states: then.states,
      now: time,
      live: false,
      replayed: true,
    };
  };

  const refresh = (): void => {
    if (!read || !drawing || gone) return;
    shown = look();
    const { view, latest } = shown;
    header.update(shown);
    canvas.update(shown);
    details.update(shown);
    panel.update(shown);
    notices.update(shown, read.notices);
    const error = failureOf(shown);
    setText(failure, error);
    setAttribute(failure, "hidden", error ? undefined : "");
    if (latest)
      announcer.say(
        [`${view.name}: ${say(EXECUTION_STATUSES[latest.status].words)}`, latest === view.execution ? error : ""]
          .filter((part) => part)
          .join(". "),
      );
    history.follow(latest, replay.on || panel.wantsHistory(shown) || details.wantsHistory(shown));
    tick(clock.read().live);
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
    refresh();
    canvas.resize();
  };

  /** @param isAsked Whether it is an answer of the kernel's: it is never older than what is shown. */
  const accept = (payload: unknown, isAsked: boolean): void => {
    const next = readView(payload, read);
    if ("problem" in next) {
      setText(problem, next.problem);
      setAttribute(problem, "hidden", undefined);
      setAttribute(content, "hidden", read ? undefined : "");
      return;
    }
    setAttribute(problem, "hidden", "");
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
    dispose: () => {
      gone = true;
      tick(false);
      for (const part of [announcer, header, panel, details, replay, revive, confirm]) part.dispose?.();
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
