import type { StateMachine } from "@stepbook/asl";
import { createView, type Direction, MIME_TYPE, toPlainText, toSvg, type WorkflowView } from "@stepbook/graph";
import type { Followed } from "../follow";
import { type Bundle, type Display, openDisplay } from "./display";

/** What a view shows, beside the progress. */
export interface ViewSubject {
  readonly definition: StateMachine;
  readonly name: string;
  readonly direction?: Direction | undefined;
  readonly execution?: { readonly arn: string; readonly name: string };
  readonly now?: () => number;
}

/** Up to this many states, the picture for notebooks without the extension is drawn at each update. */
const smallMachine = 100;

/** A page takes a view of a run that is silent for half a minute as one that is no longer live. */
const longestSilence = 14_000;

/** One view of a workflow in an output of the cell that opened it. */
export class LiveView {
  readonly #subject: ViewSubject;
  readonly #display: Display = openDisplay();
  readonly #size: number;
  #rev = 0;
  #svg = "";
  #drawnAt = 0;
  #paintedAt = 0;
  #shown: Followed | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(subject: ViewSubject, size: number) {
    this.#subject = subject;
    this.#size = size;
  }

  /** Shows what is known, at once. */
  paint(followed: Followed | undefined, last: boolean): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#paintedAt = Date.now();
    // A view whose run has ended holds nothing of it: a notebook may have many.
    this.#shown = last ? undefined : followed && { ...followed };
    this.#rev += 1;
    const view = viewOf(this.#subject, this.#rev, followed);
    const stale = this.#size <= smallMachine || this.#paintedAt - this.#drawnAt >= 10_000;
    if (last || stale || this.#svg === "") {
      this.#svg = toSvg(view);
      this.#drawnAt = this.#paintedAt;
    }
    this.#display.show(bundleOf(view, this.#svg), last);
    if (last) this.#svg = "";
  }

  /**
   * Takes note of a look at the run. What has changed is shown soon: at most twice a second, more seldom the larger the
   * workflow. Where nothing has, it is shown now and then that somebody still looks.
   */
  notice(followed: () => Followed): void {
    if (this.#timer) return;
    const silence = Date.now() - this.#paintedAt;
    const { progress, jobs } = followed();
    if (progress === this.#shown?.progress && jobs === this.#shown.jobs && silence < longestSilence) return;
    const interval = Math.min(2000, Math.max(500, this.#size * 2));
    this.#timer = setTimeout(() => this.paint(followed(), false), Math.max(0, interval - silence));
  }
}

export function viewOf(subject: ViewSubject, rev: number, followed?: Followed): WorkflowView {
  const { definition, name, direction = "down", execution, now = Date.now } = subject;
  return createView({
    definition,
    name,
    direction,
    rev,
    now: now(),
    ...(execution && { execution }),
    ...followed,
  });
}

function bundleOf(view: WorkflowView, svg: string): Bundle {
  return { [MIME_TYPE]: view, "image/svg+xml": svg, "text/plain": toPlainText(view) };
}
