import fc from "fast-check";
import { expect, test } from "vitest";
import { element } from "./svg-node";
import { toText } from "./svg-text";

test("markup in texts and attributes is escaped", () => {
  expect(toText({ tag: "text", attributes: { title: `"<&>"` }, text: "<b>&</b>" })).toBe(
    `<text title="&quot;&lt;&amp;&gt;&quot;">&lt;b&gt;&amp;&lt;/b&gt;</text>`,
  );
});

test("characters that XML forbids are replaced", () => {
  expect(toText({ tag: "text", attributes: {}, text: "a\u0000b\ud800c\ufffe🚀" })).toBe(
    "<text>a\ufffdb\ufffdc\ufffd🚀</text>",
  );
});

test("no text can add an element", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const drawn = toText(element("g", { "data-name": text }, [{ tag: "text", attributes: {}, text }]));
      expect(drawn.match(/<\w/g)).toHaveLength(2);
      expect(drawn).not.toMatch(/&(?!(amp|lt|gt|quot);)/);
    }),
  );
});
