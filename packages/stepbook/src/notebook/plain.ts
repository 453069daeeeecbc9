import type { Display } from "./display";

/** A terminal, which can't replace what it showed: it gets the first text and the last. */
export function plainDisplay(): Display {
  let shown: string | undefined;
  return {
    show(bundle, last) {
      const text = bundle["text/plain"];
      if (text === shown || (shown !== undefined && !last)) return;
      shown = text;
      console.log(text);
    },
  };
}
