import type { GalleryEntry } from "./entry";
import { wideParallel } from "./wide-parallel";

export const wideParallelToTheRight: GalleryEntry = { ...wideParallel, direction: "right" };
