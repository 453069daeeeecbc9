import type { ExecutionListItem, ExecutionStatus } from "@stepbook/asl";
import { durationOf, EXECUTION_STATUSES } from "@stepbook/graph";
import { html, listOf, setAttribute, setText } from "../html";
import { clockTime, dateTime } from "../words";
import { goByArrows } from "./go-by-arrows";
import { createKeepChosen } from "./keep-chosen";
import { createMapRunFacts } from "./map-run";
import { statusMark } from "./marks";
import { hashOf, isChild, isMapRun, type Place } from "./place";
import { createPoll, type Poll } from "./poll";
import type { PageApi } from "./service";
import { createStart } from "./start";

/** The executions of the chosen machine, or the children of the chosen Map Run, the newest first. */
export interface Executions {
  readonly element: HTMLElement;
  choose(place: Place): void;
  poke(): void;
}

const FIRST = 100;
/** The most that the service lists at once. */
const PAGE = 1000;
const PAUSE = 1000;
const SECOND = 1000;

const listed = async (
  api: PageApi,
  of: { readonly stateMachineArn: string } | { readonly mapRunArn: string },
  statusFilter: ExecutionStatus | undefined,
  wanted: number,
): Promise<{ readonly executions: readonly ExecutionListItem[]; readonly more: boolean }> => {
  const found = new Map<string, ExecutionListItem>();
  for (let nextToken: string | undefined; ; ) {
    const page = await api.listExecutions({
      ...of,
      maxResults: Math.min(PAGE, wanted - found.size),
      ...(statusFilter && { statusFilter }),
      ...(nextToken !== undefined && { nextToken }),
    });
    // One that begins between two pages shifts them.
    for (const one of page.executions) found.set(one.executionArn, one);
    nextToken = page.nextToken;
    if (nextToken === undefined || found.size >= wanted || page.executions.length === 0)
      return { executions: [...found.values()], more: nextToken !== undefined };
  }
};

/** When it began: of today's, the time is enough. */
const startOf = (start: Date): HTMLElement => {
  const whole = dateTime(start.getTime());
  const isToday = start.toDateString() === new Date().toDateString();
  return html(
    "time",
    { datetime: start.toISOString(), title: whole },
    isToday ? clockTime(start.getTime()) : whole.slice(0, -":00".length),
  );
};

const lasted = ({ startDate, stopDate }: ExecutionListItem): string =>
  durationOf((stopDate?.getTime() ?? Date.now()) - startDate.getTime());

