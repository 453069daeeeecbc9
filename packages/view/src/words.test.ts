// @vitest-environment jsdom
import { expect, test } from "vitest";
import { kernelOf } from "../test/kernel";
import { mapHistory, mapViewAt } from "../test/map-run";
import { usePage } from "../test/page";
import { clockTime, sayer } from "./words";

const page = usePage();

test("values stand where a text has their numbers, also where they look like such", () => {
  expect(sayer((text) => text)("{2} of {1}", 7, "{1}")).toBe("{1} of 7");
  expect(sayer(() => "von {2}: {1}")("{1} of {2}", 1, 2)).toBe("von 2: 1");
});

test("a moment beyond all calendars has no time of day", () => {
  expect(clockTime(1e300)).toBe("–");
});

/** What is not the panel's own words: names, types, times, JSON. */
const DATA = ".sb-frame, .sb-minimap, .sb-json, .sb-event, .sb-line, .sb-title, .sb-details-title, pre, option, style";
const NOT_WORDS = /^(map|Each|Work|Note|Done|Map|Task|Pass|Succeed|Task .*|lambda:invoke|Boom|it burst|[^a-z]*)$/;

test("every word of the panel goes through the translator", async () => {
  page.open({ askKernel: () => kernelOf(mapHistory, 100).ask, translate: (text) => `«${text}»` });
  page.view.update(mapViewAt());
  page.select("Work");
  for (const tab of page.all<HTMLElement>("[role=tab]")) {
    tab.click();
    await page.settled();
  }
  const walker = document.createTreeWalker(page.host, NodeFilter.SHOW_TEXT);
  const said: string[] = [];
  while (walker.nextNode()) {
    const { parentElement, textContent } = walker.currentNode;
    if (!parentElement?.closest(DATA)) said.push(textContent!.trim());
  }
  for (const one of page.all("[aria-label], [title], [placeholder]"))
    if (!one.closest(DATA))
      for (const name of ["aria-label", "title", "placeholder"]) said.push(one.getAttribute(name) ?? "");
  const untranslated = said.filter(
    (text) => !text.includes("«") && !NOT_WORDS.test(text) && !/\d( ms| s| m)/.test(text),
  );
  expect(new Set(untranslated)).toEqual(new Set());
});
