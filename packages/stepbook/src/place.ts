import { StepbookError } from "./errors";
import { describe } from "./steps/data";

/** A part of AWS with accounts, services and ARNs of its own. */
export type Partition = "aws" | "aws-cn" | "aws-us-gov";

const partitions: readonly string[] = ["aws", "aws-cn", "aws-us-gov"];

/** @internal Where state machines stand, as far as it is known before anything is sent. */
export interface Place {
  readonly partition?: Partition;
  readonly region?: string;
  /** The account's twelve digits. */
  readonly account?: string;
}

/** The partition that a region is in. */
export function partitionOf(region: string): Partition {
  return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** A place whose partition is told by its region. */
export function placeIn(region: string | undefined, account?: string): Place {
  return {
    ...(region !== undefined && { region, partition: partitionOf(region) }),
    ...(account !== undefined && { account }),
  };
}

/** Fails where a value is no partition. */
export function assertPartition(value: unknown, where: string): asserts value is Partition | undefined {
  if (value === undefined || partitions.includes(value as string)) return;
  throw new StepbookError(`${where}: partition is "aws", "aws-cn" or "aws-us-gov", but here is ${describe(value)}.`);
}
