/** Brings the chosen row of a list into view, once for each choice, as soon as the row is there. */
export const createKeepChosen = (list: Element): ((chosen: string | undefined) => void) => {
  let seen: string | undefined;
  return (chosen) => {
    if (chosen === seen) return;
    const row = list.querySelector('[aria-current="true"]');
    if (!row && chosen !== undefined) return;
    seen = chosen;
    row?.scrollIntoView?.({ block: "nearest" });
  };
};
