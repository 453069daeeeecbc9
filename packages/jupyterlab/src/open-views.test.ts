// @vitest-environment jsdom
import type { WorkflowViewHandle } from "@stepbook/view";
import { expect, test, vi } from "vitest";
import { OpenViews } from "./open-views";
import { settingsOf } from "./settings";

const opened = () => {
  const node = document.createElement("div");
  const handle = { configure: vi.fn() } as unknown as WorkflowViewHandle & { configure: ReturnType<typeof vi.fn> };
  return { node, handle };
};

test("commands work on the view that was used last, and on the only one", () => {
  const views = new OpenViews();
  const [one, other] = [opened(), opened()];
  const first = views.add(one.node, one.handle);
  expect(views.current).toBe(one.handle);
  views.add(other.node, other.handle);
  expect(views.current).toBeUndefined();
  one.node.dispatchEvent(new Event("pointerdown"));
  expect(views.current).toBe(one.handle);
  other.node.dispatchEvent(new Event("focusin"));
  expect(views.current).toBe(other.handle);
  one.node.dispatchEvent(new Event("contextmenu"));
  first.dispose();
  expect(views.current).toBe(other.handle);
  views.dispose();
  expect(views.current).toBeUndefined();
});

test("what is told of a change comes once, and not from a view that is gone", () => {
  const views = new OpenViews();
  const { node, handle } = opened();
  const told = vi.fn();
  views.changed.connect(told);
  const listed = views.add(node, handle);
  node.dispatchEvent(new Event("focusin"));
  node.dispatchEvent(new Event("focusin"));
  expect(told).toHaveBeenCalledTimes(2);
  listed.dispose();
  node.dispatchEvent(new Event("focusin"));
  expect(told).toHaveBeenCalledTimes(3);
  views.dispose();
});

test("settings come to the views that are open and to those that are opened later", () => {
  const views = new OpenViews();
  const [one, other] = [opened(), opened()];
  views.add(one.node, one.handle);
  views.settings = { follow: false };
  expect(one.handle.configure).toHaveBeenLastCalledWith({ follow: false });
  views.add(other.node, other.handle);
  expect(other.handle.configure).toHaveBeenLastCalledWith({ follow: false });
  views.dispose();
});

test("settings that are not of their kind are passed over", () => {
  expect(
    settingsOf({ composite: { direction: "right", follow: false, columns: ["state", 7], reducedDetail: true } }),
  ).toEqual({
    direction: "right",
    follow: false,
    columns: ["state"],
    reducedDetail: true,
  });
  expect(settingsOf({ composite: { direction: "auto", follow: "yes", columns: {}, reducedDetail: 1 } })).toEqual({});
});
