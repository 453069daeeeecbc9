import { type StateView, statusOfLetter } from "@stepbook/graph";
import { html, setAttribute } from "./html";
import { place, type TimelineRow } from "./timeline";

interface Bar {
  /** The time between tries is a thin line; what items have come to stands on their Map's bar. */
  readonly kind: "state" | "try" | "failed" | "items";
  readonly status: StateView["status"];
  readonly start: number;
  readonly duration: number;
}

/** The bars of a state: one for each of its tries, or one for the whole. */
export const paintBars = (bars: HTMLElement, { state, origin, now }: TimelineRow): void => {
  const wanted = barsOf(state, now);
  if (bars.firstElementChild instanceof SVGElement) bars.replaceChildren();
  while (bars.childElementCount > wanted.length) bars.lastElementChild!.remove();
  wanted.forEach(({ kind, status, start, duration }, i) => {
    const bar = (bars.children[i] as HTMLElement | undefined) ?? bars.appendChild(html("span", { class: "sb-bar" }));
    setAttribute(bar, "data-kind", kind);
    setAttribute(bar, "data-status", status);
    const least = kind === "items" ? "1px" : "3px";
    setAttribute(
      bar,
      "style",
      `left:min(${place(start - origin)}, 100% - 3px);width:max(${least}, ${place(duration)})`,
    );
  });
};

const BAD: ReadonlySet<StateView["status"]> = new Set(["failed", "timedOut", "caught"]);

const barsOf = (state: StateView, now: number): readonly Bar[] => {
  const { status, startTime, tries } = state;
  const whole = { status, start: startTime!, duration: state.duration ?? now - startTime! };
  const kind = BAD.has(status) ? "failed" : "try";
  if (tries.length < 2) return [{ ...whole, kind }, ...itemBars(state, whole)];
  return [
    { ...whole, kind: "state" },
    ...tries.map((one) => ({
      kind: one.error === undefined ? ("try" as const) : ("failed" as const),
      status: statusOfLetter(one.status),
      start: one.start,
      duration: one.duration ?? now - one.start,
    })),
  ];
};

const COUNTS = [
  ["succeeded", "succeeded"],
  ["failed", "failed"],
  ["aborted", "aborted"],
  ["running", "running"],
  ["queued", "notStarted"],
] as const;

/** How many items stand where, as parts of the Map's time. */
const itemBars = ({ items }: StateView, { start, duration }: { start: number; duration: number }): readonly Bar[] => {
  if (!items || items.total === 0) return [];
  let before = 0;
  return COUNTS.flatMap(([of, status]) => {
    const count = items[of];
    const from = start + (duration * before) / items.total;
    before += count;
    return count > 0
      ? [{ kind: "items" as const, status, start: from, duration: (duration * count) / items.total }]
      : [];
  });
};
