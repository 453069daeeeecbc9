import { durationOf, type JobView } from "@stepbook/graph";
import { consoleLink } from "./console-link";
import { html, setText } from "./html";
import { capitalized, type Say } from "./words";

export type Fact = readonly [term: string, text: string];

/** A job in a line each: its status, its time, its metrics. */
export const jobFacts = (job: JobView, now: number, say: Say): readonly Fact[] => {
  const { status, phase, startTime, endTime, metrics = [] } = job;
  const said = [status, phase === status ? undefined : phase].filter((text) => text !== undefined).join(" · ");
  return [
    [say("Job"), job.name],
    ...(said === "" ? [] : [[say("Status"), spaced(said)] as const]),
    ...(startTime === undefined
      ? []
      : [
          [
            endTime === undefined ? say("Running for") : say("Lasted"),
            durationOf((endTime ?? now) - startTime),
          ] as const,
        ]),
    ...metrics.map(({ name, value }) => [name, String(Number(value.toPrecision(6)))] as const),
  ];
};

/** `InProgress` is "In progress". */
const spaced = (words: string): string => words.replace(/(?<=[a-z])([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

/** Asks the kernel for the log of a state's job. Rejects where it can't be asked, with what to do instead. */
export type AskForLog = (state: string) => Promise<readonly string[]>;

/** What there is to know of a job that a state has begun. `action` is what more of its log is asked for with. */
export const jobElements = (job: JobView, now: number, say: Say, action?: HTMLElement): readonly HTMLElement[] => {
  const facts = jobFacts(job, now, say).flatMap(([term, text], index) => [
    html("dt", {}, term),
    html("dd", {}, index === 0 ? consoleLink(text, job.links?.resource) : text),
  ]);
  const logs = job.links?.logs && consoleLink(say("Logs in CloudWatch"), job.links.logs);
  return [
    html("h4", {}, capitalized(job.kind)),
    html("dl", { class: "sb-facts" }, ...facts),
    ...(job.reason === undefined ? [] : [html("p", { class: "sb-reason" }, job.reason)]),
    ...(job.notice === undefined ? [] : [html("p", { class: "sb-notice" }, job.notice)]),
    ...(logs ? [html("p", {}, logs)] : []),
    ...(action ? [action] : job.log === undefined ? [] : [logOf(job, say)]),
  ];
};

/**
 * The log of a state's newest job: its end, as it came, and a button that asks for more. It stays from one update to the
 * next.
 */
export const createLog = (ask: AskForLog, say: Say) => {
  const button = html("button", { type: "button", class: "sb-button" }, say("Show log"));
  const notice = html("p", { class: "sb-notice", role: "status", hidden: true });
  const place = html("div", {});
  const element = html("div", { class: "sb-log-more" }, place, button, notice);
  let fetched: { readonly name: string; readonly lines: readonly string[] } | undefined;
  let shown: { readonly state: string; readonly job: JobView } | undefined;
  const paint = (): void => {
    if (!shown) return;
    const { job } = shown;
    const log = fetched?.name === job.name ? fetched.lines : job.log;
    const keep = keepLogs(element);
    place.replaceChildren(...(log === undefined ? [] : [logOf({ ...job, log }, say)]));
    keep();
    setText(button, fetched?.name === job.name ? say("Refresh log") : say("Show log"));
  };
  button.addEventListener("click", async () => {
    if (!shown) return;
    const { state, job } = shown;
    button.setAttribute("disabled", "");
    notice.setAttribute("hidden", "");
    try {
      const lines = await ask(state);
      fetched = { name: job.name, lines };
      if (lines.length === 0) tell(say("Nothing is logged yet."));
    } catch (error) {
      tell((error as Error).message);
    }
    button.removeAttribute("disabled");
    paint();
  });
  const tell = (text: string): void => {
    setText(notice, text);
    notice.removeAttribute("hidden");
  };
  return {
    element,
    show(state: string, job: JobView): void {
      if (shown?.job.name !== job.name) notice.setAttribute("hidden", "");
      shown = { state, job };
      paint();
    },
  };
};

const logOf = ({ kind, name, log = [] }: JobView, say: Say): HTMLElement =>
  html(
    "pre",
    { class: "sb-log", tabindex: 0, role: "group", "aria-label": say("The end of the log of the {1} {2}", kind, name) },
    log.join("\n"),
  );

/** Puts logs where they were: at their end, where they stood at it or are new, else where they were scrolled to. */
export const keepLogs = (body: Element): (() => void) => {
  const before = [...body.querySelectorAll(".sb-log")].map((log) => {
    const isAtEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 4;
    return [log.getAttribute("aria-label"), isAtEnd ? undefined : log.scrollTop] as const;
  });
  const places = new Map(before);
  return () => {
    for (const log of body.querySelectorAll(".sb-log"))
      log.scrollTop = places.get(log.getAttribute("aria-label")) ?? log.scrollHeight;
  };
};
