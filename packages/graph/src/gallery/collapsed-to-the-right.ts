import type { GalleryEntry } from "./entry";
import { nestedMap } from "./nested-map";

export const collapsedToTheRight: GalleryEntry = { ...nestedMap, direction: "right", collapsed: ["Every store"] };
