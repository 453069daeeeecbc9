import { S3Error } from "../s3";
import { TarError } from "./tar";

/** Why a job failed, as its FailureReason says it: `ClientError: …` or `AlgorithmError: …`, or without such a word. */
export class JobFailure extends Error {
  constructor(
    readonly kind: "ClientError" | "AlgorithmError" | "InternalServerError" | undefined,
    message: string,
  ) {
    super(message);
  }
}

const longestReason = 1024;

/** The FailureReason of a job that an error ended. */
export const failureReasonOf = (error: unknown): string => reasonOf(error).slice(0, longestReason);

const reasonOf = (error: unknown): string => {
  if (error instanceof JobFailure) return error.kind === undefined ? error.message : `${error.kind}: ${error.message}`;
  if (error instanceof S3Error) return `ClientError: ${error.name}: ${error.message}`;
  if (error instanceof TarError) return `ClientError: ${error.message}`;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC")
    return `ClientError: Please use an instance type with more disk: the disk of this machine is full. ${message}`;
  return `InternalServerError: ${message}`;
};
