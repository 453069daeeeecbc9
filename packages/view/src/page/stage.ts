import type { StateMachine } from "@stepbook/asl";
import { type AskKernel, createView, type Question, type Questions } from "@stepbook/graph";
import { html, setAttribute, setText } from "../html";
import type { Memory, WorkflowViewHandle } from "../options";
import { dateTime } from "../words";
import { createWorkflowView } from "../workflow-view";
import { createExecutionFeed } from "./execution-feed";
import { labelOf } from "./map-run";
import { createMapRunLinks } from "./map-run-links";
import { hashOf, type Place } from "./place";
import { createPoll, type Poll } from "./poll";
import type { PageApi } from "./service";

/** The graph of what is chosen, live. */
export interface Stage {
  readonly element: HTMLElement;
  choose(place: Place): void;
  poke(): void;
}

const RUNNING_PAUSE = 500;
const ENDED_PAUSE = 3000;
/** Without news, a view is told so often that its execution still runs. */
const STILL = 5000;

type Answers = { readonly [Name in Question]: (asked: Questions[Name]["asked"]) => Promise<Questions[Name]["answer"]> };

/** One thing that is shown: how it is looked at, how often, and what its view may ask. */
interface Scene {
  /** `isCurrent`: whether it is still what is shown. */
  readonly look: (show: (view: unknown) => void, isCurrent: () => boolean) => Promise<void>;
  readonly pause: () => number;
  readonly askKernel?: AskKernel;
}

export const createStage = (api: PageApi): Stage => {
  const title = html("h2", { class: "sbp-title" });
  const facts = html("p", { class: "sbp-facts" });
  const problem = html("p", { class: "sbp-problem", role: "status", hidden: true });
  const hint = html("p", { class: "sbp-hint" }, "Choose a state machine, or one of its executions.");
  const host = html("div", { class: "sbp-host" });
  const runs = createMapRunLinks(api);
  const head = html("div", { class: "sbp-head", hidden: true }, title, facts, runs.element);
  const element = html("main", { class: "sbp-stage", tabindex: -1 }, head, problem, hint, host);
  /** What readers have set stays from one execution to the next. */
  const memory: Memory = new Map<string, unknown>();
  let view: WorkflowViewHandle | undefined;
  let poll: Poll | undefined;
  let current: string | undefined;

  const tell = (text: string): void => {
    setText(problem, text);
    setAttribute(problem, "hidden", text === "" ? "" : undefined);
  };

  const sceneOfExecution = (executionArn: string, machine: string | undefined): Scene => {
    const feed = createExecutionFeed(api, executionArn);
    let told = 0;
    const answers: Answers = {
      log: async () => {
        throw new Error("Logs of jobs are shown by the notebook that began them.");
      },
      history: async ({ after }) => feed.history(after),
      event: async ({ id }) => feed.event(id),
      view: async () => feed.view()!,
      stop: async () => {
        await api.stopExecution({ executionArn });
        poll?.poke();
        return null;
      },
      redrive: async () => {
        await api.redriveExecution({ executionArn });
        poll?.poke();
        return null;
      },
    };
    return {
      askKernel: (name, asked) => answers[name](asked as never),
      pause: () => (feed.described && feed.described.status !== "RUNNING" ? ENDED_PAUSE : RUNNING_PAUSE),
      look: async (show, isCurrent) => {
        const isNews = await feed.look();
        if (!isCurrent()) return;
        const { name, status, startDate, stopDate, redriveCount = 0, mapRunArn } = feed.described!;
        if (isNews || (status === "RUNNING" && Date.now() - told > STILL)) {
          told = Date.now();
          show(feed.view());
        }
        setText(title, name);
        await runs.look(feed.mapRuns(), { isNews, isCurrent });
        if (!isCurrent()) return;
        const said = [
          `Started ${dateTime(startDate.getTime())}`,
          ...(stopDate ? [`ended ${dateTime(stopDate.getTime())}`] : []),
          ...(redriveCount > 0 ? [`redriven ${redriveCount === 1 ? "once" : `${redriveCount} times`}`] : []),
        ].join(" · ");
        if (facts.dataset.said === said) return;
        facts.dataset.said = said;
        facts.replaceChildren(
          html("a", { href: hashOf({ ...(machine !== undefined && { machine }) }) }, machine?.split(":").pop() ?? ""),
          ...(mapRunArn === undefined
            ? []
            : [" · Map Run ", html("a", { href: hashOf({ mapRun: mapRunArn }) }, labelOf(mapRunArn))]),
          ` · ${said} · `,
          html("code", {}, executionArn),
        );
      },
    };
  };
  const sceneOfMachine = (stateMachineArn: string): Scene => {
    let shown: string | undefined;
    let rev = 0;
    return {
      pause: () => ENDED_PAUSE,
      look: async (show, isCurrent) => {
        const { name, type, definition } = await api.describeStateMachine({ stateMachineArn });
        if (!isCurrent()) return;
        setText(title, name);
        const said = type === "EXPRESS" ? "Express" : "Standard";
        if (facts.dataset.said !== said) facts.replaceChildren(`${said} · `, html("code", {}, stateMachineArn));
        facts.dataset.said = said;
        if (definition === shown) return;
        shown = definition;
        rev += 1;
        show(
          createView({
            definition: JSON.parse(definition) as StateMachine,
            name,
            direction: "down",
            rev,
            now: Date.now(),
          }),
        );
      },
    };
  };
  /** The execution that a Map Run belongs to. */
  const sceneOfMapRun = (mapRunArn: string, machine: string | undefined): Scene => {
    let scene: Scene | undefined;
    return {
      askKernel: (name, asked) => scene!.askKernel!(name, asked),
      pause: () => scene?.pause() ?? RUNNING_PAUSE,
      look: async (show, isCurrent) => {
        scene ??= sceneOfExecution((await api.describeMapRun({ mapRunArn })).executionArn, machine);
        await scene.look(show, isCurrent);
      },
    };
  };
  const begin = ({ look, pause, askKernel }: Scene): void => {
    const made = createWorkflowView(host, { memory, askKernel: () => askKernel });
    view = made;
    const isCurrent = (): boolean => view === made;
    poll = createPoll({
      pause,
      look: async () => {
        try {
          await look((payload) => made.update(payload), isCurrent);
          if (isCurrent()) tell("");
        } catch (error) {
          // That the service is away is said for the whole page.
          if (isCurrent() && (error as Error).name !== "Away") tell((error as Error).message);
          throw error;
        }
      },
    });
  };
  const end = (): void => {
    poll?.dispose();
    view?.dispose();
    [poll, view] = [undefined, undefined];
  };
  return {
    element,
    choose: ({ machine, execution, mapRun }) => {
      const next = execution ?? mapRun ?? machine;
      if (next === current) return;
      end();
      current = next;
      tell("");
      setText(title, next?.split(":").pop() ?? "");
      facts.replaceChildren();
      delete facts.dataset.said;
      runs.clear();
      setAttribute(head, "hidden", next === undefined ? "" : undefined);
      setAttribute(hint, "hidden", next === undefined ? undefined : "");
      if (execution !== undefined) begin(sceneOfExecution(execution, machine));
      else if (mapRun !== undefined) begin(sceneOfMapRun(mapRun, machine));
      else if (machine !== undefined) begin(sceneOfMachine(machine));
    },
    poke: () => poll?.poke(),
  };
};
