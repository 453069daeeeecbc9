import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { toSvg } from "../to-svg";
import { gallery, viewOf } from ".";

/** To draw the pictures anew, and then look at them: `npx vitest run packages/graph/src/gallery --update`. */
test.each(Object.entries(gallery))("%s is drawn as in its picture", async (name, entry) => {
  const file = fileURLToPath(new URL(`${name}.svg`, import.meta.url));
  await expect(toSvg(viewOf(name, entry))).toMatchFileSnapshot(file);
});
