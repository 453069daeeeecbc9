import { catchAllLane } from "./catch-all-lane";
import type { GalleryEntry } from "./entry";

export const catchToTheRight: GalleryEntry = { ...catchAllLane, direction: "right" };
