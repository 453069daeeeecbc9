import type { Desk } from "./desk";
import type { Subject } from "./details";
import { html } from "./html";
import { createLog, jobElements, jobFacts, keepLogs } from "./job";

/** The jobs that a state has begun, the newest first, with the log of the newest. */
export const createJobTab = ({ say, asker }: Desk) => {
  const element = html("div", { class: "sb-jobs" });
  const log = createLog(async (state) => {
    const ask = asker();
    if (!ask) throw new Error(say("The kernel can't be asked."));
    return ask("log", { state });
  }, say);
  let before: Subject | undefined;
  let terms = "";
  let canAsk = false;
  return {
    element,
    update: (subject: Subject, now: number): void => {
      const { node, state } = subject;
      const jobs = [...state.jobs].reverse();
      const facts = jobs.flatMap((job) => jobFacts(job, now, say));
      const key = facts.map(([term]) => term).join();
      const isSame = before?.node === node && before.state.jobs === state.jobs && key === terms;
      if (isSame && canAsk === (asker() !== undefined)) {
        // Text that is being selected stays: only times change.
        element.querySelectorAll("dd").forEach((value, i) => {
          if (value.childElementCount === 0 && value.textContent !== facts[i]![1]) value.textContent = facts[i]![1];
        });
        return;
      }
      [before, terms, canAsk] = [subject, key, asker() !== undefined];
      const putLogsBack = keepLogs(element);
      if (canAsk && jobs[0]) log.show(node.name, jobs[0]);
      element.replaceChildren(
        ...jobs.flatMap((job, i) => jobElements(job, now, say, i === 0 && canAsk ? log.element : undefined)),
      );
      putLogsBack();
    },
  };
};
