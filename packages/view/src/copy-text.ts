import { html } from "./html";

/** Puts a text into the clipboard; also on pages where only a user's own act may. */
export const copyText = async (text: string): Promise<void> => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text);
  }
};

const copyBySelection = (text: string): void => {
  const before = document.activeElement;
  const field = html("textarea", { class: "sb-hidden", "aria-hidden": "true" });
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand?.("copy");
  field.remove();
  if (before instanceof HTMLElement || before instanceof SVGElement) before.focus();
  if (!copied) throw new Error("This browser does not let the page copy.");
};
