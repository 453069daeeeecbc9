import { messageOfCause } from "@stepbook/asl";
import {
  durationOf,
  type GraphNode,
  type JobView,
  STATUSES,
  type StateView,
  statusOfLetter,
  triesOf,
} from "@stepbook/graph";
import { consoleLink } from "./console-link";
import { glyph } from "./glyph";
import { html } from "./html";
import type { Say } from "./words";

/** The tries of a state: how each ended, how long it took, how long the next waited, and its job. */
export const attemptsTable = (
  node: GraphNode,
  { tries, jobs }: StateView,
  now: number,
  say: Say,
): readonly HTMLElement[] => {
  if (tries.length === 0 || (tries.length === 1 && jobs.length === 0 && triesOf(node) === 1)) return [];
  const most = Math.max(triesOf(node), tries.length);
  // The newest job is that of the last try.
  const jobOf = (i: number): JobView | undefined => jobs[jobs.length - tries.length + i];
  const hasWaits = tries.some((_, i) => waitAfter(tries, i) !== undefined);
  const hasJobs = jobs.length > 0;
  const heads = [say("Attempt"), say("Result"), say("Lasted"), hasWaits && say("Wait"), hasJobs && say("Job")];
  const rows = tries.map(({ status, error, start, duration }, i) => {
    const one = statusOfLetter(status);
    const job = jobOf(i);
    const wait = waitAfter(tries, i);
    return html(
      "tr",
      {},
      html("td", {}, say("{1} of {2}", i + 1, most)),
      html(
        "td",
        { title: error ?? say(STATUSES[one].words) },
        html("span", { class: "sb-result" }, glyph(one), html("span", {}, lastPart(error) ?? say(STATUSES[one].words))),
      ),
      html("td", {}, durationOf(duration ?? Math.max(0, now - start))),
      hasWaits ? html("td", {}, wait === undefined ? "" : durationOf(wait)) : undefined,
      hasJobs ? html("td", { title: job?.name ?? "" }, job && consoleLink(job.name, job.links?.resource)) : undefined,
    );
  });
  return [
    html(
      "table",
      { class: "sb-table", "aria-label": say("Attempts") },
      html("thead", {}, html("tr", {}, ...heads.flatMap((head) => (head ? [html("th", { scope: "col" }, head)] : [])))),
      html("tbody", {}, ...rows),
    ),
  ];
};

const waitAfter = (tries: StateView["tries"], i: number): number | undefined => {
  const [one, next] = [tries[i]!, tries[i + 1]];
  return next && one.duration !== undefined ? Math.max(0, next.start - one.start - one.duration) : undefined;
};

/** "Lambda.ServiceException" is "ServiceException": the whole is in the title. */
const lastPart = (error: string | undefined): string | undefined => error?.split(".").pop();

/** The whole is in the Error tab. */
const MOST_CAUSE = 600;

/** What went wrong last, and what came of it. */
export const failureBox = ({ error, status, tries }: StateView, say: Say): readonly HTMLElement[] => {
  const failed = tries.filter((one) => one.error !== undefined || one.cause !== undefined).at(-1);
  const last = error?.error !== undefined || error?.cause !== undefined ? error : failed;
  if (!last?.error && !last?.cause) return [];
  const kind = status === "failed" || status === "timedOut" || status === "aborted" ? status : "caught";
  const at = failed ? tries.indexOf(failed) : -1;
  const wait = at >= 0 ? waitAfter(tries, at) : undefined;
  const after =
    wait !== undefined ? say("retried after {1}", durationOf(wait)) : status === "caught" ? say("caught") : "";
  return [
    html(
      "div",
      { class: "sb-failure", "data-status": kind },
      html("strong", {}, last.error ?? say("Error")),
      after && ` — ${after}`,
      html("p", {}, messageOfCause(last.cause ?? "").slice(0, MOST_CAUSE)),
    ),
  ];
};
