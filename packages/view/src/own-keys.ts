/** Keys that the page around must not take for its own, as a notebook would `x`. Escape and commands lead out. */
const isOwn = ({ key, ctrlKey, metaKey, altKey, shiftKey, target }: KeyboardEvent): boolean => {
  if (ctrlKey || metaKey || altKey) return false;
  // In a field, Escape clears it, and Shift + Enter goes back to what was found before.
  if (target instanceof HTMLInputElement) return true;
  return key !== "Escape" && !(shiftKey && key === "Enter");
};

const SUPPRESS = "data-lm-suppress-shortcuts";

/**
 * Keeps the keys pressed within an element from the page around it. JupyterLab asks for them as they rise from the
 * element; Notebook before they reach it, and then only an attribute of what has the focus stops it.
 *
 * @returns what undoes it.
 */
export const keepKeys = (element: HTMLElement): (() => void) => {
  const foresee = (event: KeyboardEvent): void => {
    if (event.target instanceof Element) event.target.toggleAttribute(SUPPRESS, isOwn(event));
  };
  const enter = (): void => window.addEventListener("keydown", foresee, true);
  const leave = (): void => window.removeEventListener("keydown", foresee, true);
  element.addEventListener("focusin", enter);
  element.addEventListener("focusout", leave);
  element.addEventListener("keydown", (event) => {
    if (isOwn(event)) event.stopPropagation();
  });
  return leave;
};
