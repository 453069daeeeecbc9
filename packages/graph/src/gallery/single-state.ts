import type { GalleryEntry } from "./entry";
import { pass } from "./shapes";

export const singleState: GalleryEntry = { definition: { StartAt: "Hello", States: { Hello: pass() } } };
