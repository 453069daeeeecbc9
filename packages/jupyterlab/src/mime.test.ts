// @vitest-environment jsdom
import type { IRenderMime } from "@jupyterlab/rendermime-interfaces";
import { createView, MIME_TYPE } from "@stepbook/graph";
import { afterAll, expect, test, vi } from "vitest";
import { rendererFactory } from "./mime";
import { OpenViews } from "./open-views";

// Lumino's drag and drop extends what jsdom does not have.
vi.hoisted(() => {
  globalThis.DragEvent ??= class extends MouseEvent {} as typeof DragEvent;
});

const options = {} as IRenderMime.IRendererOptions;
const model = (data: unknown): IRenderMime.IMimeModel => ({
  trusted: false,
  data: { [MIME_TYPE]: data as string },
  metadata: {},
  setData: () => {},
});
const view = (rev: number) =>
  createView({
    definition: { StartAt: "A", States: { A: { Type: "Succeed" } } },
    name: "hello",
    direction: "down",
    rev,
    now: 0,
  });

const factory = rendererFactory({ views: new OpenViews() });
const renderer = factory.createRenderer(options);
afterAll(() => renderer.dispose());

test("the workflow is shown before an image of it, and where a notebook is not trusted", () => {
  expect(factory.safe).toBe(true);
  expect(factory.mimeTypes).toEqual([MIME_TYPE]);
  expect(factory.defaultRank).toBeLessThan(80);
});

test("a later model of the same output changes the same elements", async () => {
  await renderer.renderModel(model(view(1)));
  const state = renderer.node.querySelector(".sb-state");
  await renderer.renderModel(model(view(2)));
  expect(state).not.toBeNull();
  expect(renderer.node.querySelector(".sb-state")).toBe(state);
  expect(renderer.node.dataset.mimeType).toBe(MIME_TYPE);
});

test("a payload that can't be read is said to be so", async () => {
  const other = factory.createRenderer(options);
  await other.renderModel(model({ version: "x" }));
  expect(other.node.querySelector("[role=alert]")?.textContent).toContain("can't be shown");
  other.dispose();
  expect(other.isDisposed).toBe(true);
});
