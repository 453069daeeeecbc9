import type { Desk } from "./desk";
import { html, setAttribute, setText } from "./html";
import type { Part, Shown } from "./shown";
import { clockTime, dateTime, type Say } from "./words";

const DAY = 86_400_000;

/** Of when what is shown is, and whether more will come. A button asks for it where only a kernel can tell. */
export const createFreshness = ({ say, asker }: Desk, revive: () => void): Part => {
  const text = html("span");
  const button = html("button", { class: "sb-link", type: "button", onclick: revive, hidden: true }, say("Update"));
  const element = html("div", { class: "sb-freshness" }, text, button);
  return {
    element,
    update: (shown) => {
      setText(text, freshnessOf(shown, say));
      const isOld = shown.view.execution?.status === "RUNNING" && !shown.live && !shown.replayed;
      setAttribute(button, "hidden", isOld && asker() ? undefined : "");
    },
  };
};

const freshnessOf = ({ view: { execution }, live, now, replayed }: Shown, say: Say): string => {
  if (!execution) return "";
  if (replayed) return say("as of {1}", clockTime(now));
  const isLongAgo = Math.abs(Date.now() - execution.now) > DAY;
  const timeOf = isLongAgo ? dateTime : clockTime;
  if (execution.status !== "RUNNING") return say("ended {1}", timeOf(execution.stopTime ?? execution.now));
  return live ? say("updated {1} · live", timeOf(execution.now)) : say("as of {1}, not live", timeOf(execution.now));
};
