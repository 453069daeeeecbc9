import { randomUUID } from "node:crypto";
import { plainDisplay } from "./plain";
import { tslabDisplay } from "./tslab";

/** What a notebook shows, by MIME type. It takes the richest that it knows. */
export interface Bundle {
  readonly "text/plain": string;
  readonly [mimeType: string]: unknown;
}

/** One output of a cell. `show` replaces what it showed before. */
export interface Display {
  show(bundle: Bundle, last: boolean): void;
}

/** A new output of the cell that runs now: of a notebook, else of the terminal. */
export function openDisplay(): Display {
  const id = randomUUID();
  return tslabDisplay(id) ?? plainDisplay();
}
