import type { S3 } from "../s3";
import type { LogLine } from "./shapes";
import type { Slots } from "./slots";

/** What all that SageMaker does on this machine has in common. */
export interface Shared {
  readonly s3: S3;
  /** The Python that the user named. */
  readonly python: string | undefined;
  readonly region: string;
  readonly account: string;
  readonly now: () => Date;
  readonly onLog: ((line: LogLine) => void) | undefined;
  /** Where jobs are recorded. */
  readonly folder: () => string;
  /** The turns of jobs. */
  readonly slots: Slots;
}
