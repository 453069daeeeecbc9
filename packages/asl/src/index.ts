export * from "./api";
export * from "./definition";
export * from "./history/event";
export * from "./history/progress";
export * from "./json";
