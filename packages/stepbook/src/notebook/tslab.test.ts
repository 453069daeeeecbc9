import { afterEach, describe, expect, it, vi } from "vitest";
import { local, pass, wait } from "../index";
import { workflow } from "../workflow";
import { openDisplay } from "./display";
import { listing } from "./tables";

const globals = globalThis as { __tslab__?: unknown };
const sent: { content: { data: Record<string, string>; transient: { display_id: string } }; isUpdate: boolean }[] = [];

/** A kernel with tslab's own insides, or one whose insides have changed. */
function enter(inside: boolean): void {
  const write = (content: never, isUpdate: boolean) => sent.push({ content, isUpdate });
  const cache = inside ? { "/x/tslab/dist/jupyter.js": { exports: { lastWriteDisplayData: write } } } : {};
  const raw = (type: string, data: string) =>
    sent.push({ content: { data: { [type]: data }, transient: { display_id: "" } }, isUpdate: false });
  globals.__tslab__ = { require: Object.assign(() => ({ newDisplay: () => ({ raw }) }), { cache }) };
}

afterEach(() => {
  vi.useRealTimers();
  delete globals.__tslab__;
  sent.length = 0;
});

describe("in a tslab kernel", () => {
  it("a whole bundle is shown, then replaced in place", () => {
    enter(true);
    const display = openDisplay();
    display.show({ "text/plain": "1" }, false);
    display.show({ "text/plain": "2" }, true);
    expect(sent.map(({ isUpdate }) => isUpdate)).toEqual([false, true]);
    expect(new Set(sent.map(({ content }) => content.transient.display_id)).size).toBe(1);
  });

  it("without tslab's insides, the richest type that every notebook shows is shown", () => {
    enter(false);
    workflow("w", { steps: pass("A") }).render();
    expect(Object.keys(sent[0]!.content.data)).toEqual(["image/svg+xml"]);
  });

  it("what stands in a table is text, whatever it holds", () => {
    enter(true);
    listing([{ name: '<img src=x onerror="1">&' }], false, [{ head: "<b>", cell: ({ name }) => name }]).render();
    const html = sent[0]!.content.data["text/html"]!;
    expect(html).not.toMatch(/<img|<b>/);
    expect(html).toContain("&#60;img src=x onerror=&#34;1&#34;&#62;&#38;");
  });

  it("a run in which nothing happens for long is shown again and again, and not any more when it has ended", async () => {
    vi.useFakeTimers();
    enter(true);
    const shownAt: number[] = [];
    const made = workflow("w", { steps: [pass("A"), wait("Long", { seconds: 90 })], on: local() });
    const execution = await made.execute();
    const run = execution.render();
    for (let second = 0; second <= 100; second++) {
      if (sent.splice(0).length > 0) shownAt.push(second);
      await vi.advanceTimersByTimeAsync(1000);
    }
    await run;
    const silences = shownAt.map((second, index) => second - (shownAt[index - 1] ?? 0));
    expect(Math.max(...silences)).toBeLessThanOrEqual(20);
    expect(shownAt.length).toBeLessThan(12);
    expect(shownAt.at(-1)).toBeGreaterThanOrEqual(90);
    expect(vi.getTimerCount()).toBe(0);
  });
});
