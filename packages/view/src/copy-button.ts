import { copyText } from "./copy-text";
import type { Desk } from "./desk";
import { html, setText } from "./html";

const SAID = 1500;

/** A button that copies what a text is when it is pressed, and says that it has. */
export const copyButton = ({ say, tell }: Desk, label: string, text: () => string | undefined): HTMLButtonElement => {
  const button = html("button", { class: "sb-copy", type: "button", "aria-label": label, title: label }, say("Copy"));
  button.addEventListener("click", async () => {
    try {
      await copyText(text() ?? "");
      setText(button, say("Copied"));
      // It harms nobody if the view is gone by then.
      setTimeout(() => setText(button, say("Copy")), SAID);
    } catch (error) {
      tell((error as Error).message);
    }
  });
  return button;
};
