import { choiceArms } from "./choice-arms";
import type { GalleryEntry } from "./entry";

export const choiceToTheRight: GalleryEntry = { ...choiceArms, direction: "right" };
