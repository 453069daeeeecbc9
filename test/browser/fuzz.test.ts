import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { WorkflowView } from "../../packages/graph/lib/index.js";
import { gallery, viewOf } from "../../packages/graph/src/gallery";
import { bundle } from "../../scripts/bundle.mjs";
import { launch } from "./jupyter";

const root = fileURLToPath(new URL("../..", import.meta.url));
const seconds = 3 * Number(process.env.STEPBOOK_TEST_LENGTH ?? 1);
/** The longest that a page may be busy with one payload. */
const patience = 5000;

const hostile = [
  "<img src=x onerror=__ran()>",
  "<script>__ran()</script>",
  "</style><script>__ran()</script>",
  "javascript:__ran()",
  "__proto__",
  "constructor",
  "\u202Eright to left",
  "👩‍🚀",
  "",
  "x".repeat(100_000),
];

const odd = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...hostile) },
  fc.constantFrom(null, true, false, [], {}, -1, 0, 0.5, 1e9, 1e308, Number.MAX_SAFE_INTEGER),
  fc.jsonValue({ maxDepth: 3 }),
  fc.integer({ min: -5, max: 50 }),
);

interface Change {
  /** Which of all places of the payload, from 0 to 1. */
  readonly place: number;
  readonly kind: "put" | "remove" | "twice" | "rename";
  readonly value: unknown;
}

const change: fc.Arbitrary<Change> = fc.record({
  place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  kind: fc.constantFrom("put", "put", "put", "remove", "twice", "rename"),
  value: odd,
});

type Container = Record<string, unknown> | unknown[];
interface Place {
  readonly of: Container;
  readonly key: string;
}

const placesOf = (value: unknown, places: Place[] = []): Place[] => {
  if (typeof value !== "object" || value === null) return places;
  for (const key of Object.keys(value)) {
    places.push({ of: value as Container, key });
    placesOf((value as Record<string, unknown>)[key], places);
  }
  return places;
};

const KINDS: Readonly<Record<Change["kind"], (place: Place, value: unknown) => void>> = {
  put: ({ of, key }, value) => {
    // A copy, since a later change may be within it.
    Object.defineProperty(of, key, {
      value: structuredClone(value),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  },
  remove: ({ of, key }) => {
    if (Array.isArray(of)) of.splice(Number(key), 1);
    else delete of[key];
  },
  twice: ({ of, key }) => {
    if (Array.isArray(of)) of.push(structuredClone(of[Number(key)]));
  },
  rename: ({ of, key }, value) => {
    if (Array.isArray(of) || typeof value !== "string") return;
    Object.defineProperty(of, value, { value: of[key], enumerable: true, configurable: true, writable: true });
    delete of[key];
  },
};

const apply = (value: object, changes: readonly Change[]): void => {
  for (const { place, kind, value: put } of changes) {
    const places = placesOf(value);
    const at = places[Math.floor(place * places.length)];
    if (at) KINDS[kind](at, put);
  }
};

/** A payload with changes: in what it says of the execution, and in the definition, which is text within it. */
const mutated = (view: WorkflowView, outer: readonly Change[], inner: readonly Change[], cut: number): unknown => {
  const definition = JSON.parse(view.definition) as object;
  apply(definition, inner);
  const text = JSON.stringify(definition);
  const payload = {
    ...(structuredClone(view) as object),
    definition: cut < 0.1 ? text.slice(0, text.length * cut * 10) : text,
  };
  apply(payload, outer);
  return payload;
};

interface Seen {
  readonly took: number;
  readonly text: string;
  readonly elements: number;
  readonly ran: boolean;
  readonly links: readonly string[];
}

/** Shows a payload in a view that has shown others, or in a new one, and tells what the page came to. */
const show = (page: Page, payload: unknown, anew: boolean): Promise<Seen> =>
  page.evaluate(
    ([json, fresh]) => {
      interface Handle {
        update(payload: unknown): void;
        dispose(): void;
      }
      const host = globalThis as unknown as {
        handle?: Handle;
        stepbookView: { createWorkflowView(host: HTMLElement): Handle };
        __hasRun?: boolean;
      };
      if (fresh) {
        host.handle?.dispose();
        delete host.handle;
      }
      host.handle ??= host.stepbookView.createWorkflowView(document.querySelector<HTMLElement>("main")!);
      const begin = performance.now();
      host.handle.update(JSON.parse(json));
      const states = document.querySelectorAll<SVGElement>(".sb-state");
      states[states.length >> 1]?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      const tabs = document.querySelectorAll<HTMLElement>("[role=tab]");
      tabs[(states.length + json.length) % Math.max(1, tabs.length)]?.click();
      const took = performance.now() - begin;
      return {
        took,
        text: document.querySelector("main")!.textContent ?? "",
        elements: document.querySelectorAll("main script, main iframe, main object, main img, main foreignObject")
          .length,
        ran: host.__hasRun === true,
        links: [...document.querySelectorAll("main a")].map((link) => link.getAttribute("href") ?? ""),
      };
    },
    [JSON.stringify(payload), anew] as const,
  );

let browser: Browser;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  const script = await bundle(join(root, "packages/view/lib/index.js"), { name: "stepbookView" });
  browser = await launch();
  page = await browser.newPage({ viewport: { width: 980, height: 900 } });
  page.on("pageerror", ({ message, stack }) => errors.push(stack ?? message));
  await page.setContent("<!doctype html><title>View</title><main></main>");
  await page.addScriptTag({ content: "globalThis.__ran = () => { globalThis.__hasRun = true; };" });
  await page.addScriptTag({ content: script });
});

afterAll(() => browser?.close());

it(
  "whatever is in a payload, the view says something, runs nothing, and goes on",
  async () => {
    const views = Object.entries(gallery).map(([name, entry]) => viewOf(name, entry));
    const payload = fc
      .tuple(
        fc.constantFrom(...views),
        fc.array(change, { maxLength: 6 }),
        fc.array(change, { maxLength: 4 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
      )
      .map((parts) => mutated(...parts));
    await fc.assert(
      fc.asyncProperty(fc.array(payload, { minLength: 1, maxLength: 4 }), async (payloads) => {
        errors.length = 0;
        for (const [i, one] of payloads.entries()) {
          const seen = await show(page, one, i === 0);
          expect(errors).toEqual([]);
          expect(seen.ran).toBe(false);
          expect(seen.elements).toBe(0);
          expect(seen.links.filter((link) => !link.startsWith("https://"))).toEqual([]);
          expect(seen.text.trim()).not.toBe("");
          expect(seen.took).toBeLessThan(patience);
        }
      }),
      { numRuns: 1_000_000, interruptAfterTimeLimit: seconds * 1000, markInterruptAsFailure: false },
    );
  },
  seconds * 1000 + 60_000,
);