export const createExecutions = (api: PageApi, onStart: (execution: string) => void): Executions => {
  const filter = html(
    "select",
    { class: "sbp-select", "aria-label": "Show executions by status" },
    html("option", { value: "" }, "All"),
    ...Object.entries(EXECUTION_STATUSES).map(([value, { words }]) => html("option", { value }, words)),
  );
  const start = createStart(api, (execution) => {
    poll?.poke();
    onStart(execution);
  });
  const title = html("h2", { id: "sbp-executions-title" });
  const facts = createMapRunFacts();
  const hint = html("p", { class: "sbp-hint", role: "status" });
  const list = html("ul", { class: "sbp-list", onkeydown: goByArrows });
  const more = html("button", { class: "sbp-button sbp-more", type: "button", hidden: true }, "More");
  const element = html(
    "section",
    { class: "sbp-executions", "aria-labelledby": "sbp-executions-title", hidden: true },
    html("div", { class: "sbp-bar" }, title, filter, start.button),
    start.form,
    facts.element,
    hint,
    list,
    more,
  );
  /** The ARN of what has the executions: a machine, or a Map Run, or that of one of its children. */
  let owner: string | undefined;
  /** The Map Run of the owner. */
  let mapRun: string | undefined;
  let chosen: string | undefined;
  let rows: readonly ExecutionListItem[] = [];
  let wanted = FIRST;
  let poll: Poll | undefined;
  /** Whether there is nothing to look at, now or ever. */
  let isExpress = false;

  const fill = listOf<ExecutionListItem>(
    list,
    ({ executionArn }) => executionArn,
    ({ executionArn, name, startDate }) =>
      html(
        "li",
        {},
        html(
          "a",
          { class: "sbp-row", href: hashOf({ execution: executionArn }), title: name },
          html("span", { class: "sbp-name" }, name),
          html(
            "span",
            { class: "sbp-detail" },
            html("span", { class: "sbp-status" }),
            startOf(startDate),
            html("span", { class: "sbp-lasted" }),
          ),
        ),
      ),
    (row, one, before) => {
      const link = row.firstElementChild!;
      setAttribute(link, "aria-current", one.executionArn === chosen ? "true" : undefined);
      const detail = link.lastElementChild!;
      if (before?.status !== one.status) detail.firstElementChild!.replaceWith(statusMark(one.status));
      setText(detail.lastElementChild!, lasted(one));
    },
  );
  const keepChosen = createKeepChosen(list);
  const show = (): void => {
    fill(rows);
    keepChosen(chosen);
  };
  const tell = (text: string): void => {
    setText(hint, text);
    setAttribute(hint, "hidden", text === "" ? "" : undefined);
  };
  const asked = async (of: string, status: ExecutionStatus | undefined) => {
    const mapRunArn = isChild(of) ? (await api.describeExecution({ executionArn: of })).mapRunArn : of;
    const isOfMapRun = mapRunArn !== undefined && isMapRun(mapRunArn);
    const run = isOfMapRun ? await api.describeMapRun({ mapRunArn }) : undefined;
    return {
      run,
      ...(await listed(api, run ? { mapRunArn: run.mapRunArn } : { stateMachineArn: of }, status, wanted)),
    };
  };
  const look = async (): Promise<void> => {
    const [of, status] = [owner!, filter.value as ExecutionStatus | ""];
    const answer = await asked(of, status || undefined).catch((error: Error) => {
      if (of !== owner) return undefined;
      if (error.name !== "Away") rows = [];
      isExpress = error.name === "StateMachineTypeNotSupported";
      if (isExpress) tell("The service keeps no list of express executions: Start shows the answer of one.");
      else if (error.name === "StateMachineDoesNotExist") tell("There is no such state machine here any more.");
      else if (error.name === "ResourceNotFound") tell("There is no such Map Run here any more.");
      else if (error.name !== "Away") tell(error.message);
      show();
      throw error;
    });
    if (!answer || of !== owner || status !== filter.value) return;
    rows = answer.executions;
    mapRun = answer.run?.mapRunArn;
    facts.show(answer.run);
    show();
    setAttribute(more, "hidden", answer.more ? undefined : "");
    if (rows.length > 0) tell("");
    else if (status) tell(`No execution is ${EXECUTION_STATUSES[status].words.toLowerCase()}.`);
    else if (answer.run) tell("No child execution has begun.");
    else tell("There is no execution yet. Start one here, or by any client.");
  };
  /** Who goes from child to child of a Map Run keeps the list. */
  const ownerOf = ({ machine, execution, mapRun: wanted }: Place): string | undefined => {
    if (execution === undefined || !isChild(execution)) return wanted ?? machine;
    return mapRun !== undefined && rows.some(({ executionArn }) => executionArn === execution) ? owner : execution;
  };
  const begin = (): void => {
    poll?.dispose();
    wanted = FIRST;
    isExpress = false;
    rows = [];
    show();
    tell("");
    facts.show(undefined);
    setAttribute(more, "hidden", "");
    // Who looks at thousands can wait a little longer for news of them.
    poll =
      owner === undefined ? undefined : createPoll({ look, pause: () => (isExpress ? undefined : PAUSE + wanted) });
  };
  filter.addEventListener("change", begin);
  more.addEventListener("click", () => {
    wanted *= 2;
    poll?.poke();
  });
  setInterval(() => {
    if (rows.some(({ status }) => status === "RUNNING")) show();
  }, SECOND);
  return {
    element,
    choose: (place) => {
      const { machine, execution } = place;
      chosen = execution;
      const isOfMapRun = place.mapRun !== undefined || (execution !== undefined && isChild(execution));
      start.choose(isOfMapRun ? undefined : machine, execution);
      setAttribute(start.button, "hidden", isOfMapRun ? "" : undefined);
      setText(title, isOfMapRun ? "Children" : "Executions");
      setAttribute(element, "hidden", machine === undefined ? "" : undefined);
      const next = ownerOf(place);
      if (next !== owner) {
        owner = next;
        mapRun = undefined;
        filter.value = "";
        begin();
      } else {
        show();
        // One that was started elsewhere, just now.
        if (execution !== undefined && !rows.some(({ executionArn }) => executionArn === execution)) poll?.poke();
      }
    },
    poke: () => poll?.poke(),
  };
};
