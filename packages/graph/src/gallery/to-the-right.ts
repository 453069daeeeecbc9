import { choiceJoin } from "./choice-join";
import type { GalleryEntry } from "./entry";

export const toTheRight: GalleryEntry = { ...choiceJoin, direction: "right" };
