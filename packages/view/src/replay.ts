import { durationOf, type ExecutionView, type StateView } from "@stepbook/graph";
import type { Desk } from "./desk";
import { html, setAttribute, setText } from "./html";
import { iconButton, setIcon } from "./icon-button";
import type { Part, Shown } from "./shown";
import { clockTime } from "./words";

export interface Replay extends Part {
  /** What opens and closes it. */
  readonly button: HTMLButtonElement;
  /** Whether it is open: then somebody looks at the history. */
  readonly on: boolean;
  /** The moment that is shown; undefined for now. */
  readonly time: number | undefined;
  leave(): void;
  dispose(): void;
}

const FRAME = 100;
const WHOLE = 10_000;
const PAGE = 0.1;

/** How many milliseconds of the execution pass in one of the reader's. */
const SPEEDS: readonly (readonly [key: string, text: string, speed: (length: number) => number])[] = [
  ["1", "1×", () => 1],
  ["10", "10×", () => 10],
  ["whole", "in 10 s", (length) => length / WHOLE],
];

/** Goes back to any moment of an execution, by a slider, and plays it. Arrows go from event to event. */
export const createReplay = ({ id, say, history, refresh }: Desk): Replay => {
  let on = false;
  let time: number | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  let start = 0;
  let end = 0;
  let running = false;
  let moments: readonly number[] = [];
  /** How many events the moments are of. */
  let known = -1;

  const button = iconButton("rewind", say("Replay"), () => (on ? leave() : enter()), say("Replay"));
  button.classList.add("sb-replay-button");
  button.setAttribute("aria-controls", `${id}-replay`);
  const play = iconButton("play", say("Play"), () => (timer === undefined ? begin() : pause()));
  const slider = html("input", {
    class: "sb-replay-slider",
    type: "range",
    min: 0,
    step: 1,
    "aria-label": say("Moment"),
  });
  const told = html("span", { class: "sb-replay-time" });
  const speed = html(
    "select",
    { class: "sb-select", "aria-label": say("Speed") },
    ...SPEEDS.map(([key, text]) => html("option", { value: key }, say(text))),
  );
  speed.value = "whole";
  const now = html("button", { class: "sb-button", type: "button", onclick: () => leave() });
  const element = html(
    "div",
    { class: "sb-replay", id: `${id}-replay`, role: "group", "aria-label": say("Replay"), hidden: true },
    play,
    slider,
    told,
    speed,
    now,
  );

  const pause = (): void => {
    if (timer !== undefined) clearInterval(timer);
    timer = undefined;
    paintPlay();
  };
  const paintPlay = (): void => {
    const label = timer === undefined ? say("Play") : say("Pause");
    setIcon(play, timer === undefined ? "play" : "pause");
    setAttribute(play, "aria-label", label);
    setAttribute(play, "title", label);
  };
  /** At the end of an execution that runs, what is shown is live again. */
  const go = (to: number): void => {
    const within = Math.max(start, Math.min(end, to));
    time = running && within >= end ? undefined : within;
    refresh();
  };
  const begin = (): void => {
    const rate = SPEEDS.find(([key]) => key === speed.value)![2];
    if (time === undefined || time >= end) go(start);
    let last = performance.now();
    timer = setInterval(() => {
      const passed = performance.now() - last;
      last += passed;
      go((time ?? end) + passed * rate(end - start));
      if (time === undefined || time >= end) pause();
    }, FRAME);
    paintPlay();
  };
  const enter = (): void => {
    on = true;
    time = running ? undefined : end;
    refresh();
    slider.focus();
  };
  const leave = (): void => {
    const hadFocus = element.contains(document.activeElement);
    pause();
    on = false;
    time = undefined;
    refresh();
    if (hadFocus) button.focus();
  };

  /** The next moment at which something happened, that way. */
  const next = (sign: -1 | 1): number => {
    const at = time ?? end;
    if (sign > 0) return moments.find((moment) => moment > at) ?? end;
    return moments.filter((moment) => moment < at).at(-1) ?? start;
  };
  const KEYS: Readonly<Record<string, () => number>> = {
    ArrowRight: () => next(1),
    ArrowUp: () => next(1),
    ArrowLeft: () => next(-1),
    ArrowDown: () => next(-1),
    PageUp: () => (time ?? end) + PAGE * (end - start),
    PageDown: () => (time ?? end) - PAGE * (end - start),
    Home: () => start,
    End: () => end,
  };
  slider.addEventListener("input", () => {
    pause();
    go(start + Number(slider.value));
  });
  slider.addEventListener("keydown", (event) => {
    const key = Object.hasOwn(KEYS, event.key) ? KEYS[event.key] : undefined;
    if (key) {
      pause();
      go(key());
    } else if (event.key === " ") play.click();
    else return;
    event.preventDefault();
  });
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    leave();
    event.preventDefault();
    event.stopPropagation();
  });

  return {
    element,
    button,
    get on() {
      return on;
    },
    get time() {
      return on ? time : undefined;
    },
    leave,
    dispose: pause,
    update: ({ latest: execution, end: last, states }: Shown) => {
      const has = execution?.startTime !== undefined;
      if (!has && on) {
        pause();
        [on, time] = [false, undefined];
      }
      setAttribute(button, "hidden", has ? undefined : "");
      setAttribute(button, "aria-expanded", String(on));
      setAttribute(element, "hidden", on ? undefined : "");
      [start, end] = [execution?.startTime ?? 0, last];
      running = execution?.status === "RUNNING";
      if (!on) {
        known = -1;
        return;
      }
      if (known !== history.events.length) {
        known = history.events.length;
        moments = momentsOf(history.events, execution, states);
      }
      const at = time ?? end;
      setAttribute(slider, "max", String(Math.max(1, end - start)));
      slider.value = String(at - start);
      const text = `${durationOf(at - start)} · ${clockTime(at)}`;
      setAttribute(slider, "aria-valuetext", text);
      setText(told, running && time === undefined ? say("live") : text);
      setText(now, running ? say("Back to live") : say("Leave"));
    },
  };
};

/** When something happened, in order: by the history, else by when states began and ended. */
const momentsOf = (
  events: Desk["history"]["events"],
  execution: ExecutionView | undefined,
  states: readonly StateView[],
): readonly number[] => {
  const times =
    events.length > 0
      ? events.map(({ timestamp }) => timestamp.getTime())
      : states
          .flatMap(({ startTime, duration }) =>
            startTime === undefined ? [] : duration === undefined ? [startTime] : [startTime, startTime + duration],
          )
          .concat(execution?.startTime ?? [])
          .sort((a, b) => a - b);
  return times.filter((time, i) => time !== times[i - 1]);
};
