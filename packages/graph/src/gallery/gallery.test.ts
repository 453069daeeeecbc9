import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { toSvg } from "../to-svg";
import { collapsedOf, gallery, viewOf } from ".";
import type { GalleryEntry } from "./entry";

const collapsedOption = (entry: GalleryEntry) => {
  const collapsed = collapsedOf(entry);
  return collapsed ? { collapsed } : {};
};

/** To draw the pictures anew, and then look at them: `npx vitest run packages/graph/src/gallery --update`. */
test.each(Object.entries(gallery))("%s is drawn as in its picture", async (name, entry) => {
  const file = fileURLToPath(new URL(`${name}.svg`, import.meta.url));
  await expect(toSvg(viewOf(name, entry), collapsedOption(entry))).toMatchFileSnapshot(file);
});
