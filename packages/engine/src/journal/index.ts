export { JournalMismatch } from "./book";
export type { Entry } from "./entry";
export { Journal, type JournalOptions } from "./journal";
export type { TaskProgress } from "./tasks";
