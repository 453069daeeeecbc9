import type { GalleryEntry } from "./entry";
import { nestedMap } from "./nested-map";

export const nestedToTheRight: GalleryEntry = { ...nestedMap, direction: "right" };
