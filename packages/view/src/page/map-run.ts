import type { DescribeMapRunOutput } from "@stepbook/asl";
import { html, setAttribute } from "../html";
import { grouped } from "../words";
import { statusMark } from "./marks";
import { hashOf } from "./place";

/** The label of a Map Run's state, as its ARN has it behind the machine's name. */
export const labelOf = (mapRunArn: string): string => mapRunArn.split(":")[6]?.split("/")[1] ?? mapRunArn;

/** How far the items have come, in a line. */
export const itemsOf = ({ itemCounts }: DescribeMapRunOutput): string => {
  const { total, succeeded, failed, timedOut, aborted } = itemCounts;
  const lost = [
    ...(failed + timedOut > 0 ? [`${grouped(failed + timedOut)} failed`] : []),
    ...(aborted > 0 ? [`${grouped(aborted)} aborted`] : []),
  ];
  return [`${grouped(succeeded)} of ${grouped(total)} items done`, ...lost].join(", ");
};

/** What stands above the list of a Map Run's child executions. */
export interface MapRunFacts {
  readonly element: HTMLElement;
  show(run: DescribeMapRunOutput | undefined): void;
}

const toleranceOf = ({ toleratedFailureCount, toleratedFailurePercentage }: DescribeMapRunOutput): string =>
  [
    ...(toleratedFailureCount > 0
      ? [toleratedFailureCount === 1 ? "1 failure" : `${grouped(toleratedFailureCount)} failures`]
      : []),
    ...(toleratedFailurePercentage > 0 ? [`${toleratedFailurePercentage} % of failures`] : []),
  ].join(" or ") || "no failure";

const factsOf = (run: DescribeMapRunOutput): readonly (readonly [term: string, words: string])[] => {
  const { executionCounts, itemCounts, maxConcurrency, redriveCount = 0 } = run;
  const { running, pending } = itemCounts;
  return [
    ["Items", itemsOf(run)],
    ...(run.status === "RUNNING"
      ? ([["Now", `${grouped(running)} running, ${grouped(pending)} waiting`]] as const)
      : []),
    ...(executionCounts.total === itemCounts.total
      ? []
      : ([["Batches", `${grouped(executionCounts.succeeded)} of ${grouped(executionCounts.total)} done`]] as const)),
    ["At once", maxConcurrency === 0 ? "as many as there are" : `${grouped(maxConcurrency)} at most`],
    ["Tolerated", toleranceOf(run)],
    ...(redriveCount > 0 ? ([["Redriven", redriveCount === 1 ? "once" : `${redriveCount} times`]] as const) : []),
  ];
};

export const createMapRunFacts = (): MapRunFacts => {
  const element = html("div", { class: "sbp-maprun", hidden: true });
  let said = "";
  return {
    element,
    show: (run) => {
      setAttribute(element, "hidden", run === undefined ? "" : undefined);
      const facts = run === undefined ? [] : factsOf(run);
      const saying = JSON.stringify([run?.mapRunArn, run?.status, facts]);
      if (saying === said) return;
      said = saying;
      if (run === undefined) return;
      const parent = run.executionArn;
      element.replaceChildren(
        html(
          "p",
          {},
          statusMark(run.status),
          " · of ",
          html("a", { href: hashOf({ execution: parent }) }, nameOf(parent)),
        ),
        html("dl", {}, ...facts.flatMap(([term, words]) => [html("dt", {}, term), html("dd", {}, words)])),
      );
    },
  };
};

const nameOf = (arn: string): string => arn.split(":").pop() ?? arn;
