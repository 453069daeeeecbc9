export { closeData, type Data, openData } from "./data";
export { KeptExecution } from "./kept-execution";
export { DamagedFile } from "./lines";
export type { Keep } from "./retention";
export { beginKept, goOn, redriveKept } from "./run";
export { NotKept } from "./writer";
