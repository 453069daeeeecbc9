/** The rows of a list, of a link each, are gone through by the arrows, Home and End. */
export const goByArrows = (event: Event): void => {
  const { key, target, currentTarget } = event as KeyboardEvent;
  if (!(currentTarget instanceof Element) || !(target instanceof Element)) return;
  const row = target.closest("li");
  const next = {
    ArrowDown: row?.nextElementSibling,
    ArrowUp: row?.previousElementSibling,
    Home: currentTarget.firstElementChild,
    End: currentTarget.lastElementChild,
  }[key];
  const link = next?.querySelector("a");
  if (!link) return;
  link.focus();
  event.preventDefault();
};
