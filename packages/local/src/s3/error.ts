/** An error of S3: `name` is AWS's code, such as `NoSuchKey`; `message` is AWS's, with a way out where there is one. */
export class S3Error extends Error {
  constructor(
    override readonly name: string,
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
  }
}

export const noSuchBucket = (bucket: string, folder: string): S3Error =>
  new S3Error(
    "NoSuchBucket",
    404,
    `The specified bucket does not exist: ${bucket}. Buckets are folders: make ${folder}, or call createBucket.`,
  );

export const noSuchKey = (): S3Error => new S3Error("NoSuchKey", 404, "The specified key does not exist.");

/** What an AWS SDK makes of an error of S3: its message, and what names the call. */
export const sdkMessageOf = ({ message, statusCode }: S3Error, requestId: string): string =>
  `${message} (Service: S3, Status Code: ${statusCode}, Request ID: ${requestId})`;
