import type { GalleryEntry } from "./entry";
import { trainingInFlight } from "./training-in-flight";

/** A collapsed cluster shows the most urgent status of what is inside. */
export const collapsed: GalleryEntry = { ...trainingInFlight, collapsed: ["Prepare features", "Tune models"] };
