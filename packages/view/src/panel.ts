import { createDefinitionTab } from "./definition-tab";
import type { Desk } from "./desk";
import { createEventsTab } from "./events-tab";
import { createFreshness } from "./freshness";
import { html, setAttribute } from "./html";
import { createIoTab } from "./io-tab";
import type { WholeEvents } from "./payloads";
import type { Replay } from "./replay";
import type { Part, Shown } from "./shown";
import { createStatesTable } from "./states-table";
import { createTabs } from "./tabs";
import { createTimeline } from "./timeline";
import { grouped } from "./words";

export interface Panel extends Part {
  openEvents(state: number): void;
  /** Whether what is open is told by the history alone. */
  wantsHistory(shown: Shown): boolean;
}

/** What is below the graph: the replay, and the tabs. */
export const createPanel = (desk: Desk, whole: WholeEvents, replay: Replay, revive: () => void): Panel => {
  const freshness = createFreshness(desk, revive);
  const element = html("div", { class: "sb-panel" }, replay.element);
  // A definition alone has no panel, and need not wait for one.
  let made: ReturnType<typeof createPanelTabs> | undefined;
  const parts = (): ReturnType<typeof createPanelTabs> => {
    if (made) return made;
    made = createPanelTabs(desk, whole, html("div", { class: "sb-beside-tabs" }, replay.button, freshness.element));
    element.append(made.tabs.element);
    return made;
  };
  return {
    element,
    openEvents: (state) => {
      const { events, tabs } = parts();
      events.showState(state);
      tabs.choose("events");
      events.element.scrollIntoView?.({ block: "nearest" });
      events.focus();
    },
    wantsHistory: (shown) => ran(shown) && (parts().tabs.open === "events" || parts().tabs.open === "io"),
    update: (shown) => {
      replay.update(shown);
      freshness.update(shown);
      setAttribute(element, "hidden", ran(shown) ? undefined : "");
      if (ran(shown)) parts().tabs.update(shown);
    },
    dispose: () => made?.tabs.dispose?.(),
  };
};

const ran = ({ view }: Shown): boolean => view.execution !== undefined;

const createPanelTabs = (desk: Desk, whole: WholeEvents, beside: HTMLElement) => {
  const { say } = desk;
  const events = createEventsTab(desk, whole);
  const tabs = createTabs(
    desk,
    "panel",
    say("Of this execution"),
    [
      { key: "timeline", name: () => say("Timeline"), part: createTimeline(desk) },
      {
        key: "events",
        name: ({ view }) => say("Events ({1})", grouped(view.execution?.eventCount ?? 0)),
        part: events,
        has: ran,
      },
      {
        key: "states",
        name: ({ states }) => say("States ({1})", grouped(states.length)),
        part: createStatesTable(desk),
      },
      { key: "io", name: () => say("Input & output"), part: createIoTab(desk, whole) },
      {
        key: "definition",
        name: () => say("Definition"),
        part: createDefinitionTab(desk, ({ definition }) => definition),
      },
    ],
    beside,
  );
  return { events, tabs };
};
