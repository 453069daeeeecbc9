import { html, setText } from "./html";

/** Tells a screen reader what has become of an execution. */
export interface Announcer {
  readonly element: HTMLElement;
  say(text: string): void;
  dispose(): void;
}

/** A reader that is interrupted all the time tells nothing. */
const PAUSE = 2000;

/** Of what is said faster than it can be read out, only the last is. */
export const createAnnouncer = (): Announcer => {
  const element = html("span", { class: "sb-hidden", "aria-live": "polite" });
  let last = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const speak = (): void => {
    const isNews = element.textContent !== last;
    timer = isNews ? setTimeout(speak, PAUSE) : undefined;
    setText(element, last);
  };
  return {
    element,
    say: (text) => {
      last = text;
      if (timer === undefined) speak();
    },
    dispose: () => clearTimeout(timer),
  };
};
