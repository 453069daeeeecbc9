import type { ExecutionStatus, ListStateMachinesOutput } from "@stepbook/asl";
import { html, listOf, setAttribute, setText } from "../html";
import { goByArrows } from "./go-by-arrows";
import { createKeepChosen } from "./keep-chosen";
import { statusMarks } from "./marks";
import { hashOf } from "./place";
import { createPoll } from "./poll";
import { firstMachine } from "./recipe";
import type { PageApi } from "./service";

type Machine = ListStateMachinesOutput["stateMachines"][number];

/** The list of all machines. */
export interface Machines {
  readonly element: HTMLElement;
  readonly all: readonly Machine[];
  choose(arn: string | undefined): void;
  poke(): void;
}

const PAUSE = 2000;
const PAGE = 1000;
/** Of so many machines, a look asks for the last executions: of the others, the next looks do. */
const GLANCES = 8;
const MARKS = 5;
/** From so many on, a list can be searched. */
const MANY = 8;

const allMachines = async (api: PageApi): Promise<readonly Machine[]> => {
  const all: Machine[] = [];
  for (let nextToken: string | undefined; ; ) {
    const page = await api.listStateMachines({ maxResults: PAGE, ...(nextToken !== undefined && { nextToken }) });
    all.push(...page.stateMachines);
    nextToken = page.nextToken;
    if (nextToken === undefined) return all;
  }
};

export const createMachines = (api: PageApi, onNews: () => void): Machines => {
  const field = html("input", {
    class: "sbp-field",
    type: "search",
    placeholder: "Find a machine",
    "aria-label": "Find a machine",
    hidden: true,
    oninput: () => show(),
  });
  const list = html("ul", { class: "sbp-list", onkeydown: goByArrows });
  const none = html("p", { class: "sbp-hint", hidden: true });
  const empty = html(
    "div",
    { class: "sbp-empty", hidden: true },
    html("p", {}, "There is no state machine yet. Make one, and it appears here:"),
    ...firstMachine(location.origin),
    html(
      "p",
      {},
      "Clients of AWS want credentials: any do, such as AWS_ACCESS_KEY_ID=test and AWS_SECRET_ACCESS_KEY=test. Where the service has a token, it is the access key id.",
    ),
  );
  const count = html("span", { class: "sbp-count" });
  const element = html(
    "nav",
    { class: "sbp-machines", "aria-labelledby": "sbp-machines-title" },
    html("div", { class: "sbp-bar" }, html("h2", { id: "sbp-machines-title" }, "State machines"), count),
    field,
    none,
    list,
    empty,
  );
  const keepChosen = createKeepChosen(list);
  let all: readonly Machine[] = [];
  let chosen: string | undefined;
  let next = 0;
  let problem = "";
  const glances = new Map<string, readonly ExecutionStatus[]>();

  const fill = listOf<Machine>(
    list,
    ({ stateMachineArn }) => stateMachineArn,
    ({ stateMachineArn, name }) =>
      html(
        "li",
        {},
        html(
          "a",
          { class: "sbp-row", href: hashOf({ machine: stateMachineArn }), title: name },
          html("span", { class: "sbp-name" }, name),
          html("span", { class: "sbp-detail" }),
        ),
      ),
    (row, { stateMachineArn, type }) => {
      const link = row.firstElementChild!;
      setAttribute(link, "aria-current", stateMachineArn === chosen ? "true" : undefined);
      const statuses = glances.get(stateMachineArn) ?? [];
      const state = `${type} ${statuses.join(" ")}`;
      const detail = link.lastElementChild as HTMLElement;
      if (detail.dataset.state === state) return;
      detail.dataset.state = state;
      const marks = statusMarks(statuses);
      detail.replaceChildren(type === "EXPRESS" ? "Express" : "Standard", ...(marks ? [marks] : []));
    },
  );
  const show = (): void => {
    const wanted = field.value.trim().toLowerCase();
    const found = all.filter(({ name }) => name.toLowerCase().includes(wanted));
    fill(found);
    keepChosen(chosen);
    setAttribute(field, "hidden", all.length >= MANY ? undefined : "");
    setText(count, all.length > 0 ? String(all.length) : "");
    setAttribute(none, "hidden", (all.length > 0 && found.length === 0) || problem ? undefined : "");
    setText(none, problem || "No machine has this in its name.");
  };
  /** The chosen machine, and some of the others, in turn. */
  const glance = async (): Promise<void> => {
    const listed = all.filter(({ type }) => type !== "EXPRESS");
    const turn = listed.slice(next, next + GLANCES);
    next = next + GLANCES >= listed.length ? 0 : next + GLANCES;
    const own = listed.find(({ stateMachineArn }) => stateMachineArn === chosen);
    for (const { stateMachineArn } of new Set(own ? [own, ...turn] : turn)) {
      // It may have been deleted just now: the next look knows.
      const answer = await api.listExecutions({ stateMachineArn, maxResults: MARKS }).catch(() => undefined);
      if (!answer) return;
      glances.set(
        stateMachineArn,
        answer.executions.map(({ status }) => status),
      );
      show();
    }
  };
  const poll = createPoll({
    look: async () => {
      all = await allMachines(api).catch((error: Error) => {
        if (error.name !== "Away") problem = error.message;
        show();
        throw error;
      });
      problem = "";
      setAttribute(empty, "hidden", all.length > 0 ? "" : undefined);
      show();
      onNews();
      await glance();
    },
    pause: () => PAUSE,
  });
  return {
    element,
    get all() {
      return all;
    },
    choose: (arn) => {
      chosen = arn;
      show();
    },
    poke: poll.poke,
  };
};
