import type { DescribeMapRunOutput } from "@stepbook/asl";
import { html, setAttribute } from "../html";
import { grouped } from "../words";
import { itemsOf, labelOf } from "./map-run";
import { statusMark } from "./marks";
import { hashOf } from "./place";
import type { PageApi } from "./service";

/** The ways from an execution to its Map Runs. */
export interface MapRunLinks {
  readonly element: HTMLElement;
  /** Asks how those stand that go on; all where there is news of their execution, which may have been redriven. */
  look(
    mapRunArns: readonly string[],
    how: { readonly isNews: boolean; readonly isCurrent: () => boolean },
  ): Promise<void>;
  clear(): void;
}

/** Of an execution that has begun very many, the last ones. */
const MOST = 8;

export const createMapRunLinks = (api: PageApi): MapRunLinks => {
  const element = html("ul", { class: "sbp-runs", "aria-label": "Map Runs", hidden: true });
  let known = new Map<string, DescribeMapRunOutput>();
  let said = "";
  const show = (hidden: number): void => {
    setAttribute(element, "hidden", known.size === 0 ? "" : undefined);
    const lines = [...known.values()].map((run) => ({ run, words: itemsOf(run) }));
    const saying = JSON.stringify([hidden, lines.map(({ run, words }) => [run.mapRunArn, run.status, words])]);
    if (saying === said) return;
    said = saying;
    const rows = lines.map(({ run, words }) =>
      html(
        "li",
        {},
        statusMark(run.status),
        " · Map Run ",
        html("a", { href: hashOf({ mapRun: run.mapRunArn }) }, labelOf(run.mapRunArn)),
        ` · ${words}`,
      ),
    );
    element.replaceChildren(...rows, ...(hidden > 0 ? [html("li", {}, `and ${grouped(hidden)} before`)] : []));
  };
  return {
    element,
    look: async (all, { isNews, isCurrent }) => {
      const shown = all.slice(-MOST);
      const found = new Map<string, DescribeMapRunOutput>();
      for (const mapRunArn of shown) {
        const before = known.get(mapRunArn);
        const stands = before && before.status !== "RUNNING" && !isNews;
        found.set(mapRunArn, stands ? before : await api.describeMapRun({ mapRunArn }));
      }
      if (!isCurrent()) return;
      known = found;
      show(all.length - shown.length);
    },
    clear: () => {
      known = new Map();
      show(0);
    },
  };
};
