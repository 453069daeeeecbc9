import type { GalleryEntry } from "./entry";
import { training } from "./training";

export const trainingPipeline: GalleryEntry = { definition: training };
