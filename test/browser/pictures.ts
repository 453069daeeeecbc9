import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import type { Locator, Page } from "playwright-core";
import { PNG } from "pngjs";

const here = dirname(fileURLToPath(import.meta.url));
const kept = join(here, "pictures");
const output = join(dirname(dirname(here)), "test-output", "pictures");
/** How much of a picture may differ: another release of Chromium draws the edges of letters a little otherwise. */
const tolerated = 0.005;

/**
 * Lets a page draw the same wherever it is: with one font, whose widths are those of the font that the view measures by,
 * and without motion.
 */
export async function steady(page: Page): Promise<void> {
  const faces = [
    face("Liberation Sans", "arimo", 400, "normal"),
    face("Liberation Sans", "arimo", 700, "normal"),
    face("Liberation Sans", "arimo", 400, "italic"),
    face("Liberation Mono", "cousine", 400, "normal"),
  ].join("\n");
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.addStyleTag({
    content: `${faces}
    .jp-StepbookView * { caret-color: transparent; transition: none; }
    .jp-StepbookView, .sb-view { font-family: "Liberation Sans", sans-serif; --jp-ui-font-family: "Liberation Sans", sans-serif; --jp-code-font-family: "Liberation Mono", monospace; }`,
  });
  await page.evaluate(() =>
    Promise.all(
      [
        '13px "Liberation Sans"',
        'bold 13px "Liberation Sans"',
        'italic 11px "Liberation Sans"',
        '12px "Liberation Mono"',
      ].map((font) => document.fonts.load(font)),
    ),
  );
}

const face = (family: string, font: string, weight: number, style: string): string => {
  const folder = dirname(createRequire(import.meta.url).resolve(`@fontsource/${font}/package.json`));
  const data = readFileSync(join(folder, "files", `${font}-latin-${weight}-${style}.woff2`)).toString("base64");
  return `@font-face { font-family: "${family}"; font-weight: ${weight}; font-style: ${style}; src: url(data:font/woff2;base64,${data}); }`;
};

/**
 * Compares what an element looks like with the picture of it that is kept, and writes both, and what differs, where they
 * differ. With STEPBOOK_PICTURES=write the picture is kept as it is now: look at it before it is committed.
 *
 * @returns the share of points that differ beyond what is tolerated, 0 where it is the same.
 */
export async function differs(element: Locator, name: string): Promise<number> {
  const seen = await element.screenshot({ animations: "disabled" });
  const file = join(kept, `${name}.png`);
  if (process.env.STEPBOOK_PICTURES === "write" || !existsSync(file)) {
    if (process.env.STEPBOOK_PICTURES !== "write")
      throw new Error(`There is no ${file}: STEPBOOK_PICTURES=write makes it.`);
    mkdirSync(kept, { recursive: true });
    writeFileSync(file, seen);
    return 0;
  }
  const [is, was] = [PNG.sync.read(seen), PNG.sync.read(readFileSync(file))];
  const { width, height } = was;
  const difference = new PNG({ width, height });
  const same = is.width === width && is.height === height;
  const points = same
    ? pixelmatch(is.data, was.data, difference.data, width, height, { threshold: 0.2 })
    : width * height;
  const share = points / (width * height);
  if (share <= tolerated) return 0;
  mkdirSync(output, { recursive: true });
  writeFileSync(join(output, `${name}-is.png`), seen);
  writeFileSync(join(output, `${name}-was.png`), readFileSync(file));
  writeFileSync(join(output, `${name}-difference.png`), PNG.sync.write(difference));
  return share;
}
