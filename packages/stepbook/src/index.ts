export * from "./placeholders/functions";
export * from "./steps/states";
export { assemble } from "./assemble/assemble";
