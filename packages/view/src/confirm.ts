import { html, setText } from "./html";
import type { Say } from "./words";

export interface Question {
  readonly title: string;
  readonly text: string;
  /** What the button says that does it. */
  readonly yes: string;
  readonly dangerous: boolean;
}

export interface Confirm {
  readonly element: HTMLElement;
  /** Whether the reader says yes. Another question is answered no by it. */
  ask(question: Question): Promise<boolean>;
  dispose(): void;
}

/** A question within the view: the focus stays in it until it is answered, and is then where it was. */
export const createConfirm = (id: string, say: Say): Confirm => {
  const title = html("h3", { class: "sb-confirm-title", id: `${id}-title` });
  const text = html("p", { class: "sb-confirm-text", id: `${id}-text` });
  const no = html("button", { class: "sb-button", type: "button", onclick: () => end(false) }, say("Cancel"));
  const yes = html("button", { class: "sb-button sb-confirm-yes", type: "button", onclick: () => end(true) });
  const box = html(
    "div",
    {
      class: "sb-confirm-box",
      role: "alertdialog",
      "aria-modal": "true",
      "aria-labelledby": `${id}-title`,
      "aria-describedby": `${id}-text`,
    },
    title,
    text,
    html("div", { class: "sb-confirm-buttons" }, no, yes),
  );
  const element = html("div", { class: "sb-confirm", hidden: true }, box);
  let answer: ((yes: boolean) => void) | undefined;
  let before: Element | null = null;
  const end = (is: boolean): void => {
    const resolve = answer;
    answer = undefined;
    element.hidden = true;
    if (resolve && before instanceof HTMLElement && before.isConnected) before.focus();
    resolve?.(is);
  };
  element.addEventListener("click", (event) => {
    if (event.target === element) end(false);
  });
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") end(false);
    else if (event.key === "Tab") (document.activeElement === no ? yes : no).focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return {
    element,
    ask: (question) => {
      end(false);
      setText(title, question.title);
      setText(text, question.text);
      setText(yes, question.yes);
      yes.toggleAttribute("data-dangerous", question.dangerous);
      before = document.activeElement;
      element.hidden = false;
      no.focus();
      return new Promise((resolve) => {
        answer = resolve;
      });
    },
    dispose: () => end(false),
  };
};
