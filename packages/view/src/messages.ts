import { EXECUTION_STATUSES } from "@stepbook/graph";
import { createAnnouncer } from "./announcer";
import { failureOf } from "./failure";
import { html, setAttribute, setText } from "./html";
import { createNotices } from "./notices";
import type { Shown } from "./shown";
import type { Say } from "./words";

/** What a view says in lines: why it can't be shown, what could not be done, how the run failed, what is not there. */
export interface Messages {
  /** In place of the view. */
  readonly problem: HTMLElement;
  /** Below its header. */
  readonly lines: readonly HTMLElement[];
  /** Why the payload can't be shown; undefined where it can. */
  setProblem(text: string | undefined): void;
  /** What could not be done; nothing takes it back. */
  tell(text: string): void;
  update(shown: Shown, notices: readonly string[]): void;
  dispose(): void;
}

const setLine = (line: HTMLElement, text: string, place: HTMLElement = line): void => {
  setText(place, text);
  setAttribute(line, "hidden", text === "" ? "" : undefined);
};

export const createMessages = (say: Say): Messages => {
  const announcer = createAnnouncer();
  const notices = createNotices(say);
  const problem = html("p", { class: "sb-problem", role: "alert", hidden: true });
  const failure = html("p", { class: "sb-execution-error", hidden: true });
  const said = html("span");
  const close = html("button", { class: "sb-link", type: "button", onclick: () => tell("") }, say("Close"));
  const trouble = html("p", { class: "sb-trouble", role: "alert", hidden: true }, said, close);
  const tell = (text: string): void => setLine(trouble, text, said);
  return {
    problem,
    lines: [failure, notices.element, trouble, announcer.element],
    setProblem: (text) => setLine(problem, text ?? ""),
    tell,
    update: (shown, unread) => {
      const { view, latest, replayed } = shown;
      const error = failureOf(shown);
      setLine(failure, error);
      notices.update(shown, unread);
      if (!latest) return;
      const words = `${view.name}: ${say(EXECUTION_STATUSES[latest.status].words)}`;
      announcer.say(error && !replayed ? `${words}. ${error}` : words);
    },
    dispose: announcer.dispose,
  };
};
