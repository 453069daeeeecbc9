/**
 * Writes src/font-widths.ts: the advance of each character of Liberation Sans (whose metrics are those of Arial and
 * Helvetica), in thousandths of the font size, measured by Chromium. Run it only to change the font:
 *   CHROMIUM=/usr/bin/chromium node packages/graph/scripts/font-widths.mjs
 */
import { writeFileSync } from "node:fs";
import { chromium } from "playwright-core";

const BLOCKS = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x384, 0x3ce],
  [0x400, 0x45f],
  [0x2010, 0x2027],
  [0x2190, 0x2195],
  [0x2260, 0x2265],
];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage();
const measured = await page.evaluate((blocks) => {
  const context = document.createElement("canvas").getContext("2d");
  const weigh = (weight) => {
    context.font = `${weight} 1000px "Liberation Sans"`;
    return blocks.map(([from, to]) =>
      Array.from({ length: to - from + 1 }, (_, i) =>
        Math.round(context.measureText(String.fromCodePoint(from + i)).width),
      ),
    );
  };
  return { regular: weigh(400), bold: weigh(700) };
}, BLOCKS);
await browser.close();

const table = (widths) => widths.map((row, i) => `  [${BLOCKS[i][0]}, "${row.join(" ")}"],`).join("\n");
writeFileSync(
  new URL("../src/font-widths.ts", import.meta.url),
  `/* Written by scripts/font-widths.mjs: the advances of Liberation Sans, in thousandths of the font size. */

/** Runs of characters: the first code point, then the width of it and of those that follow. */
export const REGULAR: readonly (readonly [number, string])[] = [
${table(measured.regular)}
];

export const BOLD: readonly (readonly [number, string])[] = [
${table(measured.bold)}
];
`,
);
