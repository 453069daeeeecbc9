import { durationOf, type JobView } from "@stepbook/graph";
import { consoleLink } from "./console-link";
import { html } from "./html";

export type Fact = readonly [term: string, text: string];

/** A job in a line each: its status, its time, its metrics. */
export const jobFacts = (job: JobView, now: number): readonly Fact[] => {
  const { status, phase, startTime, endTime, metrics = [] } = job;
  const said = [status, phase === status ? undefined : phase].filter((text) => text !== undefined).join(" · ");
  return [
    ["Job", job.name],
    ...(said === "" ? [] : [["Status", spaced(said)] as const]),
    ...(startTime === undefined
      ? []
      : [[endTime === undefined ? "Running for" : "Lasted", durationOf((endTime ?? now) - startTime)] as const]),
    ...metrics.map(({ name, value }) => [name, String(Number(value.toPrecision(6)))] as const),
  ];
};

/** `InProgress` is "In progress". */
const spaced = (words: string): string => words.replace(/(?<=[a-z])([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

/** What there is to know of a job that a state has begun. */
export const jobElements = (job: JobView, now: number): readonly HTMLElement[] => {
  const facts = jobFacts(job, now).flatMap(([term, text], index) => [
    html("dt", {}, term),
    html("dd", {}, index === 0 ? consoleLink(text, job.links?.resource) : text),
  ]);
  const logs = job.links?.logs && consoleLink("Logs in CloudWatch", job.links.logs);
  return [
    html("h4", {}, job.kind.charAt(0).toUpperCase() + job.kind.slice(1)),
    html("dl", { class: "sb-facts" }, ...facts),
    ...(job.reason === undefined ? [] : [html("p", { class: "sb-reason" }, job.reason)]),
    ...(job.notice === undefined ? [] : [html("p", { class: "sb-notice" }, job.notice)]),
    ...(logs ? [html("p", {}, logs)] : []),
    ...(job.log === undefined ? [] : [logOf(job)]),
  ];
};

const logOf = ({ kind, name, log = [] }: JobView): HTMLElement =>
  html(
    "pre",
    { class: "sb-log", tabindex: 0, "aria-label": `The end of the log of the ${kind} ${name}` },
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
